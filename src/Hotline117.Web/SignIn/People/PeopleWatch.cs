using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hotline117.Web.SignIn.People;

/// <summary>
/// Makes the tables, puts the configuration's accounts into an empty one, and then knows, within seconds, which accounts hold: a session of whoever was locked or has
/// a new role ends, and no request has to ask PostgreSQL. While it is away all sessions go on as they were.
/// </summary>
public sealed class PeopleWatch(IServiceScopeFactory scopes, IReadOnlyList<Account> first, TimeProvider time, ILogger<PeopleWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(2);
    private const long LockKey = 117_000_002;

    private volatile IReadOnlyDictionary<string, string>? stamps;

    /// <summary>Why the last look failed, in words; null where it did not.</summary>
    public string? Problem { get; private set; } = "not read yet";

    public bool HasRead => stamps is not null;

    /// <summary>Before the first look, as after a restart while PostgreSQL is away, what the cookie says is believed: this process or its like has signed it.</summary>
    public bool StillHolds(string user, string stamp) => stamps is not { } known || (known.TryGetValue(user, out var now) && now == stamp);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var isMade = false; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                if (!isMade)
                {
                    await MakeAsync(stoppingToken);
                    isMade = true;
                }

                await LookAsync(stoppingToken);
                Problem = null;
            }
            catch (Exception e) when (IsAway(e))
            {
                var reason = e.GetBaseException() is PostgresException { SqlState: var state } ? $"SQLSTATE {state}" : e.GetBaseException().GetType().Name;
                if (Problem != reason)
                {
                    logger.LogWarning("The people's accounts can't be read: {Reason}. Whoever is signed in stays so; nobody can sign in.", reason);
                }

                Problem = reason;
            }

            await Task.Delay(LooksEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>At once, after a change that this process made.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = await scope.ServiceProvider.GetRequiredService<PeopleContext>().Users.AsNoTracking().Where(person => person.LockoutEnd == null).ToListAsync(cancellation);
        stamps = people.ToDictionary(person => person.UserName!, person => person.Stamp, StringComparer.OrdinalIgnoreCase);
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PeopleContext>();
        // One replica at a time; freed with the session.
        await database.Database.OpenConnectionAsync(cancellation);
        await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({LockKey})", cancellation);
        await database.Database.MigrateAsync(cancellation);
        if (!await database.Users.AnyAsync(cancellation) && !await database.Changes.AnyAsync(cancellation))
        {
            await AddFirstAsync(database, cancellation);
        }

        await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({LockKey})", cancellation);
    }

    private async Task AddFirstAsync(PeopleContext database, CancellationToken cancellation)
    {
        foreach (var account in first)
        {
            database.Users.Add(new Person
            {
                Id = Guid.NewGuid(),
                UserName = account.User,
                NormalizedUserName = new UpperInvariantLookupNormalizer().NormalizeName(account.User),
                Role = account.Role,
                Centre = account.Centre,
                PasswordHash = account.PasswordHash,
                SecurityStamp = Guid.NewGuid().ToString("N"),
            });
            database.Changes.Add(new AccountChange { At = time.GetUtcNow(), By = "configuration", Who = account.User, What = AccountAct.Added, Role = account.Role, Centre = account.Centre });
        }

        await database.SaveChangesAsync(cancellation);
        logger.LogInformation("The {Count} accounts of the configuration are people now; later changes of it have no effect.", first.Count);
    }

    /// <summary>Whether PostgreSQL, and not we, is the reason.</summary>
    public static bool IsAway(Exception e) => e.GetBaseException() is DbException or TimeoutException or System.Net.Sockets.SocketException or IOException;
}
