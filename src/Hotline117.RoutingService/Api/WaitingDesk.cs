using System.Security.Claims;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// What people decide for callers who wait: a line, perhaps with an emergency number that joins in once it has answered, or the emergency line alone. It is one
/// transition of the call like any other, so that of two people, or routers, one is first, no line gets more callers than it has places for, and the explanation
/// says who chose.
/// </summary>
internal sealed class WaitingDesk(
    CallHandler handler, CallStore store, NamedLines named, AuditTrail audit, IReadOnlyList<SwitchSession> switches, TimeProvider time)
{
    /// <summary>The switch may just ask anew, which changes the call; somebody else who acts ends its waiting, and is told of at once.</summary>
    private const int MaxTries = 3;

    public async Task<IResult> OfferAsync(string callId, CallApi.OfferRequest request, ClaimsPrincipal who, CancellationToken stop)
    {
        var faults = LineApi.Faults(request.Reason, minutes: null);
        var wanted = named.Find(request.Line, request.Centre, faults);
        if (request.BringIn is { } to && !Transfer.EmergencyNumbers.Contains(to))
        {
            faults["bringIn"] = [$"Write one of {string.Join(", ", Transfer.EmergencyNumbers)}, or leave it out."];
        }

        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        var (lines, refused) = named.ThatMayRing(wanted, await store.FindAsync(callId));
        var entry = EntryFor(callId, "call.offer", who, request.Reason!) with
        {
            After = request.Line ?? request.Centre,
            Changes = request.BringIn is null ? [] : [$"+{request.BringIn}"],
        };
        return refused ?? await ActAsync(entry, at => new LineChosen(callId, at, NameOf(who), lines) { BringIn = request.BringIn }, () => named.BusyOf(lines), stop);
    }

    public async Task<IResult> SendToEmergencyAsync(string callId, string? reason, ClaimsPrincipal who, CancellationToken stop)
    {
        var faults = LineApi.Faults(reason, minutes: null);
        return faults.Count > 0
            ? Results.ValidationProblem(faults, title: "Nothing was changed.")
            : await ActAsync(
                EntryFor(callId, "call.emergency", who, reason!) with { After = "emergency" }, at => new EmergencyChosen(callId, at, NameOf(who)), () => null, stop);
    }

    /// <param name="hopeless">Why it is of no use to try again; null where it is.</param>
    private async Task<IResult> ActAsync(AuditEntry entry, Func<DateTimeOffset, PersonChose> choose, Func<IResult?> hopeless, CancellationToken stop)
    {
        var callId = entry.Target;
        var call = await store.FindAsync(callId);
        if (await RefusalAsync(call) is { } refused)
        {
            return refused;
        }

        if (switches.ControlOf(callId) is not { } control)
        {
            return Refusal.SwitchAway;
        }

        await audit.AppendAsync(entry);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            // Another replica may just be sending her to wait: arriving late, that would make the telephone fall silent and ring anew.
            if (WaitingCalls.SettlesWithin - (time.GetUtcNow() - (call!.AskedAt ?? call.PhaseSince)) is var unsettled && unsettled > TimeSpan.Zero)
            {
                await Task.Delay(unsettled, time, stop);
            }

            var done = await handler.HandleAsync(choose(time.GetUtcNow()), control, stop);
            call = await store.FindAsync(callId);
            if (done)
            {
                return Results.Ok(new { CallId = callId, call?.LineId, call?.CentreId });
            }

            if ((await RefusalAsync(call) ?? hopeless()) is { } why)
            {
                await audit.AppendAsync(entry with { At = time.GetUtcNow(), Action = $"{entry.Action}-not-done" });
                return why;
            }
        }

        await audit.AppendAsync(entry with { At = time.GetUtcNow(), Action = $"{entry.Action}-not-done" });
        return Refusal.Conflict("changing", "The call changed in the same moment; try again.");
    }

    /// <returns>Null for a caller who waits.</returns>
    private async Task<IResult?> RefusalAsync(CallState? call) => call switch
    {
        null or { Phase: CallPhase.Ended } => Refusal.NotLive,
        { Callback: not null } => Refusal.Conflict("callback", "The hotline calls somebody back: nobody is on the line yet."),
        { Phase: CallPhase.Waiting } => null,
        { SentToEmergency: true } => Refusal.Conflict("atEmergency", "The caller is with the emergency line already.", await WhoChoseAsync(call)),
        { Phase: CallPhase.Ringing } => Refusal.Conflict("ringing", $"Line {call.LineId} rings for the caller already.", await WhoChoseAsync(call)),
        _ => Refusal.Conflict("talking", "The caller talks with somebody already.", await WhoChoseAsync(call)),
    };

    /// <returns>Null where the policy decided last.</returns>
    private async Task<string?> WhoChoseAsync(CallState call) => await store.ExplainAsync(call.CallId) is [.., { ChosenBy: { } by }] ? by : null;

    private AuditEntry EntryFor(string callId, string action, ClaimsPrincipal who, string reason) =>
        new() { At = time.GetUtcNow(), Actor = NameOf(who), Action = action, Target = callId, Reason = reason.Trim() };

    private static string NameOf(ClaimsPrincipal who) => who.Identity?.Name ?? "unknown";
}
