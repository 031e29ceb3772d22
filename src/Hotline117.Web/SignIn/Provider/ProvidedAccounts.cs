using System.Globalization;

namespace Hotline117.Web.SignIn.Provider;

/// <summary>Whoever the provider has vouched for. Its word holds for a shift: then it is asked again.</summary>
public sealed class ProvidedAccounts(TimeProvider time) : IAccounts
{
    public static readonly TimeSpan Holds = TimeSpan.FromHours(12);

    public KnownAccount Vouched(string user, string role, string? centre) => new(user, role, time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), Centre: centre);

    /// <returns>Always null: there is no password.</returns>
    public Task<KnownAccount?> VerifyAsync(string user, string password, CancellationToken cancellation) => Task.FromResult<KnownAccount?>(null);

    public bool StillHolds(string? user, string? stamp) =>
        user is not null && long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
        && time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(since) < Holds;
}
