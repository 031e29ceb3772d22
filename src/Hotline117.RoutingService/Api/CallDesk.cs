using System.Security.Claims;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>What people do to calls; each act is in the audit trail.</summary>
internal sealed class CallDesk(CallHandler handler, CallStore store, AuditTrail audit, TimeProvider time)
{
    private static readonly Dictionary<string, CallPriority> _priorities =
        Enum.GetValues<CallPriority>().ToDictionary(priority => priority.ToString(), StringComparer.OrdinalIgnoreCase);

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

    private static string Word(CallPriority priority) => priority.ToString().ToLowerInvariant();
}
