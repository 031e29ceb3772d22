using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Hotline117.Web.SignIn;

/// <summary>Signs an open board out once its session has ended elsewhere or was idle for too long, or its account is locked or has another role.</summary>
public sealed class CircuitSession(Sessions sessions, IAccounts accounts, ILoggerFactory loggers) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(10);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(authenticationState.User is var user && sessions.IsAlive(user.FindFirstValue(SessionCookie.SessionClaim) ?? "")
            && accounts.StillHolds(user.Identity?.Name, user.FindFirstValue(SessionCookie.StampClaim)));
}
