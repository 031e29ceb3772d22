using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Hotline117.Web.SignIn.People;

/// <summary>People in PostgreSQL, with ASP.NET Core Identity: a password, and an authenticator's code or a recovery code.</summary>
public sealed class StoredAccounts(IServiceScopeFactory scopes, PeopleWatch watch, SecondFactorRule rule) : IAccounts
{
    private const int AuthenticatorDigits = 6;
    private readonly PasswordHasher<Person> hasher = new();
    private readonly string hashOfNobody = new PasswordHasher<Person>().HashPassword(new Person(), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    public bool StillHolds(string? user, string? stamp) => user is not null && stamp is not null && watch.StillHolds(user, stamp);

    public Task<KnownAccount?> VerifyAsync(string user, string password, CancellationToken cancellation) => WithPersonAsync(user, async (people, person) =>
    {
        var isRight = person is null
            ? hasher.VerifyHashedPassword(new Person(), hashOfNobody, password) == PasswordVerificationResult.Success
            : await people.CheckPasswordAsync(person, password);
        return !isRight || person is null or { IsLocked: true } ? null : Known(person, hasGivenCode: false);
    });

    /// <summary>An authenticator's code, each only once, or one of the recovery codes.</summary>
    public Task<KnownAccount?> VerifyCodeAsync(string user, string stamp, string code) => WithPersonAsync(user, async (people, person) =>
    {
        code = code.Replace(" ", "", StringComparison.Ordinal);
        return person is null or { IsLocked: true } || person.Stamp != stamp || !await TakeAsync(people, person, code) ? null : Known(person, hasGivenCode: true);
    });

    /// <summary>What a person has still to do. Set up is only what was checked with a code.</summary>
    public KnownAccount Known(Person person, bool hasGivenCode) => new(person.UserName!, person.Role, person.Stamp, person switch
    {
        { TwoFactorEnabled: true } when !hasGivenCode => NextStep.SecondFactor,
        { PasswordIsTemporary: true } => NextStep.NewPassword,
        { WantsSecondFactor: true } => NextStep.SetUpSecondFactor,
        { TwoFactorEnabled: false } when rule.IsRequired => NextStep.SetUpSecondFactor,
        _ => NextStep.None,
    }, hasGivenCode, person.Centre);

    private static async Task<bool> TakeAsync(UserManager<Person> people, Person person, string code)
    {
        if (code.Length > AuthenticatorDigits)
        {
            return (await people.RedeemTwoFactorRecoveryCodeAsync(person, code)).Succeeded;
        }

        if (code == person.LastCode || !await people.VerifyTwoFactorTokenAsync(person, people.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            return false;
        }

        person.LastCode = code;
        // Of two who send the same code at once one is refused: the row's stamp has changed.
        return (await people.UpdateAsync(person)).Succeeded;
    }

    private async Task<KnownAccount?> WithPersonAsync(string user, Func<UserManager<Person>, Person?, Task<KnownAccount?>> check)
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        try
        {
            return await check(people, await people.FindByNameAsync(user));
        }
        catch (Exception e) when (PeopleWatch.IsAway(e))
        {
            throw new AccountsAwayException(e);
        }
    }
}

/// <param name="IsRequired">Nobody gets in without a second factor; who has none sets one up while signing in.</param>
public sealed record SecondFactorRule(bool IsRequired);
