using System.Security.Claims;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing.Callbacks;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>GET /api/v1/callbacks</c>: those that are not over; none has a number. <c>GET …/{id}/explanation</c>: the decisions of every
/// attempt. <c>DELETE …/{id}?reason=</c> calls it off, <c>POST …/{id}/now</c> has it made as soon as a line is free, but never outside of the time that the caller
/// called safe. <c>POST …/{id}/number</c> tells a supervisor the number while the caller is on the line. All three are in the audit trail.
/// </summary>
internal static class CallbackApi
{
    /// <summary>The explanations of so many attempts are told, the latest ones.</summary>
    private const int AttemptsExplained = 20;

    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record ActRequest(string? Reason);

    /// <summary>A callback as people see it.</summary>
    public sealed record OpenCallback
    {
        public required string CallbackId { get; init; }
        public required string CallId { get; init; }
        public required CallbackPhase Phase { get; init; }
        public required DateTimeOffset AgreedAt { get; init; }
        public required string Window { get; init; }
        public required DateTimeOffset From { get; init; }
        public required DateTimeOffset To { get; init; }
        public required DateTimeOffset NextAt { get; init; }
        public required string Word { get; init; }
        public required string? Region { get; init; }
        public required string? Language { get; init; }
        public required string? Service { get; init; }
        public required Gender? Gender { get; init; }
        public required int Tries { get; init; }
        public required CallbackOutcome? Outcome { get; init; }
    }

    public static void MapCallbacks(this IEndpointRouteBuilder endpoints)
    {
        string[] people = [Roles.Dispatcher, Roles.Supervisor, Roles.Administrator];
        var callbacks = endpoints.MapGroup("/api/v1/callbacks");
        callbacks.MapGet("", async (CallbackStore store) => (await store.AllAsync()).Where(each => each.Phase is not CallbackPhase.Ended).Select(View))
            .RequireRoles([Roles.Service, .. people]);
        callbacks.MapGet("{id}/explanation", ExplainAsync).RequireRoles([Roles.Service, .. people]);
        callbacks.MapDelete("{id}", (string id, string? reason, ClaimsPrincipal who, CallbackDesk desk) => desk.CancelAsync(id, reason, who)).RequireRoles(people);
        callbacks.MapPost("{id}/now", (string id, ActRequest request, ClaimsPrincipal who, CallbackDesk desk) => desk.BringForwardAsync(id, request.Reason, who))
            .RequireRoles(people);
        callbacks.MapPost("{id}/number", (string id, ActRequest request, HttpContext http, CallbackDesk desk) =>
            desk.RevealAsync(id, request.Reason, http.User, http.Response, http.RequestAborted)).RequireRoles(Roles.Supervisor);
    }

    public static OpenCallback View(CallbackState state) => new()
    {
        CallbackId = state.CallbackId,
        CallId = state.CallId,
        Phase = state.Phase,
        AgreedAt = state.AgreedAt,
        Window = state.Window,
        From = state.From,
        To = state.To,
        NextAt = state.NextAt,
        Word = state.Word,
        Region = state.Region.Region,
        Language = state.Wishes.Language,
        Service = state.Wishes.Service,
        Gender = state.Wishes.Gender,
        Tries = state.Tries,
        Outcome = state.Outcome,
    };

    private static async Task<IResult> ExplainAsync(string id, CallbackStore store, CallStore calls)
    {
        if (await store.FindAsync(id) is not { } state)
        {
            return Refusal.NoCallback;
        }

        var attempts = Enumerable.Range(1, state.Attempts).TakeLast(AttemptsExplained).Select(state.CallOf).ToList();
        var decisions = await Task.WhenAll(attempts.Select(calls.ExplainAsync));
        return Results.Ok(new
        {
            Callback = View(state),
            Attempts = attempts.Zip(decisions, (callId, made) => new { CallId = callId, Decisions = made ?? [] }),
        });
    }
}
