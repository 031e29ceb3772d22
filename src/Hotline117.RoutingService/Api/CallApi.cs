using System.Security.Claims;
using Hotline117.Hosting.SignIn;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// What people do to a call: <c>POST /api/v1/calls/{callId}/priority</c>, <c>…/offer</c> and <c>…/emergency</c> while it waits; <c>POST</c> and <c>DELETE /api/v1/calls/{callId}/transfer</c> while
/// the caller talks.
/// </summary>
internal static class CallApi
{
    /// <param name="Priority"><c>danger</c>, <c>normal</c> or <c>behind</c>.</param>
    /// <param name="Reason">At most 200 characters; no number.</param>
    /// <param name="Was">What whoever asks has seen; where it is another one by now, nothing is changed. Null: whatever it is.</param>
    public sealed record PriorityRequest(string? Priority, string? Reason, string? Was);

    /// <param name="Line">A line's id, or null and <paramref name="Centre"/>.</param>
    /// <param name="BringIn"><c>102</c>, <c>103</c> or <c>112</c>, which is brought into the conversation once the line has answered; null for none.</param>
    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record OfferRequest(string? Line, string? Centre, string? BringIn, string? Reason);

    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record EmergencyRequest(string? Reason);

    /// <param name="To"><c>centre</c>, a service such as <c>legal</c>, or <c>102</c>, <c>103</c>, <c>112</c>; null where a line or a centre is named.</param>
    /// <param name="Line">A line's id.</param>
    /// <param name="Centre">A centre's id: whichever of its lines is free.</param>
    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record TransferRequest(string? To, string? Line, string? Centre, string? Reason);

    public static void MapCalls(this IEndpointRouteBuilder endpoints)
    {
        string[] roles = [Roles.Dispatcher, Roles.Supervisor, Roles.Administrator];
        endpoints.MapPost("/api/v1/calls/{callId}/transfer", (string callId, TransferRequest request, ClaimsPrincipal who, TransferDesk desk, CancellationToken stop) =>
            desk.BeginAsync(callId, request, who, stop)).RequireRoles(roles);
        endpoints.MapDelete("/api/v1/calls/{callId}/transfer", (string callId, ClaimsPrincipal who, TransferDesk desk, CancellationToken stop) =>
            desk.CancelAsync(callId, who, stop)).RequireRoles(roles);
        endpoints.MapPost("/api/v1/calls/{callId}/priority", (string callId, PriorityRequest request, ClaimsPrincipal who, PriorityDesk desk, CancellationToken stop) =>
            desk.SetAsync(callId, request, who, stop)).RequireRoles(roles);
        endpoints.MapPost("/api/v1/calls/{callId}/offer", (string callId, OfferRequest request, ClaimsPrincipal who, WaitingDesk desk, CancellationToken stop) =>
            desk.OfferAsync(callId, request, who, stop)).RequireRoles(roles);
        endpoints.MapPost("/api/v1/calls/{callId}/emergency", (string callId, EmergencyRequest request, ClaimsPrincipal who, WaitingDesk desk, CancellationToken stop) =>
            desk.SendToEmergencyAsync(callId, request.Reason, who, stop)).RequireRoles(roles);
    }
}
