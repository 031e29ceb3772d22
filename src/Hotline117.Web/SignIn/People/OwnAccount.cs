using Microsoft.AspNetCore.Identity;

namespace Hotline117.Web.SignIn.People;

/// <summary>What people do with their own account. Scoped: one request, one context.</summary>
public sealed class OwnAccount(UserManager<Person> people, PeopleContext database, StoredAccounts accounts, PeopleWatch watch, TimeProvider time)
{
    public const int RecoveryCodes = 8;

    /// <summary>Where Identity's store keeps the key of an authenticator.</summary>
    public const string KeyStore = "[AspNetUserStore]";
    public const string KeyName = "AuthenticatorKey";

    /// <returns>Null where the account was changed since, or locked.</returns>
    public async Task<Person?> FindAsync(string user, string stamp) =>
        await people.FindByNameAsync(user) is { IsLocked: false } person && person.Stamp == stamp ? person : null;

    /// <param name="again">The same, so that a slip of the finger locks nobody out.</param>
    /// <returns>The resource key of what is wrong, with the shortest length to fill in, and nothing has changed; null where it is set.</returns>
    public async Task<string?> SetPasswordAsync(Person person, string password, string again)
    {
        if (password != again)
        {
            return "Password.Differs";
        }

        if (await people.CheckPasswordAsync(person, password))
        {
            return "Password.Weak";
        }

        foreach (var validator in people.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(people, person, password)).Succeeded)
            {
                return "Password.Weak";
            }
        }

        person.PasswordHash = people.PasswordHasher.HashPassword(person, password);
        person.PasswordIsTemporary = false;
        Note(person, AccountAct.OwnPasswordSet);
        await people.UpdateSecurityStampAsync(person);
        await watch.LookAsync(CancellationToken.None);
        return null;
    }

    public Task<bool> CheckPasswordAsync(Person person, string password) => people.CheckPasswordAsync(person, password);

    public string NewKey() => people.GenerateNewAuthenticatorKey();

    /// <summary>A new authenticator is set up next. Until it is, the former one counts.</summary>
    public Task WantSecondFactorAsync(Person person)
    {
        person.WantsSecondFactor = true;
        return people.UpdateAsync(person);
    }

    /// <param name="key">Of the new authenticator; the former one and its recovery codes no longer count.</param>
    /// <returns>Codes that open the account once each, should the authenticator be lost; null where the code was wrong, and nothing has changed.</returns>
    public async Task<IReadOnlyList<string>?> SetUpSecondFactorAsync(Person person, string key, string code)
    {
        code = code.Replace(" ", "", StringComparison.Ordinal);
        var former = await people.GetAuthenticatorKeyAsync(person);
        await people.SetAuthenticationTokenAsync(person, KeyStore, KeyName, key);
        if (!await people.VerifyTwoFactorTokenAsync(person, people.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            await (former is null ? people.RemoveAuthenticationTokenAsync(person, KeyStore, KeyName) : people.SetAuthenticationTokenAsync(person, KeyStore, KeyName, former));
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
