using HostedRoles = Hotline117.Hosting.SignIn.Roles;

namespace Hotline117.Web.SignIn;

/// <summary>One entry of the configuration section <c>Accounts</c>: a person who may sign in.</summary>
public sealed record Account
{
    public string User { get; init; } = "";
    public string Role { get; init; } = "";

    /// <summary>To which a coordinator is bound; null where nobody has given one yet.</summary>
    public string? Centre { get; init; }

    /// <summary>As ASP.NET Core Identity's PasswordHasher writes it (format 3: PBKDF2).</summary>
    public string PasswordHash { get; init; } = "";

    public const int LongestUser = 64;

    /// <summary>The roles that a person can hold; the others are for machines.</summary>
    public static IReadOnlyList<string> Roles => HostedRoles.People;

    /// <summary>Every fault of the configured accounts, in words; empty where all is well. A hash is never part of it.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<Account> accounts)
    {
        if (accounts.Count == 0)
            yield return "Accounts has no entry, so that nobody could sign in; give at least Accounts:0:User, :Role and :PasswordHash.";

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < accounts.Count; i++)
        {
            var account = accounts[i];
            if (account.User.Length is 0 or > LongestUser || account.User != account.User.Trim())
                yield return $"Accounts:{i}:User must have 1 to {LongestUser} characters and no blank at either end.";
            else if (!seen.Add(account.User))
                yield return $"Accounts:{i}:User is '{account.User}' once more; each user can stand there only once (case does not count).";
            if (!Roles.Contains(account.Role))
                yield return $"Accounts:{i}:Role is '{account.Role}'; it must be one of {string.Join(", ", Roles)}.";
            if (account.Centre is not null && account.Role != HostedRoles.Coordinator)
                yield return $"Accounts:{i}:Centre is for the role {HostedRoles.Coordinator} only; leave it out.";
            if (PasswordHashFormat.Fault(account.PasswordHash) is { } fault)
                yield return $"Accounts:{i}:PasswordHash {fault}; make one with ASP.NET Core Identity's PasswordHasher (format 3).";
        }
    }
}
