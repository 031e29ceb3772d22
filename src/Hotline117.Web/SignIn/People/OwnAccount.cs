using Microsoft.AspNetCore.Identity;

namespace Hotline117.Web.SignIn.People;

/// <summary>What people do with their own account. Scoped: one request, one context.</summary>
public sealed class OwnAccount(UserManager<Person> people, PeopleContext database, StoredAccounts accounts, PeopleWatch watch, TimeProvider time)
{
    public const int RecoveryCodes = 8;

    /// <returns>Null where the account was changed since, or locked.</returns>
    public async Task<Person?> FindAsync(string user, string stamp) =>
        await people.FindByNameAsync(user) is { IsLocked: false } person && person.Stamp == stamp ? person : null;

    /// <returns>False where the password is too weak; nothing has changed then.</returns>
    public async Task<bool> SetPasswordAsync(Person person, string password)
    {
        if (await people.CheckPasswordAsync(person, password))
        {
            return false;
        }

        foreach (var validator in people.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(people, person, password)).Succeeded)
            {
                return false;
            }
        }

        person.PasswordHash = people.PasswordHasher.HashPassword(person, password);
        person.PasswordIsTemporary = false;
        Note(person, AccountAct.OwnPasswordSet);
        await people.UpdateSecurityStampAsync(person);
        await watch.LookAsync(CancellationToken.None);
        return true;
    }

    public Task<bool> CheckPasswordAsync(Person person, string password) => people.CheckPasswordAsync(person, password);

    /// <returns>The authenticator's key in base32, made anew where there is none.</returns>
    public async Task<string> KeyAsync(Person person)
    {
        if (await people.GetAuthenticatorKeyAsync(person) is { } key)
        {
            return key;
        }

        await people.ResetAuthenticatorKeyAsync(person);
        return (await people.GetAuthenticatorKeyAsync(person))!;
    }

    /// <summary>The next sign-in sets up a new authenticator; until then the old one counts no more.</summary>
    public async Task WantSecondFactorAsync(Person person)
    {
        (person.WantsSecondFactor, person.TwoFactorEnabled) = (true, false);
        await people.ResetAuthenticatorKeyAsync(person);
        await watch.LookAsync(CancellationToken.None);
    }

    /// <returns>Codes that open the account once each, should the authenticator be lost; null where the code was wrong.</returns>
    public async Task<IReadOnlyList<string>?> SetUpSecondFactorAsync(Person person, string code)
    {
        code = code.Replace(" ", "", StringComparison.Ordinal);
        if (!await people.VerifyTwoFactorTokenAsync(person, people.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            return null;
        }

        (person.WantsSecondFactor, person.LastCode) = (false, code);
        Note(person, AccountAct.OwnSecondFactorSetUp);
        await people.SetTwoFactorEnabledAsync(person, true);
        var codes = await people.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes);
        await watch.LookAsync(CancellationToken.None);
        return [.. codes!];
    }

    public KnownAccount Known(Person person, bool hasGivenCode) => accounts.Known(person, hasGivenCode);

    // Saved with the change itself.
    private void Note(Person person, AccountAct what) =>
        database.Changes.Add(new AccountChange { At = time.GetUtcNow(), By = person.UserName!, Who = person.UserName!, What = what });
}
