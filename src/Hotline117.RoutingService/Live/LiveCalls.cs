using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;

namespace Hotline117.RoutingService.Live;

/// <summary>A call as the board shows it: without anything by which the caller could be known.</summary>
internal static class LiveCalls
{
    public static LiveCall View(CallState state, RingRule ring) => new()
    {
        CallId = state.CallId,
        Phase = state.Phase,
        ReceivedAt = state.ReceivedAt,
        PhaseSince = state.PhaseSince,
        Priority = state.Priority,
        PlaceSince = state.PlaceSince,
        Region = state.Region.Region,
        RegionSource = state.Region.Source,
        RegionCertainty = state.Region.Certainty,
        Language = state.Wishes.Language,
        Service = state.Wishes.Service,
        Gender = state.Wishes.Gender,
        Attempt = state.Attempt,
        LineId = state.LineId,
        CentreId = state.CentreId,
        Transfer = state.Transfer is { } transfer ? new(transfer.To, transfer.Line?.LineId, transfer.Line?.CentreId, transfer.Since, transfer.JoinedAt) : null,
        Also = state is { Lines.Count: > 1, Transfer: null } ? [.. state.Lines.Skip(1).Select(line => line.LineId)] : null,
        AlsoAfterSeconds = state is { Phase: CallPhase.Ringing, Lines.Count: > 1 } ? ring.NextAfterFor(state.Priority).TotalSeconds : 0,
        Emergency = state.SentToEmergency,
        Source = state.Source,
        CallbackId = state.Callback?.CallbackId,
    };
}
