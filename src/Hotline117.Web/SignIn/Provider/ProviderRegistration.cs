using System.Security.Claims;
using Hotline117.Hosting.SignIn;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hotline117.Web.SignIn.Provider;

/// <summary>Sign-in at the site's own provider: OpenID Connect, the code flow with PKCE.</summary>
public static class ProviderRegistration
{
    public const string Scheme = "provider";
    public const string BeginPath = "/sign-in/provider";
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>What of the sign-in page's texts says why it failed.</summary>
    public const string NoRole = "SignIn.NoRole";
    private const string Failed = "SignIn.ProviderFailed";

    public static IReadOnlyList<string> Faults { get; } = [NoRole, Failed];

    public static void AddProvider(this AuthenticationBuilder authentication, ProviderSettings provider)
    {
        authentication.Services.AddSingleton<ProvidedAccounts>().AddSingleton<IAccounts>(services => services.GetRequiredService<ProvidedAccounts>());
        authentication.AddOpenIdConnect(Scheme, options =>
        {
            options.Authority = provider.Authority.ToString();
            options.RequireHttpsMetadata = provider.Authority.Scheme == "https";
            (options.ClientId, options.ClientSecret) = (provider.ClientId, provider.Secret);
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.CallbackPath = CallbackPath;
            options.SignInScheme = SessionCookie.Scheme;
            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = false;
            options.Scope.Clear();
            foreach (var scope in provider.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                options.Scope.Add(scope);
            }

            // The answer comes by a redirect of the whole page.
            options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
            options.Events.OnTokenValidated = context => Welcome(context, provider);
            options.Events.OnRemoteFailure = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ILogger<ProvidedAccounts>>().LogWarning("A sign-in at the provider failed: {Reason}", context.Failure?.GetType().Name);
                return Refuse(context, Failed);
            };
        });
    }

    public static void MapProvider(this IEndpointRouteBuilder endpoints, ProviderSettings provider) =>
        endpoints.MapGet(BeginPath, async (HttpContext context, string? returnUrl, ILogger<ProvidedAccounts> log) =>
        {
            try
            {
                await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = LocalUrl.OrRoot(returnUrl) });
            }
            catch (InvalidOperationException e)
            {
                log.LogError("The provider {Provider} does not answer: {Reason}", provider.Name, e.GetBaseException().GetType().Name);
                context.Response.Redirect($"{SignInEndpoints.SignInPath}?fault={Failed}");
            }
        }).AllowAnonymous();

    // What the provider says beyond user, role and centre is not kept.
    private static Task Welcome(TokenValidatedContext context, ProviderSettings provider)
    {
        var user = context.Principal?.FindFirstValue(provider.UserClaim) ?? context.Principal?.FindFirstValue("sub") ?? "";
        var roles = context.Principal?.FindAll(provider.RoleClaim).Select(claim => claim.Value).Where(Account.Roles.Contains).Distinct().ToList() ?? [];
        if (roles is not [var role] || user.Length is 0 or > Account.LongestUser)
        {
            return Refuse(context, NoRole);
        }

        var centres = role == Roles.Coordinator ? context.Principal!.FindAll(provider.CentreClaim).Select(claim => claim.Value).Distinct().ToList() : [];
        var centre = centres is [{ Length: > 0 and <= Account.LongestUser } only] ? only : null;
        var services = context.HttpContext.RequestServices;
        context.Principal = SessionCookie.Principal(services.GetRequiredService<ProvidedAccounts>().Vouched(user, role, centre));
        context.Properties = new AuthenticationProperties { RedirectUri = context.Properties?.RedirectUri };
        services.GetRequiredService<ILogger<ProvidedAccounts>>().LogInformation("{User} signed in at the provider as {Role}.", user, role);
        return Task.CompletedTask;
    }

    private static Task Refuse<T>(HandleRequestContext<T> context, string fault) where T : AuthenticationSchemeOptions
    {
        context.Response.Redirect($"{SignInEndpoints.SignInPath}?fault={fault}");
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
