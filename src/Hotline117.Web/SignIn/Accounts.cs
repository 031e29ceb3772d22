using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Hotline117.Web.SignIn;

/// <summary>The people who may sign in, from configuration.</summary>
public sealed class Accounts
{
    private readonly Dictionary<string, Account> byUser;
    private readonly PasswordHasher<string> hasher = new();
    private readonly string hashOfNobody;

    public Accounts(IEnumerable<Account> accounts)
    {
        byUser = accounts.ToDictionary(account => account.User, StringComparer.OrdinalIgnoreCase);
        hashOfNobody = hasher.HashPassword("", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    /// <returns>The account, or null. An unknown user takes as long as a wrong password.</returns>
    public Account? Verify(string user, string password)
    {
        var account = byUser.GetValueOrDefault(user);
        var verdict = hasher.VerifyHashedPassword(user, account?.PasswordHash ?? hashOfNobody, password);
        return verdict == PasswordVerificationResult.Failed ? null : account;
    }

    /// <summary>Whether the account still stands as it was when this stamp was made: same role, same password.</summary>
    public bool StillHolds(string? user, string? stamp) =>
        user is not null && byUser.TryGetValue(user, out var account) && Stamp(account) == stamp;

    /// <summary>Changes with the account's role or password. Tells neither.</summary>
    public static string Stamp(Account account) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{account.User}\n{account.Role}\n{account.PasswordHash}")).AsSpan(0, 12));
}
