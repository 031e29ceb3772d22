using System.Security.Claims;
using Hotline117.Asterisk;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>What people do to calls; each act is in the audit trail.</summary>
internal sealed class CallDesk(CallHandler handler, CallStore store, AuditTrail audit, IReadOnlyList<SwitchSession> switches, TimeProvider time)
{
    private static readonly Dictionary<string, CallPriority> _priorities =
        Enum.GetValues<CallPriority>().ToDictionary(priority => priority.ToString(), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] _emergencyNumbers = ["102", "103", "112"];

    public async Task<IResult> SetPriorityAsync(string callId, CallApi.PriorityRequest request, ClaimsPrincipal who, CancellationToken stop)
    {
        var faults = LineApi.Faults(request.Reason, minutes: null);
        var (priority, was) = (Priority(request.Priority, "priority"), request.Was is null ? null : Priority(request.Was, "was"));
        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        // Not what the board shows: another router may know more.
        if (await store.FindAsync(callId) is not { Phase: not CallPhase.Ended } call)
        {
            return Refusal.NotLive;
        }

        if (call.Phase is CallPhase.Talking)
        {
            return Refusal.Conflict("talking", "The caller talks with somebody already.");
        }

        if (was is not null && was != call.Priority)
        {
            return await OtherPriorityAsync(call, mine: null);
        }

        var entry = new AuditEntry
        {
            At = time.GetUtcNow(),
            Actor = who.Identity?.Name ?? "unknown",
            Action = "call.priority",
            Target = callId,
            Before = Word(call.Priority),
            After = Word(priority!.Value),
            Reason = request.Reason!.Trim(),
        };
        await audit.AppendAsync(entry);
        if (await handler.HandleAsync(new PrioritySet(callId, entry.At, priority.Value, was), from: null, stop) || call.Priority == priority)
        {
            return Results.Ok(new { CallId = callId, Priority = priority });
        }

        await audit.AppendAsync(entry with { At = time.GetUtcNow(), Action = "call.priority-not-done" });
        return await store.FindAsync(callId) is { Phase: CallPhase.Waiting or CallPhase.Ringing } other
            ? await OtherPriorityAsync(other, entry)
            : Refusal.Conflict("changing", "Somebody answered, or the caller hung up, in the same moment.");

        CallPriority? Priority(string? written, string field)
        {
            if (written is not null && _priorities.TryGetValue(written, out var known))
                return known;
            faults[field] = [$"Write one of {string.Join(", ", _priorities.Keys.Select(key => key.ToLowerInvariant()))}."];
            return null;
        }
    }

    private async Task<IResult> OtherPriorityAsync(CallState call, AuditEntry? mine) => Refusal.Conflict(
        "otherPriority", $"Somebody was first: the caller's priority is {Word(call.Priority)} now.", (await audit.LastAsync("call.priority", call.CallId, mine))?.Actor);

    /// <summary>The second line rings beside the conversation, as if the counsellor had asked for it by key; whether anybody takes the call is seen on the board.</summary>
    public async Task<IResult> TransferAsync(string callId, string? to, string? reason, ClaimsPrincipal who, CancellationToken stop)
    {
        var faults = LineApi.Faults(reason, minutes: null);
        if (to is null || (to != Transfer.AnyCentre && !Services.Known.Contains(to) && !_emergencyNumbers.Contains(to)))
        {
            faults["to"] = [$"Write one of {string.Join(", ", [Transfer.AnyCentre, .. Services.Known, .. _emergencyNumbers])}."];
        }

        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        if (await store.FindAsync(callId) is not { Phase: not CallPhase.Ended } call)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "No such call is live.");
        }

        if (call is not { Phase: CallPhase.Talking, Transfer: null })
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict,
                title: call.Transfer is null ? "The caller talks with nobody yet." : "The call is being handed over already; take that back first.");
        }

        return await TellSwitchAsync(callId, "call.transfer", before: null, to, reason!.Trim(), who, control => control.BeginTransferAsync(callId, to!, stop));
    }

    public async Task<IResult> CancelTransferAsync(string callId, ClaimsPrincipal who, CancellationToken stop) =>
        await store.FindAsync(callId) is not { Phase: not CallPhase.Ended, Transfer: { } open }
            ? Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "No such call is being handed over.")
            : await TellSwitchAsync(callId, "call.transfer-cancel", open.To, after: null, reason: null, who, control => control.CancelTransferAsync(open.LegId, stop));

    private async Task<IResult> TellSwitchAsync(
        string callId, string action, string? before, string? after, string? reason, ClaimsPrincipal who, Func<SwitchControl, Task> tell)
    {
        if (switches.Select(each => each.ControlOf(callId)).FirstOrDefault(control => control is not null) is not { } control)
        {
            return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The call's switch can't be told now; try again.");
        }

        await audit.AppendAsync(new AuditEntry
        {
            At = time.GetUtcNow(),
            Actor = who.Identity?.Name ?? "unknown",
            Action = action,
            Target = callId,
            Before = before,
            After = after,
            Reason = reason,
        });
        try
        {
            await tell(control);
            return Results.Accepted(value: new { CallId = callId, To = after });
        }
        catch (AmiException e)
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "The switch refused.",
                detail: $"{e.Message} The AMI account needs the write privilege originate.");
        }
    }

    private static string Word(CallPriority priority) => priority.ToString().ToLowerInvariant();
}
