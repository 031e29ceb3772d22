using System.Security.Claims;

namespace Hotline117.Hosting.SignIn;

/// <summary>
/// The person for whom a service asks, as the header <c>X-On-Behalf-Of: ROLE/ACCOUNT</c> names them, the account percent-encoded. Only another part of the
/// hotline may speak for people (<see cref="Roles.Service"/>), as the web service does that has signed them in; the person's role alone then decides what may
/// be done, and the person's name stands in the audit trail.
/// </summary>
public sealed record OnBehalfOf(string Role, string Account)
{
    public const string Header = "X-On-Behalf-Of";
    private const int LongestAccount = 64;

    public static OnBehalfOf Of(ClaimsPrincipal person) => new(person.FindFirstValue(ClaimTypes.Role) ?? "", person.Identity?.Name ?? "");

    public override string ToString() => $"{Role}/{Uri.EscapeDataString(Account)}";

    /// <returns>Null where it names no person.</returns>
    public static OnBehalfOf? Read(string? written)
    {
        if (written?.Split('/') is not [var role, var escaped] || !Roles.People.Contains(role))
        {
            return null;
        }

        var account = Uri.UnescapeDataString(escaped);
        return account.Length is > 0 and <= LongestAccount && account == account.Trim() && !account.Any(char.IsControl) ? new(role, account) : null;
    }

    public ClaimsIdentity Identity(string scheme) => new([new Claim(ClaimTypes.Role, Role), new Claim(ClaimTypes.Name, Account)], scheme);
}
