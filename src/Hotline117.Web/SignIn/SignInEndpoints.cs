using System.Security.Claims;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Authentication;

namespace Hotline117.Web.SignIn;

public static class SignInEndpoints
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";

    /// <summary>The browser calls it while a person types or points, at most once a minute: the request itself prolongs the session.</summary>
    public const string ActivityPath = "/session/activity";

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (ClaimsPrincipal user) =>
            PageAccess.HomeOf(user.FindFirstValue(ClaimTypes.Role)) is { } home ? Results.LocalRedirect(home) : Results.StatusCode(StatusCodes.Status403Forbidden));
        endpoints.MapPost(ActivityPath, () => Results.NoContent());
        endpoints.MapPost(SignOutPath, SignOutAsync).RequireAntiforgery();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, Sessions sessions)
    {
        if (context.User.FindFirstValue(SessionCookie.SessionClaim) is { } session)
            sessions.End(session);
        await context.SignOutAsync(SessionCookie.Scheme);
        return Results.LocalRedirect(SignInPath);
    }
}
