using System.Security.Claims;
using Hotline117.Asterisk;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// A person brings somebody else into a conversation, as if the counsellor had asked for it by key, or takes that back. Whether anybody takes the call over is
/// seen on the board.
/// </summary>
internal sealed class TransferDesk(CallStore store, NamedLines named, AuditTrail audit, IReadOnlyList<SwitchSession> switches, TimeProvider time)
{
    /// <summary>So long the switch may take to begin; then it has refused, as the conversation changed in the same moment.</summary>
    private static readonly TimeSpan _beginsWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(50);

    public async Task<IResult> BeginAsync(string callId, CallApi.TransferRequest request, ClaimsPrincipal who, CancellationToken stop)
    {
        var faults = LineApi.Faults(request.Reason, minutes: null);
        var names = request.Line is not null || request.Centre is not null;
        var wanted = names ? named.Find(request.Line, request.Centre, faults) : [];
        if (names ? request.To is not null : !IsKnown(request.To))
        {
            faults["to"] = [$"Write one of {string.Join(", ", [Transfer.AnyCentre, .. Services.Known, .. Transfer.EmergencyNumbers])}; or instead of it a line or a centre."];
        }

        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        var call = await store.FindAsync(callId);
        if (await RefusalAsync(call) is { } refused)
        {
            return refused;
        }

        TransferChoice? choice = null;
        if (wanted.Count > 0)
        {
            var (lines, why) = named.ThatMayRing(wanted, call);
            if ((why ?? named.BusyOf(lines)) is { } obstacle)
            {
                return obstacle;
            }

            choice = new(NameOf(who), lines);
        }

        var to = names ? Transfer.AnyCentre : request.To!;
        var entry = EntryFor(callId, "call.transfer", who) with { After = request.Line ?? request.Centre ?? to, Reason = request.Reason!.Trim() };
        var channel = $"transfer-{Guid.NewGuid():N}";
        return await TellSwitchAsync(callId, entry, control => control.BeginTransferAsync(callId, channel, to, choice, stop))
            ?? await BegunAsync(Transfer.LegOf(channel), entry, stop);
    }

    public async Task<IResult> CancelAsync(string callId, ClaimsPrincipal who, CancellationToken stop) =>
        await store.FindAsync(callId) is not { Phase: not CallPhase.Ended, Transfer: { } open }
            ? Refusal.NotHandedOver
            : await TellSwitchAsync(callId, EntryFor(callId, "call.transfer-cancel", who) with { Before = open.To }, control => control.CancelTransferAsync(open.ChannelId, stop))
                ?? Results.Accepted(value: new { CallId = callId });

    /// <summary>Two people, or one and the counsellor, may want it at once: the switch lets one be first.</summary>
    private async Task<IResult> BegunAsync(string leg, AuditEntry entry, CancellationToken stop)
    {
        var until = time.GetUtcNow() + _beginsWithin;
        do
        {
            var call = await store.FindAsync(entry.Target);
            if (call is not null && (call.Transfer?.LegId == leg || call.LegsOver.Contains(leg)))
            {
                return Results.Accepted(value: new { CallId = entry.Target, To = entry.After });
            }

            if (await RefusalAsync(call, entry) is { } refused)
            {
                await audit.AppendAsync(entry with { At = time.GetUtcNow(), Action = $"{entry.Action}-not-done" });
                return refused;
            }

            await Task.Delay(_lookEvery, time, stop);
        }
        while (time.GetUtcNow() < until);

        await audit.AppendAsync(entry with { At = time.GetUtcNow(), Action = $"{entry.Action}-not-done" });
        return Refusal.Conflict("changing", "The call changed in the same moment; try again.");
    }

    /// <param name="mine">Of whoever asks, to be passed over.</param>
    /// <returns>Null for a caller who talks, and is not being handed over.</returns>
    private async Task<IResult?> RefusalAsync(CallState? call, AuditEntry? mine = null) => call switch
    {
        null or { Phase: CallPhase.Ended } => Refusal.NotLive,
        { Transfer: { } open } => Refusal.Conflict("handedOver", "The call is being handed over already; take that back first.", await WhoBeganAsync(call, open, mine)),
        { BringIns: [.., { Outcome: BringInOutcome.Begins } other] } => Refusal.Conflict("handedOver", $"{other.To} is being brought in already.", other.By),
        { Phase: CallPhase.Talking } => null,
        _ => Refusal.Conflict("notTalking", "The caller talks with nobody yet."),
    };

    /// <returns>Null for a counsellor, by key.</returns>
    private async Task<string?> WhoBeganAsync(CallState call, Transfer open, AuditEntry? mine) =>
        open.Choice?.By ?? call.BringIns.LastOrDefault(each => Transfer.LegOf(each.ChannelOf(call.CallId)) == open.LegId)?.By ?? (await audit.LastAsync("call.transfer", call.CallId, mine) is { } last && (open.Since - last.At).Duration() < _beginsWithin ? last.Actor : null);

    /// <returns>Null where it obeyed.</returns>
    private async Task<IResult?> TellSwitchAsync(string callId, AuditEntry entry, Func<SwitchControl, Task> tell)
    {
        if (switches.ControlOf(callId) is not { } control)
        {
            return Refusal.SwitchAway;
        }

        await audit.AppendAsync(entry);
        try
        {
            await tell(control);
            return null;
        }
        catch (AmiException e)
        {
            return Refusal.Conflict("switchRefused", $"The switch refused: {e.Message} The AMI account needs the write privilege originate.");
        }
    }

    private AuditEntry EntryFor(string callId, string action, ClaimsPrincipal who) =>
        new() { At = time.GetUtcNow(), Actor = NameOf(who), Action = action, Target = callId };

    private static bool IsKnown(string? to) => to is not null && (to == Transfer.AnyCentre || Services.Known.Contains(to) || Transfer.EmergencyNumbers.Contains(to));

    private static string NameOf(ClaimsPrincipal who) => who.Identity?.Name ?? "unknown";
}
