using System.Security.Claims;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>Whom people put first or last; each act is in the audit trail.</summary>
internal sealed class PriorityDesk(CallHandler handler, CallStore store, AuditTrail audit, TimeProvider time)
{
    private static readonly Dictionary<string, CallPriority> _priorities =
        Enum.GetValues<CallPriority>().ToDictionary(priority => priority.ToString(), StringComparer.OrdinalIgnoreCase);

    public async Task<IResult> SetAsync(string callId, CallApi.PriorityRequest request, ClaimsPrincipal who, CancellationToken stop)
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

    private static string Word(CallPriority priority) => priority.ToString().ToLowerInvariant();
}
