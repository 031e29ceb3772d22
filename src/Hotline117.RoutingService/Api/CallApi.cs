using System.Security.Claims;
using Hotline117.Hosting.SignIn;

namespace Hotline117.RoutingService.Api;

/// <summary>What people do to a call that waits: <c>POST /api/v1/calls/{callId}/priority</c>.</summary>
internal static class CallApi
{
    /// <param name="Priority"><c>danger</c>, <c>normal</c> or <c>behind</c>.</param>
    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record PriorityRequest(string? Priority, string? Reason);

    public static void MapCalls(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/v1/calls/{callId}/priority", (string callId, PriorityRequest request, ClaimsPrincipal who, CallDesk desk, CancellationToken stop) =>
                desk.SetPriorityAsync(callId, request.Priority, request.Reason, who, stop))
            .RequireRoles(Roles.Dispatcher, Roles.Supervisor, Roles.Administrator);
}
