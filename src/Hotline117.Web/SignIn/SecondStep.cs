using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Hotline117.Web.SignIn;

/// <summary>Between the right password and the session: a cookie of its own for a few minutes, which opens no page but that of the next step.</summary>
public static class SecondStep
{
    public const string Scheme = "second-step";
    public const string Path = "/sign-in/next";
    private const string CodeClaim = "hotline117:code";
    private const string KeyClaim = "hotline117:key";
    private const string Given = "given";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "hotline117.step";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = Lasts;
        options.SlidingExpiration = false;
    }

    /// <param name="key">Of the authenticator that is being set up; null where none is.</param>
    public static Task BeginAsync(HttpContext context, KnownAccount account, string? key = null) => context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.Name, account.User),
        new Claim(SessionCookie.StampClaim, account.Stamp),
        new Claim(CodeClaim, account.HasGivenCode ? Given : ""),
        new Claim(KeyClaim, key ?? ""),
    ], Scheme)));

    /// <returns>Null where nobody's password was right, or too long ago.</returns>
    public static async Task<StepTaken?> OfAsync(HttpContext context)
    {
        var step = await context.AuthenticateAsync(Scheme);
        return step.Principal is { Identity.Name: { } user } principal && principal.FindFirstValue(SessionCookie.StampClaim) is { } stamp
            ? new(user, stamp, principal.FindFirstValue(CodeClaim) == Given, principal.FindFirstValue(KeyClaim) ?? "") : null;
    }

    /// <summary>Signs in whoever has nothing more to do, or keeps the step for what is next.</summary>
    /// <returns>Where to go on.</returns>
    public static async Task<string> GoOnAsync(HttpContext context, KnownAccount account, string returnUrl)
    {
        if (account.Next != NextStep.None)
        {
            await BeginAsync(context, account);
            return $"{Path}?returnUrl={Uri.EscapeDataString(returnUrl)}";
        }

        await context.SignOutAsync(Scheme);
        await context.SignInAsync(SessionCookie.Scheme, SessionCookie.Principal(account));
        return returnUrl;
    }
}

/// <param name="Stamp">The account's, when its password was given.</param>
/// <param name="HasGivenCode">The second factor was right, too.</param>
/// <param name="Key">Of the authenticator that is being set up, in base32; empty where none is.</param>
public sealed record StepTaken(string User, string Stamp, bool HasGivenCode, string Key);
