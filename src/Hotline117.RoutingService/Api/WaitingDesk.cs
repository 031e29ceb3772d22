using System.Security.Claims;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// What people decide for callers who wait: a line, or the emergency line. It is one transition of the call like any other, so that of two people, or
/// routers, one is first, no line gets more callers than it has places for, and the explanation says who chose.
/// </summary>
internal sealed class WaitingDesk(
    CallHandler handler, CallStore store, LiveBoard board, RoutingData data, AuditTrail audit, IReadOnlyList<SwitchSession> switches, TimeProvider time)
{
    /// <summary>The switch may just ask anew, which changes the call; somebody else who acts ends its waiting, and is told of at once.</summary>
    private const int MaxTries = 3;

    /// <param name="line">Or null, and <paramref name="centre"/>: whichever of its lines is free.</param>
    public async Task<IResult> OfferAsync(string callId, string? line, string? centre, string? reason, ClaimsPrincipal who, CancellationToken stop)
    {
        var faults = LineApi.Faults(reason, minutes: null);
        var wanted = LinesOf(line, centre, faults);
        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        var (snapshot, now) = (data.Current, time.GetUtcNow());
        var audience = (await store.FindAsync(callId))?.Wishes.Audience ?? Audience.Victims;
        var obstacles = wanted.ToDictionary(each => each.Id, each => PersonsChoice.Obstacle(each, audience, snapshot, now));
        List<string> lines = [.. wanted.Select(each => each.Id).Where(id => obstacles[id] is null)];
        return lines.Count == 0
            ? Refused(obstacles[wanted[0].Id]!.Value, line ?? centre!)
            : await ActAsync(callId, "call.offer", line ?? centre!, reason!.Trim(), who, at => new LineChosen(callId, at, NameOf(who), lines), () => Busy(lines), stop);
    }

    public async Task<IResult> SendToEmergencyAsync(string callId, string? reason, ClaimsPrincipal who, CancellationToken stop)
    {
        var faults = LineApi.Faults(reason, minutes: null);
        return faults.Count > 0
            ? Results.ValidationProblem(faults, title: "Nothing was changed.")
            : await ActAsync(callId, "call.emergency", "emergency", reason!.Trim(), who, at => new EmergencyChosen(callId, at, NameOf(who)), () => null, stop);
    }

    /// <param name="hopeless">Why it is of no use to try again; null where it is.</param>
    private async Task<IResult> ActAsync(
        string callId, string action, string target, string reason, ClaimsPrincipal who, Func<DateTimeOffset, PersonChose> choose, Func<IResult?> hopeless, CancellationToken stop)
    {
        var call = await store.FindAsync(callId);
        if (await RefusalAsync(call) is { } refused)
        {
            return refused;
        }

        if (switches.Select(each => each.ControlOf(callId)).FirstOrDefault(control => control is not null) is not { } control)
        {
            return Refusal.SwitchAway;
        }

        var entry = new AuditEntry { At = time.GetUtcNow(), Actor = NameOf(who), Action = action, Target = callId, After = target, Reason = reason };
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
                await audit.AppendAsync(entry with { At = time.GetUtcNow(), Action = $"{action}-not-done" });
                return why;
            }
        }

        await audit.AppendAsync(entry with { At = time.GetUtcNow(), Action = $"{action}-not-done" });
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

    private IResult? Busy(IReadOnlyList<string> lines)
    {
        var directory = data.Current.Directory;
        var taken = board.TakenPlaces(directory);
        foreach (var id in lines)
        {
            if (directory.IndexOf(id) is >= 0 and var line && taken[line] < directory.Lines[line].Line.Capacity)
            {
                return null;
            }
        }

        return Refused(Verdict.Busy, string.Join(", ", lines));
    }

    private List<DirectoryLine> LinesOf(string? line, string? centre, Dictionary<string, string[]> faults)
    {
        var directory = data.Current.Directory;
        switch (line, centre)
        {
            case ({ } id, null) when directory.FindLine(id) is { } known:
                return [known];
            case ({ } id, null):
                faults["line"] = [$"There is no such line: {Suggestion.Or("GET /api/v1/centres names all that there are", id, directory.Lines.Select(each => each.Id))}."];
                return [];
            case (null, { } id) when directory.FindCentre(id) is { Lines.Count: > 0 } known:
                return [.. known.Lines.Select(each => directory.FindLine(each.Id)!)];
            case (null, { } id):
                faults["centre"] = [$"There is no such centre: {Suggestion.Or("GET /api/v1/centres names all that there are", id, directory.Centres.Select(each => each.Id))}."];
                return [];
            default:
                faults["line"] = ["Write either a line or a centre."];
                return [];
        }
    }

    private static IResult Refused(Verdict obstacle, string target) => Refusal.Conflict(
        JsonNamingPolicy.CamelCase.ConvertName(obstacle.ToString()), $"{target} is not rung now: {InWords(obstacle)}.");

    private static string InWords(Verdict obstacle) => obstacle switch
    {
        Verdict.Busy => "all its places are taken",
        Verdict.OffShift => "nobody is on shift there",
        Verdict.NotValid => "the centre's days are not now",
        Verdict.Paused => "it is paused; resume it first",
        Verdict.Resting => "the counsellor rests; end the rest first",
        Verdict.Unreachable => "the switch can't reach its telephone",
        Verdict.OtherAudience => "it is for victims and the caller dialled the perpetrators' number, or the other way round",
        _ => "no caller is sent there",
    };

    private static string NameOf(ClaimsPrincipal who) => who.Identity?.Name ?? "unknown";
}
