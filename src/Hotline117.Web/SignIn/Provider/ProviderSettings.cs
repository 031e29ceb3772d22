namespace Hotline117.Web.SignIn.Provider;

/// <summary>The site's own OpenID Connect provider, which then is the only way in: <c>SignIn:Provider:…</c>.</summary>
/// <param name="Authority">Its issuer, an https address (http only on this machine).</param>
/// <param name="Name">What the button says.</param>
/// <param name="Secret">Null for a client that has none; the code is bound by PKCE either way.</param>
/// <param name="UserClaim">By whose value audit trails name a person.</param>
/// <param name="RoleClaim">Whose value must be one of our roles.</param>
/// <param name="CentreClaim">Whose one value is the id of the centre to which a coordinator is bound.</param>
/// <param name="Scopes">Parted by blanks.</param>
public sealed record ProviderSettings(Uri Authority, string ClientId, string? Secret, string Name, string UserClaim, string RoleClaim, string CentreClaim, string Scopes)
{
    private const string Section = "SignIn:Provider";

    internal static ProviderSettings? Read(IConfiguration configuration, List<string> faults)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists())
            return null;

        if (!Uri.TryCreate(section["Authority"], UriKind.Absolute, out var authority) || !(authority.Scheme == "https" || (authority.Scheme == "http" && authority.IsLoopback)))
            faults.Add($"{Section}:Authority is '{section["Authority"]}'; it must be the provider's issuer, such as https://login.example.org.");
        if (string.IsNullOrWhiteSpace(section["ClientId"]))
            faults.Add($"{Section}:ClientId is missing; the provider gives it when the hotline is registered there, with the redirect address …{ProviderRegistration.CallbackPath}.");
        if (!string.IsNullOrWhiteSpace(configuration["Postgres:ConnectionString"]))
            faults.Add($"{Section} and Postgres:ConnectionString: people sign in at the provider, or have accounts here; leave one of them out.");
        return new(
            authority ?? new Uri("about:blank"), section["ClientId"] ?? "", section["ClientSecret"],
            section["Name"] ?? authority?.Host ?? "", section["UserClaim"] ?? "preferred_username", section["RoleClaim"] ?? "role", section["CentreClaim"] ?? "centre",
            section["Scopes"] ?? "openid profile");
    }
}
