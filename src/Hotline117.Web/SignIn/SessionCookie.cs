using System.Security.Claims;
using Hotline117.Hosting.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Hotline117.Web.SignIn;

/// <summary>The cookie that people sign in with, and how it lives and dies.</summary>
public static class SessionCookie
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string SessionClaim = "hotline117:session";
    public const string StampClaim = "hotline117:stamp";

    public static ClaimsPrincipal Principal(KnownAccount account) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.Name, account.User),
        new Claim(ClaimTypes.Role, account.Role),
        new Claim(SessionClaim, Guid.NewGuid().ToString("N")),
        new Claim(StampClaim, account.Stamp),
        .. account.Centre is null ? [] : new[] { new Claim(OwnCentre.Claim, account.Centre) },
    ], Scheme));

    public static void Configure(CookieAuthenticationOptions options, TimeSpan idleAfter)
    {
        options.Cookie.Name = "hotline117";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = idleAfter;
        options.LoginPath = SignInEndpoints.SignInPath;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew = IsByPerson(context.Request);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized, IsPage(context.Request));
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden, redirect: false);
    }

    /// <summary>An <c>X-Api-Key</c> header makes the caller a machine, its absence a person.</summary>
    public static string SchemeOf(HttpContext context) =>
        context.Request.Headers.ContainsKey(ApiKeyAuthentication.Header) ? ApiKeyAuthentication.SchemeName : Scheme;

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var sessions = services.GetRequiredService<Sessions>();
        var session = context.Principal?.FindFirstValue(SessionClaim) ?? "";
        var alive = IsByPerson(context.Request) ? sessions.Use(session) : sessions.IsAlive(session);
        if (alive && services.GetRequiredService<IAccounts>().StillHolds(context.Principal?.Identity?.Name, context.Principal?.FindFirstValue(StampClaim)))
            return;

        context.RejectPrincipal();
        // A circuit that comes back after a restart isn't known yet: its page reloads with the same cookie and is.
        if (IsByPerson(context.Request))
            await context.HttpContext.SignOutAsync(Scheme);
    }

    // A circuit reconnects by itself: that must not keep an abandoned screen signed in.
    private static bool IsByPerson(HttpRequest request) => !request.Path.StartsWithSegments("/_blazor");

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status, bool redirect)
    {
        if (redirect)
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
