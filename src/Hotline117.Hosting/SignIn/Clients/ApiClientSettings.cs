using Microsoft.Extensions.Configuration;

namespace Hotline117.Hosting.SignIn.Clients;

/// <summary>Programs that call the API with an access token of the site's own OpenID Connect provider: <c>ApiClients:…</c>.</summary>
/// <param name="Authority">The provider's issuer, an https address (http only on this machine).</param>
/// <param name="Audience">For whom a token must be meant.</param>
/// <param name="ClientClaim">By whose value a client is known.</param>
/// <param name="RoleOf">What each client may do. It is said here: what the provider says of roles is not asked.</param>
public sealed record ApiClientSettings(Uri Authority, string Audience, string ClientClaim, IReadOnlyDictionary<string, string> RoleOf)
{
    private const string Section = "ApiClients";
    private const int LongestId = 100;

    public Uri Discovery => new($"{Authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration");

    /// <returns>Null where the section is missing: then there are no clients.</returns>
    /// <exception cref="ConfigurationException">Lists every fault.</exception>
    public static ApiClientSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists())
        {
            return null;
        }

        var clients = section.GetSection("Clients").Get<ApiClient[]>() ?? [];
        var faults = Faults(section["Authority"], section["Audience"], clients).ToList();
        return faults.Count == 0
            ? new(new Uri(section["Authority"]!), section["Audience"]!, section["ClientClaim"] ?? "client_id", clients.ToDictionary(client => client.Id, client => client.Role))
            : throw new ConfigurationException(faults);
    }

    private static IEnumerable<string> Faults(string? authority, string? audience, ApiClient[] clients)
    {
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var issuer) || !(issuer.Scheme == "https" || (issuer.Scheme == "http" && issuer.IsLoopback)))
        {
            yield return $"{Section}:Authority is '{authority}'; it must be the provider's issuer, such as https://login.example.org.";
        }

        if (string.IsNullOrWhiteSpace(audience))
        {
            yield return $"{Section}:Audience is missing; it is what the provider writes as the audience (aud) into tokens for this API, such as hotline117-api.";
        }

        if (clients.Length == 0)
        {
            yield return $"{Section}:Clients is empty; list each client that may call, as {Section}:Clients:0:Id and {Section}:Clients:0:Role.";
        }

        for (var i = 0; i < clients.Length; i++)
        {
            var id = clients[i].Id;
            if (id.Length is 0 or > LongestId || id.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
            {
                yield return $"{Section}:Clients:{i}:Id is '{id}'; it must be the id under which the provider knows the client, at most {LongestId} characters without blanks.";
            }
            else if (clients.Take(i).Any(other => other.Id == id))
            {
                yield return $"{Section}:Clients:{i}:Id is '{id}', as that of another one; a client holds exactly one role.";
            }
            else if (id == audience)
            {
                yield return $"{Section}:Clients:{i}:Id is '{id}', as is {Section}:Audience; give the API an audience of its own, or what tells a client who has signed in would open the API too.";
            }

            if (!Roles.Clients.Contains(clients[i].Role))
            {
                yield return $"{Section}:Clients:{i}:Role is '{clients[i].Role}'; it must be one of {string.Join(", ", Roles.Clients)}.";
            }
        }
    }

    private sealed record ApiClient
    {
        public string Id { get; init; } = "";
        public string Role { get; init; } = "";
    }
}
