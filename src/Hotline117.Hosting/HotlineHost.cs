using Hotline117.Hosting.Health;
using Hotline117.Hosting.SignIn;
using Hotline117.Hosting.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline117.Hosting;

/// <summary>What all services share: secrets from files, telemetry, sign-in by key, problem details, UTC one-line logs.</summary>
public static class HotlineHost
{
    /// <summary>Each file here is a secret setting; its name is the setting's, with <c>__</c> between the parts.</summary>
    public const string SecretsFolder = "/run/secrets/hotline117";

    /// <returns>So that a service with people can add its cookie.</returns>
    public static AuthenticationBuilder AddHotlineDefaults(this WebApplicationBuilder builder, string serviceName, params string[] sources)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Configuration.AddKeyPerFile(SecretsFolder, optional: true);
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = Microsoft.Extensions.Logging.Console.LoggerColorBehavior.Disabled;
        });
        // Requests and probes are counted in metrics and traces; what fails says so itself.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.Services.AddHealthChecks();
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.AddTelemetry(serviceName, sources);
        return builder.Services.AddAuthentication(ApiKeyAuthentication.SchemeName).AddApiKeys(builder.Configuration);
    }

    /// <summary>What every API does with a request before its own endpoints: problems as RFC 9457 details, sign-in, health, metrics.</summary>
    public static void UseApiDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealthAndMetrics();
    }

    /// <summary>Builds a service and runs it until it is told to stop.</summary>
    /// <returns>The exit code: 0, or 1 where the configuration has faults, which are listed on the error output.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        try
        {
            await build().RunAsync();
            return 0;
        }
        catch (ConfigurationException faulty)
        {
            await Console.Error.WriteLineAsync(faulty.Message);
            return 1;
        }
    }
}
