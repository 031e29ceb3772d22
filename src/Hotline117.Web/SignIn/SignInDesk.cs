using Hotline117.Web.Shared;

namespace Hotline117.Web.SignIn;

/// <summary>What becomes of an attempt to sign in.</summary>
public abstract record SignInOutcome
{
    public sealed record Welcome(KnownAccount Account) : SignInOutcome;

    /// <summary>User or password is wrong; which of them is not said.</summary>
    public sealed record Refused : SignInOutcome;

    public sealed record TooMany(TimeSpan RetryAfter) : SignInOutcome;

    /// <summary>Accounts can't be read now.</summary>
    public sealed record Away : SignInOutcome;
}

/// <summary>Checks passwords, a few at a time, and slows guessing down: by account and by address.</summary>
public sealed class SignInDesk(IAccounts accounts, TimeProvider time, ILogger<SignInDesk> logger) : IDisposable
{
    public const int FreeFailuresOfAnAccount = 5;
    public const int FreeFailuresOfAnAddress = 20;

    // A password takes tens of milliseconds of a core: a flood of attempts must not take them all.
    private const int ChecksAtOnce = 2;
    private static readonly TimeSpan LongestQueue = TimeSpan.FromSeconds(3);

    private readonly FailureLimit byAccount = new(FreeFailuresOfAnAccount, time);
    private readonly FailureLimit byAddress = new(FreeFailuresOfAnAddress, time);
    private readonly SemaphoreSlim checks = new(ChecksAtOnce);

    public Task<SignInOutcome> TryAsync(string user, string password, string address, CancellationToken cancellation) =>
        TryAsync(user, address, () => accounts.VerifyAsync(user, password, cancellation), cancellation);

    /// <summary>The second step counts as the first: who guesses has to wait.</summary>
    /// <param name="check">The account as it is after the step; null where the step was wrong.</param>
    public async Task<SignInOutcome> TryAsync(string user, string address, Func<Task<KnownAccount?>> check, CancellationToken cancellation)
    {
        if (!await checks.WaitAsync(LongestQueue, cancellation))
            return Told(new SignInOutcome.TooMany(LongestQueue));

        try
        {
            return Told(await CheckAsync(user, address, check));
        }
        finally
        {
            checks.Release();
        }
    }

    private async Task<SignInOutcome> CheckAsync(string user, string address, Func<Task<KnownAccount?>> check)
    {
        var wait = new[] { byAccount.Wait(user), byAddress.Wait(address) }.Max();
        if (wait > TimeSpan.Zero)
            return new SignInOutcome.TooMany(wait);

        try
        {
            if (await check() is { } account)
            {
                // Not before the last step: else the right password would give free tries of the code.
                if (account.Next == NextStep.None)
                {
                    byAccount.Succeeded(user);
                    byAddress.Succeeded(address);
                }

                return new SignInOutcome.Welcome(account);
            }
        }
        catch (AccountsAwayException e)
        {
            logger.LogError("Nobody can sign in: PostgreSQL, where the accounts are, does not answer ({Reason}).", e.InnerException?.GetBaseException().GetType().Name);
            return new SignInOutcome.Away();
        }

        byAccount.Failed(user);
        byAddress.Failed(address);
        return new SignInOutcome.Refused();
    }

    private SignInOutcome Told(SignInOutcome outcome)
    {
        WebTelemetry.SignIns.Add(1, new KeyValuePair<string, object?>("outcome", outcome.GetType().Name));
        // What was typed as the user is not logged: it is often a password in the wrong box.
        if (outcome is SignInOutcome.Welcome(var account))
            logger.LogInformation("{User} {Did} as {Role}.", account.User, account.Next == NextStep.None ? "signed in" : "gave the right password", account.Role);
        else
            logger.LogWarning("An attempt to sign in failed: {Outcome}.", outcome.GetType().Name);
        return outcome;
    }

    public void Dispose() => checks.Dispose();
}
