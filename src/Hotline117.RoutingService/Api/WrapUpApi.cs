using Hotline117.Contracts.WrapUps;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing.Calls;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary><c>/api/v1/wrap-up-codes</c>: the lists. <c>POST /api/v1/calls/{callId}/wrap-up</c>: what the counsellor says of a call, again where she was mistaken.</summary>
internal static class WrapUpApi
{
    public static void MapWrapUps(this IEndpointRouteBuilder endpoints)
    {
        string[] roles = [Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator];
        endpoints.MapGet("/api/v1/wrap-up-codes", () => WrapUpCodes.Current).RequireRoles([.. roles, Roles.Coordinator, Roles.Ministry]);
        endpoints.MapPost("/api/v1/calls/{callId}/wrap-up", PostAsync).RequireRoles(roles);
    }

    private static async Task<IResult> PostAsync(string callId, HttpRequest request, CallStore calls, WrapUpStore store, OutboxBell bell)
    {
        if (await SentFile.ReadAsync(request) is not { } text)
        {
            return SentFile.TooLarge();
        }

        var (said, faults) = WrapUpRequest.Read(text, WrapUpCodes.Current);
        if (said is null)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        if (await calls.FindAsync(callId) is not { } call)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "The call is not known.", detail: "Calls are known for a day after their end.");
        }

        if (!CallWrapUp.IsPossible(call))
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "Nobody has talked with this caller.", detail: "Only calls that were answered are written up.");
        }

        if (await store.SaveAsync(call, said) is not { } stored)
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "Others write up the same call now.", detail: "Nothing was changed; send it again.");
        }

        bell.Ring();
        return Results.Ok(new { stored.CallId, At = stored.OccurredAt, stored.WrapUp });
    }
}
