using Hotline117.Hosting.SignIn;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary><c>/api/v1/calls/{callId}/explanation</c>: every decision in the call, oldest first, with what became of each line.</summary>
internal static class ExplanationApi
{
    public static void MapExplanations(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/calls/{callId}/explanation", async (string callId, CallStore store) =>
                await store.ExplainAsync(callId) is { } decisions
                    ? Results.Ok(new { CallId = callId, Decisions = decisions })
                    : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "The call is not known.",
                        detail: "Explanations are kept here for a day after the call; later ones are in the events that reporting stores."))
            .RequireRoles(Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator);
}
