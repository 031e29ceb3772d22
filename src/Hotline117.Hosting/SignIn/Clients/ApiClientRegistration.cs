using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Hotline117.Hosting.SignIn.Clients;

/// <summary>Beside keys: programs with an access token (RFC 9068) that the site's provider gave them for their client credentials.</summary>
public static class ApiClientRegistration
{
    public const string SchemeName = "ApiClient";
    private const string KeyOrClient = "key-or-client";
    private const string Bearer = "Bearer";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Signed by the provider's private key alone: with a shared secret, or its public key taken for one, others could sign.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Providers that are older than RFC 9068 say <c>JWT</c>, or nothing.</summary>
    private static readonly string[] TokenTypes = ["at+jwt", "application/at+jwt", "JWT", ""];

    /// <summary>Reads the section <c>ApiClients</c>; a faulty one stops the start with every fault named. Without it nothing changes.</summary>
    public static AuthenticationBuilder AddApiClients(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(authentication);
        if (ApiClientSettings.Read(configuration) is not { } settings)
        {
            return authentication;
        }

        authentication.Services.AddSingleton(settings).AddSingleton<ProviderOfClients>();
        authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultScheme = KeyOrClient);
        authentication.Services.AddOptions<JwtBearerOptions>(SchemeName).Configure<ProviderOfClients>((options, provider) => options.ConfigurationManager = provider.Configuration);
        return authentication
            .AddPolicyScheme(KeyOrClient, null, options =>
            {
                options.ForwardDefaultSelector = context => HasToken(context.Request) ? SchemeName : ApiKeyAuthentication.SchemeName;
                // A key has no scheme of its own in WWW-Authenticate.
                options.ForwardChallenge = SchemeName;
            })
            .AddJwtBearer(SchemeName, options => Configure(options, settings));
    }

    private static void Configure(JwtBearerOptions options, ApiClientSettings settings)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = settings.Audience,
            ValidAlgorithms = Algorithms,
            TypeValidator = (type, _, _) => TokenTypes.Contains(type ?? "", StringComparer.OrdinalIgnoreCase) ? type : throw new SecurityTokenInvalidTypeException("It is no access token."),
            ClockSkew = ClockSkew,
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = ReceiveAsync,
            OnTokenValidated = context => Welcome(context, settings),
            OnChallenge = context => context.AuthenticateFailure is TokenRefusal refusal ? refusal.AnswerAsync(context) : Task.CompletedTask,
            OnForbidden = context =>
            {
                context.Response.Headers.WWWAuthenticate = $"{Bearer} error=\"insufficient_scope\"";
                return Task.CompletedTask;
            },
        };
    }

    private static bool HasToken(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith($"{Bearer} ", StringComparison.OrdinalIgnoreCase);

    private static async Task ReceiveAsync(MessageReceivedContext context)
    {
        if (!HasToken(context.Request))
        {
            context.NoResult();
        }
        else if (context.Request.Headers.ContainsKey(ApiKeyAuthentication.Header) || context.Request.Headers.ContainsKey(OnBehalfOf.Header))
        {
            context.Fail(TokenRefusal.TwoSignIns);
        }
        else if (!await context.HttpContext.RequestServices.GetRequiredService<ProviderOfClients>().IsAtHandAsync().WaitAsync(context.HttpContext.RequestAborted))
        {
            context.Fail(TokenRefusal.ProviderAway);
        }
    }

    // What the token says beyond the client is not kept.
    private static Task Welcome(TokenValidatedContext context, ApiClientSettings settings)
    {
        var ids = context.Principal?.FindAll(settings.ClientClaim).Select(claim => claim.Value).ToList() ?? [];
        if (ids is [var id] && settings.RoleOf.TryGetValue(id, out var role))
        {
            context.Principal = new(new ClaimsIdentity([new Claim(ClaimTypes.Role, role), new Claim(ClaimTypes.Name, $"client:{id}")], SchemeName));
        }
        else
        {
            context.Fail(TokenRefusal.UnknownClient);
        }

        return Task.CompletedTask;
    }
}
