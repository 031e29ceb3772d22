using System.Security.Claims;

namespace Hotline117.Hosting.SignIn;

/// <summary>
/// The person for whom a service asks, as the header <c>X-On-Behalf-Of: ROLE/ACCOUNT</c> names them, the account percent-encoded; a coordinator's own centre
/// follows: <c>coordinator/ACCOUNT/CENTRE</c>. Only another part of the
/// hotline may speak for people (<see cref="Roles.Service"/>), as the web service does that has signed them in; the person's role alone then decides what may
/// be done, and the person's name stands in the audit trail.
/// </summary>
/// <param name="Centre">To which a coordinator is bound; null for all others, and for a coordinator whom nobody has given one.</param>
public sealed record OnBehalfOf(string Role, string Account, string? Centre = null)
{
    public const string Header = "X-On-Behalf-Of";
    private const int LongestAccount = 64;

    public static OnBehalfOf Of(ClaimsPrincipal person) => new(person.FindFirstValue(ClaimTypes.Role) ?? "", person.Identity?.Name ?? "", OwnCentre.Of(person) is { Length: > 0 } centre ? centre : null);

    /// <summary>A request for what this person wants.</summary>
    public static HttpRequestMessage Request(ClaimsPrincipal person, HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add(Header, Of(person).ToString());
        return request;
    }

    public override string ToString() => $"{Role}/{Uri.EscapeDataString(Account)}{(Centre is null ? "" : $"/{Uri.EscapeDataString(Centre)}")}";

    /// <returns>Null where it names no person.</returns>
    public static OnBehalfOf? Read(string? written)
    {
        if (written?.Split('/') is not [var role, var escaped, .. var rest] || !Roles.People.Contains(role) || rest.Length > (role == Roles.Coordinator ? 1 : 0))
        {
            return null;
        }

        var (account, centre) = (Uri.UnescapeDataString(escaped), rest is [var own] ? Uri.UnescapeDataString(own) : null);
        return IsName(account) && (centre is null || IsName(centre)) ? new(role, account, centre) : null;
    }

    public ClaimsIdentity Identity(string scheme) => new(
        [new(ClaimTypes.Role, Role), new(ClaimTypes.Name, Account), .. Centre is null ? [] : new Claim[] { new(OwnCentre.Claim, Centre) }], scheme);

    private static bool IsName(string text) => text.Length is > 0 and <= LongestAccount && text == text.Trim() && !text.Any(char.IsControl);
}
