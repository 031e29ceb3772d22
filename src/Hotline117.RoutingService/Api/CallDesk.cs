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

    public async Task<IResult> SetPriorityAsync(string callId, string? wanted, string? reason, ClaimsPrincipal who, CancellationToken stop)
    {
        var faults = LineApi.Faults(reason, minutes: null);
        if (wanted is null || !_priorities.TryGetValue(wanted, out var priority))
        {
            faults["priority"] = [$"Write one of {string.Join(", ", _priorities.Keys.Select(key => key.ToLowerInvariant()))}."];
            priority = default;
        }

        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        // Not what the board shows: another router may know more.
        if (await store.FindAsync(callId) is not { Phase: not CallPhase.Ended } call)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "No such call is live.");
        }

        if (call.Phase is CallPhase.Talking)
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "The caller talks with somebody already.");
        }

        var now = time.GetUtcNow();
        await audit.AppendAsync(new AuditEntry
        {
            At = now,
            Actor = who.Identity?.Name ?? "unknown",
            Action = "call.priority",
            Target = callId,
            Before = Word(call.Priority),
            After = Word(priority),
            Reason = reason!.Trim(),
        });
        return await handler.HandleAsync(new PrioritySet(callId, now, priority), from: null, stop) || call.Priority == priority
            ? Results.Ok(new { CallId = callId, Priority = priority })
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "Somebody answered, or the caller hung up, in the same moment.");
    }

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
