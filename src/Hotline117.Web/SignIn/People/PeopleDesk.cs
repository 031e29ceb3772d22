using System.Security.Cryptography;
using Hotline117.Hosting.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hotline117.Web.SignIn.People;

/// <summary>What an administrator does with other people's accounts; each act is noted with its name. Scoped.</summary>
public sealed class PeopleDesk(UserManager<Person> people, PeopleContext database, PeopleWatch watch, TimeProvider time)
{
    private const int ChangesShown = 50;

    public Task<List<Person>> ListAsync() => database.Users.AsNoTracking().OrderBy(person => person.NormalizedUserName).ToListAsync();

    public Task<List<AccountChange>> ChangesAsync() => database.Changes.AsNoTracking().OrderByDescending(change => change.Id).Take(ChangesShown).ToListAsync();

    /// <returns>A password to be told to the person, who must choose another one with it; null where somebody has this name, or it is no name.</returns>
    public async Task<string?> AddAsync(string user, string role, string by)
    {
        var password = TemporaryPassword();
        var person = new Person { Id = Guid.NewGuid(), UserName = user, Role = role, PasswordIsTemporary = true };
        if (user.Length is 0 or > Account.LongestUser || await people.FindByNameAsync(user) is not null)
        {
            return null;
        }

        Note(user, AccountAct.Added, by, role);
        if (!(await people.CreateAsync(person, password)).Succeeded)
        {
            return null;
        }

        await watch.LookAsync(CancellationToken.None);
        return password;
    }

    /// <param name="centre">To which a coordinator is bound from now on; null takes it away.</param>
    /// <returns>Whether it was done, and the temporary password, where it is of one. Nobody takes the own account away.</returns>
    public async Task<(bool Done, string? Password)> ActAsync(AccountAct act, Guid id, string role, string? centre, string by)
    {
        if (await people.FindByIdAsync(id.ToString()) is not { } person || string.Equals(person.UserName, by, StringComparison.OrdinalIgnoreCase))
        {
            return (false, null);
        }

        string? password = null;
        switch (act)
        {
            case AccountAct.RoleSet when Account.Roles.Contains(role):
                (person.Role, person.Centre) = (role, role == Roles.Coordinator ? person.Centre : null);
                break;
            case AccountAct.CentreSet when person.Role == Roles.Coordinator:
                person.Centre = centre;
                break;
            case AccountAct.PasswordSet:
                password = TemporaryPassword();
                (person.PasswordHash, person.PasswordIsTemporary) = (people.PasswordHasher.HashPassword(person, password), true);
                break;
            case AccountAct.SecondFactorRemoved:
                person.TwoFactorEnabled = false;
                await people.RemoveAuthenticationTokenAsync(person, OwnAccount.KeyStore, OwnAccount.KeyName);
                break;
            case AccountAct.Locked:
                person.LockoutEnd = DateTimeOffset.MaxValue;
                break;
            case AccountAct.Unlocked:
                person.LockoutEnd = null;
                break;
            case AccountAct.Removed:
                break;
            default:
                return (false, null);
        }

        Note(person.UserName!, act, by, act == AccountAct.RoleSet ? role : null, act == AccountAct.CentreSet ? centre : null);
        var result = act == AccountAct.Removed ? await people.DeleteAsync(person) : await people.UpdateSecurityStampAsync(person);
        await watch.LookAsync(CancellationToken.None);
        return (result.Succeeded, password);
    }

    // Without letters that are taken for others; 80 bits.
    private static string TemporaryPassword() =>
        string.Join('-', RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 16).Chunk(4).Select(four => new string(four)));

    // Saved with the act itself.
    private void Note(string who, AccountAct what, string by, string? role, string? centre = null) =>
        database.Changes.Add(new AccountChange { At = time.GetUtcNow(), By = by, Who = who, What = what, Role = role, Centre = centre });
}
