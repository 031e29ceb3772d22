using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Hotline117.Web.SignIn;

/// <summary>The people who may sign in, from configuration: a password and nothing else.</summary>
public sealed class ConfiguredAccounts : IAccounts
{
    private readonly Dictionary<string, Account> byUser;
    private readonly PasswordHasher<string> hasher = new();
    private readonly string hashOfNobody;

    public ConfiguredAccounts(IEnumerable<Account> accounts)
    {
        byUser = accounts.ToDictionary(account => account.User, StringComparer.OrdinalIgnoreCase);
        hashOfNobody = hasher.HashPassword("", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    public Task<KnownAccount?> VerifyAsync(string user, string password, CancellationToken cancellation)
    {
        var account = byUser.GetValueOrDefault(user);
        var verdict = hasher.VerifyHashedPassword(user, account?.PasswordHash ?? hashOfNobody, password);
        return Task.FromResult(verdict == PasswordVerificationResult.Failed || account is null ? null : new KnownAccount(account.User, account.Role, StampOf(account), Centre: account.Centre));
    }

    public bool StillHolds(string? user, string? stamp) => user is not null && byUser.TryGetValue(user, out var account) && StampOf(account) == stamp;

    private static string StampOf(Account account) => Stamp(account.User, account.Role, account.PasswordHash, account.Centre ?? "");

    /// <summary>Of what an account is now, so that a session ends when it changes.</summary>
    public static string Stamp(params string[] parts) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 12));
}
