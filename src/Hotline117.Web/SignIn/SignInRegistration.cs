using System.Net;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn.People;
using Hotline117.Web.SignIn.Provider;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;

namespace Hotline117.Web.SignIn;

public static class SignInRegistration
{
    private const string PersonOrMachine = "person-or-machine";

    public static void AddSignIn(this IServiceCollection services, AuthenticationBuilder authentication, WebSettings settings)
    {
        authentication
            .AddCookie(SessionCookie.Scheme, options => SessionCookie.Configure(options, settings.SignInIdle))
            .AddCookie(SecondStep.Scheme, SecondStep.Configure)
            .AddPolicyScheme(PersonOrMachine, null, options => options.ForwardDefaultSelector = SessionCookie.SchemeOf);
        services.Configure<AuthenticationOptions>(options => options.DefaultScheme = PersonOrMachine);
        services.Configure<CookiePolicyOptions>(options => options.OnAppendCookie = cookie =>
            cookie.CookieOptions.Secure = !IsPlainLoopback(cookie.Context.Request));
        services.AddAntiforgery(options => options.Cookie.Name = "hotline117.form");
        ProtectKeys(services, settings.KeysFolder);

        if (settings.Provider is { } provider)
            authentication.AddProvider(provider);
        else
            services.AddAccounts(settings);
        services.AddSingleton(provider => new Sessions(settings.SignInIdle, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SignInDesk>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddCascadingAuthenticationState();
    }

    // Sessions outlive a restart, and are shared by replicas, only where the keys do and are.
    private static void ProtectKeys(IServiceCollection services, string? folder)
    {
        var protection = services.AddDataProtection().SetApplicationName("hotline117-web");
        if (folder is not null)
            protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
    }

    // Everywhere but on one's own machine TLS ends before us or here: a cookie must never cross a network in the clear.
    private static bool IsPlainLoopback(HttpRequest request) =>
        !request.IsHttps && (request.Host.Host == "localhost" || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
