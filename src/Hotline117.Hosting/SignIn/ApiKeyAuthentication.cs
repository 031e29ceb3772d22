using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hotline117.Hosting.SignIn;

public sealed class ApiKeyAuthenticationOptions : AuthenticationSchemeOptions
{
    internal (byte[] Hash, string Role)[] Keys { get; set; } = [];

    /// <summary>Whether other parts of the hotline may ask on behalf of people, see <see cref="OnBehalfOf"/>.</summary>
    public bool HearsOfPeople { get; set; }
}

/// <summary>Signs machines in by the header <c>X-Api-Key</c>. Keys are compared by digest in constant time.</summary>
public sealed class ApiKeyAuthentication(
    IOptionsMonitor<ApiKeyAuthenticationOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<ApiKeyAuthenticationOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(Header, out var presented) || presented.Count != 1)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(presented[0]!));
        string? role = null;
        foreach (var key in Options.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, key.Hash))
            {
                role = key.Role;
            }
        }

        if (role is null)
        {
            return Task.FromResult(AuthenticateResult.Fail("The API key is not known."));
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, role), new Claim(ClaimTypes.Name, $"key:{role}")], SchemeName);
        if (Request.Headers.TryGetValue(OnBehalfOf.Header, out var named))
        {
            if (!Options.HearsOfPeople || role != Roles.Service || named.Count != 1 || OnBehalfOf.Read(named[0]) is not { } person)
            {
                return Task.FromResult(AuthenticateResult.Fail($"{OnBehalfOf.Header} is for the key of the role {Roles.Service}, and names a role of people, an account and, of a coordinator, the centre."));
            }

            identity = person.Identity(SchemeName);
        }

        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }
}

public static class ApiKeyRegistration
{
    /// <summary>Reads the section <c>ApiKeys</c>; a faulty one stops the start with every fault named.</summary>
    public static AuthenticationBuilder AddApiKeys(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(authentication);
        var keys = configuration.GetSection("ApiKeys").Get<ApiKey[]>() ?? [];
        var faults = ApiKey.Faults(keys).ToList();
        if (faults.Count > 0)
        {
            throw new ConfigurationException(faults);
        }

        return authentication.AddScheme<ApiKeyAuthenticationOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, options =>
            options.Keys = [.. keys.Select(key => (SHA256.HashData(Encoding.UTF8.GetBytes(key.Key)), key.Role))]);
    }

    /// <summary>Lets only these roles call the endpoint.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder endpoint, params string[] roles) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireRole(roles));
}
