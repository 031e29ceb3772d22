using System.Security.Claims;
using Hotline117.Asterisk;
using Hotline117.Routing.Callbacks;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>What people do to callbacks; each act is in the audit trail.</summary>
internal sealed class CallbackDesk(
    Callbacks callbacks, CallbackStore store, AuditTrail trail, OutboxBell bell, IReadOnlyList<SwitchSession> switches, TimeProvider time)
{
    private static readonly IResult _callGone = Refusal.Conflict("callGone", "The caller is no longer on the line: no router can read the number any more.");

    /// <summary>
    /// Tells one person, once, the number of a caller who is still on the line and has agreed to be called back. Only when person and reason stand in the audit trail is the
    /// switch asked; once the call is over the number rests sealed there, and nobody is told it.
    /// </summary>
    public async Task<IResult> RevealAsync(string id, string? reason, ClaimsPrincipal who, HttpResponse response, CancellationToken cancellation)
    {
        if (await RefuseAsync(id, reason) is { } refused)
        {
            return refused;
        }

        if (await store.FindAsync(id) is not { Phase: CallbackPhase.Agreed } state)
        {
            return _callGone;
        }

        if (switches.ControlOf(state.CallId) is not { } control)
        {
            return Refusal.SwitchAway;
        }

        await trail.AppendAsync(new AuditEntry { At = time.GetUtcNow(), Actor = NameOf(who), Action = "callback.reveal", Target = id, Reason = reason!.Trim() });
        bell.Ring();
        response.Headers.CacheControl = "no-store";
        try
        {
            return await control.NumberOfAsync(state.CallId, cancellation) is { } number ? Results.Ok(new { Number = number }) : _callGone;
        }
        catch (AmiException)
        {
            return Refusal.SwitchAway;
        }
    }

    public async Task<IResult> CancelAsync(string id, string? reason, ClaimsPrincipal who) =>
        await RefuseAsync(id, reason) ?? await ActAsync(new CallbackCancelled(id, time.GetUtcNow()), "callback.cancel", reason!, who);

    public async Task<IResult> BringForwardAsync(string id, string? reason, ClaimsPrincipal who)
    {
        if (await RefuseAsync(id, reason) is { } refused)
        {
            return refused;
        }

        var now = time.GetUtcNow();
        if (await store.FindAsync(id) is { } state && !Callback.IsSafe(state, now))
        {
            return Refusal.Conflict("notSafe", $"It is not the time that the caller called safe, which is from {state.From:u} to {state.To:u} and is never left.");
        }

        return await ActAsync(new BroughtForward(id, now), "callback.now", reason!, who);
    }

    private async Task<IResult?> RefuseAsync(string id, string? reason)
    {
        var faults = LineApi.Faults(reason, minutes: null);
        return faults.Count > 0 ? Results.ValidationProblem(faults, title: "Nothing was changed.")
            : await store.FindAsync(id) is null ? Refusal.NoCallback
            : null;
    }

    private async Task<IResult> ActAsync(CallbackSignal signal, string action, string reason, ClaimsPrincipal who)
    {
        var audit = new AuditEntry
        {
            At = signal.At,
            Actor = NameOf(who),
            Action = action,
            Target = signal.CallbackId,
            Reason = reason.Trim(),
        };
        return await callbacks.HandleAsync(signal, audit) is { } changed
            ? Results.Ok(CallbackApi.View(changed))
            : Refusal.Conflict("callbackChanged", "Nothing was changed: it is over, or is being made, or was due already.", await WhoWasFirstAsync(signal.CallbackId));
    }

    private static string NameOf(ClaimsPrincipal who) => who.Identity?.Name ?? "unknown";

    /// <returns>Null where no person has done anything to it.</returns>
    private async Task<string?> WhoWasFirstAsync(string id) =>
        (await trail.LastAsync("callback.cancel", id, but: null) ?? await trail.LastAsync("callback.now", id, but: null))?.Actor;
}
