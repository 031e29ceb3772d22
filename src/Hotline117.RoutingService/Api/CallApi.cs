using System.Security.Claims;
using Hotline117.Hosting.SignIn;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// What people do to a call: <c>POST /api/v1/calls/{callId}/priority</c> while it waits; <c>POST</c> and <c>DELETE /api/v1/calls/{callId}/transfer</c> while
/// the caller talks.
/// </summary>
internal static class CallApi
{
    /// <param name="Priority"><c>danger</c>, <c>normal</c> or <c>behind</c>.</param>
    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record PriorityRequest(string? Priority, string? Reason);

    /// <param name="To"><c>centre</c>, or a service such as <c>legal</c>.</param>
    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record TransferRequest(string? To, string? Reason);

    public static void MapCalls(this IEndpointRouteBuilder endpoints)
    {
        string[] roles = [Roles.Dispatcher, Roles.Supervisor, Roles.Administrator];
        endpoints.MapPost("/api/v1/calls/{callId}/transfer", (string callId, TransferRequest request, ClaimsPrincipal who, CallDesk desk, CancellationToken stop) =>
            desk.TransferAsync(callId, request.To, request.Reason, who, stop)).RequireRoles(roles);
        endpoints.MapDelete("/api/v1/calls/{callId}/transfer", (string callId, ClaimsPrincipal who, CallDesk desk, CancellationToken stop) =>
            desk.CancelTransferAsync(callId, who, stop)).RequireRoles(roles);
        endpoints.MapPost("/api/v1/calls/{callId}/priority", (string callId, PriorityRequest request, ClaimsPrincipal who, CallDesk desk, CancellationToken stop) =>
                desk.SetPriorityAsync(callId, request.Priority, request.Reason, who, stop))
            .RequireRoles(roles);
    }
}
