using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch.Board;

/// <param name="Region">In words; null where it is not known.</param>
/// <param name="ByFallback">The switch chose the line alone.</param>
public sealed record CallView(
    string CallId, CallPhase Phase, DateTimeOffset ReceivedAt, DateTimeOffset PhaseSince,
    string? Region, RegionCertainty Certainty, RegionSource Source,
    string? Language, int Attempt, string? LineId, string? Centre, bool ByFallback, CallPriority Priority)
{
    /// <summary>What the caller asks for; null for no wish.</summary>
    public string? Service { get; init; }
    public Gender? Gender { get; init; }
    /// <summary>Other lines that ring beside the first, or will.</summary>
    public ValueList<AlsoView>? Also { get; init; }
    public bool Emergency { get; init; }
    public bool IsCallback { get; init; }
    /// <summary>While somebody else is being brought in; null otherwise.</summary>
    public HandOverView? HandedOver { get; init; }

    /// <summary>Null for those who do not wait.</summary>
    public WaitReason? WaitsBecause { get; init; }

    public static CallView From(LiveCall call, LiveState live, IReadOnlyDictionary<string, string> centreOfLine, RegionNames regions, CultureInfo language, DateTimeOffset now) => new(
        call.CallId, call.Phase, call.ReceivedAt, call.PhaseSince,
        call.Region is null ? null : regions.Of(call.Region, language), call.RegionCertainty, call.RegionSource,
        call.Language, call.Attempt, call.LineId,
        Name(call.CentreId, live, language),
        call.Source == OfferSource.SwitchFallback, call.Priority)
    {
        Service = call.Service,
        Gender = call.Gender,
        Also = call is { Phase: CallPhase.Ringing, Also: { } also }
            ? new(also.Select((line, index) => new AlsoView(
                line, Name(centreOfLine.GetValueOrDefault(line), live, language), LineUse.RingsAt(call, index) <= now, LineUse.RingsAt(call, index) - call.PhaseSince)))
            : null,
        Emergency = call.Emergency,
        IsCallback = call.CallbackId is not null,
        HandedOver = call.Transfer is { } transfer
            ? new(transfer.To, Name(transfer.CentreId, live, language), transfer.LineId, transfer.JoinedAt ?? transfer.Since, transfer.JoinedAt is not null) : null,
    };

    private static string? Name(string? id, LiveState live, CultureInfo language) =>
        id is null ? null : live.NameOf(id, language);
}

/// <summary>Another line kept for a call that rings.</summary>
/// <param name="Centre">Null where the directory does not know the line.</param>
/// <param name="After">How long after the first it begins.</param>
public sealed record AlsoView(string LineId, string? Centre, bool Rings, TimeSpan After);

/// <summary>Somebody who is being brought into a conversation.</summary>
/// <param name="To">What is asked for: <c>centre</c>, a service, or an emergency number.</param>
/// <param name="Centre">Null while none is found, and for an emergency number.</param>
/// <param name="Since">Since when it is tried, or since when three talk.</param>
/// <param name="Joined">Somebody has picked up.</param>
public sealed record HandOverView(string To, string? Centre, string? LineId, DateTimeOffset Since, bool Joined);

/// <summary>Why somebody waits, as far as the board alone can tell; the explanation of the call says it for each line.</summary>
public enum WaitReason
{
    /// <summary>Nobody in the country could be rung now.</summary>
    NobodyFree,
    /// <summary>Somebody is free, and others are before this caller.</summary>
    OthersBefore,
    /// <summary>Somebody is free whom the policy does not ring for this caller now.</summary>
    NobodySuits,
}
