namespace Hotline117.Web.SignIn;

/// <summary>Who may sign in: the accounts of the configuration, or people who are kept in PostgreSQL.</summary>
public interface IAccounts
{
    /// <returns>
    /// Null where user or password is wrong, or the account is locked; which of them is not said. An unknown user takes as long as a wrong password.
    /// </returns>
    /// <exception cref="AccountsAwayException">It can't be found out now.</exception>
    Task<KnownAccount?> VerifyAsync(string user, string password, CancellationToken cancellation);

    /// <summary>Whether the account still stands as it was when this stamp was made: same role, same password, same second factor.</summary>
    bool StillHolds(string? user, string? stamp);
}

/// <summary>An account whose password was right.</summary>
/// <param name="Stamp">Changes with its role, centre, password or second factor. Tells none of them.</param>
/// <param name="Next">What is still asked for.</param>
/// <param name="HasGivenCode">The second factor, too, was right.</param>
/// <param name="Centre">To which a coordinator is bound; null where there is none yet, and for all others.</param>
public sealed record KnownAccount(string User, string Role, string Stamp, NextStep Next = NextStep.None, bool HasGivenCode = false, string? Centre = null);

/// <summary>What a person who has given the right password has still to do, one after the other.</summary>
public enum NextStep
{
    None,

    /// <summary>A code of the authenticator, or one of the recovery codes.</summary>
    SecondFactor,

    /// <summary>The password was somebody else's choice.</summary>
    NewPassword,

    /// <summary>There is no authenticator yet, and there has to be one.</summary>
    SetUpSecondFactor,
}

/// <summary>PostgreSQL, where people are kept, does not answer. Whoever is signed in stays so.</summary>
public sealed class AccountsAwayException(Exception cause) : Exception("The people's accounts can't be read now.", cause);
