using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <param name="Revision">Differs after every write, whatever was written.</param>
internal sealed record StoredRoster(string Revision, CentreDirectory Directory, Roster Roster, RoutingPolicy Policy);

/// <summary>The directory and the roster in Redis. Numbers lie there sealed; a write and its event are one transaction.</summary>
internal sealed class DirectoryStore(IConnectionMultiplexer redis, SealedNumbers numbers, TimeProvider time)
{
    /// <summary>A centre whose lines' numbers are taken out and lie beside it, sealed.</summary>
    private sealed record StoredCentre(Centre Centre, IReadOnlyList<string> SealedNumbers);

    private IDatabase Database => redis.GetDatabase();

    /// <returns>Changes with every write to the directory or the roster; null where there is no directory yet.</returns>
    public async Task<string?> RevisionAsync()
    {
        var directory = Database.HashGetAsync(RedisKeys.Directory, "revision");
        var roster = Database.HashGetAsync(RedisKeys.Roster, "revision");
        var policy = Database.HashGetAsync(RedisKeys.Policy, "revision");
        return await directory is { HasValue: true } found ? $"{found}/{await roster}/{await policy}" : null;
    }

    /// <returns>Null where there is no directory yet.</returns>
    public async Task<StoredRoster?> LoadAsync()
    {
        var revision = await RevisionAsync();
        if (revision is null)
        {
            return null;
        }

        var directory = await LoadDirectoryAsync();
        var shifts = (string?)await Database.HashGetAsync(RedisKeys.Roster, "document");
        var roster = shifts is null
            ? Roster.Empty
            : new Roster(JsonSerializer.Deserialize<RosterContent>(shifts, ContractJson.Options)!, directory, NationalHolidays.Calendar);
        return new StoredRoster(revision, directory, roster, await LoadPolicyAsync());
    }

    public async Task<RoutingPolicy> LoadPolicyAsync() => (string?)await Database.HashGetAsync(RedisKeys.Policy, "document") is { } json
        ? JsonSerializer.Deserialize<RoutingPolicy>(json, ContractJson.Options)!
        : RoutingPolicy.Default;

    public async Task<CentreDirectory> LoadDirectoryAsync()
    {
        var json = (string?)await Database.HashGetAsync(RedisKeys.Directory, "document");
        if (json is null)
        {
            return CentreDirectory.Empty;
        }

        return new CentreDirectory(JsonSerializer.Deserialize<StoredCentre[]>(json, ContractJson.Options)!.Select(Open));
    }

    public Task SaveAsync(CentreDirectory directory) => WriteAsync(RedisKeys.Directory, directory.Centres.Select(Seal), directory.Version, new CentreChanged
    {
        EventId = Guid.CreateVersion7(time.GetUtcNow()),
        OccurredAt = time.GetUtcNow(),
        Version = directory.Version,
        Centres = directory.Centres.Count,
        Lines = directory.Lines.Count,
    });

    public Task SaveAsync(Roster roster) => WriteAsync(RedisKeys.Roster, roster.Content, roster.Version, new RosterChanged
    {
        EventId = Guid.CreateVersion7(time.GetUtcNow()),
        OccurredAt = time.GetUtcNow(),
        Version = roster.Version,
        Shifts = roster.Shifts.Count,
    });

    /// <param name="onlyIf">The version that must be in force; null for whichever.</param>
    /// <returns>False where another one is: nothing was changed.</returns>
    public async Task<bool> SaveAsync(RoutingPolicy policy, string actor, string? onlyIf)
    {
        // Until one is written, the default is in force.
        await Database.HashSetAsync(RedisKeys.Policy, "version", RoutingPolicy.Default.Version, When.NotExists);
        return await WriteAsync(RedisKeys.Policy, policy, policy.Version, new OperatorActed
        {
            EventId = Guid.CreateVersion7(time.GetUtcNow()),
            OccurredAt = time.GetUtcNow(),
            Actor = actor,
            Action = "policy.replace",
            Target = policy.Version,
        }, onlyIf);
    }

    private StoredCentre Seal(Centre centre) => new(centre, [.. centre.Lines.Select(line => numbers.Seal(line.Id, line.Number))]);

    private Centre Open(StoredCentre stored) => stored.Centre with
    {
        Lines = [.. stored.Centre.Lines.Zip(stored.SealedNumbers, (line, number) => line with { Number = numbers.Open(line.Id, number) })],
    };

    private async Task<bool> WriteAsync<TEvent>(RedisKey key, object document, string version, TEvent changed, string? onlyIf = null)
        where TEvent : HotlineEvent
    {
        var transaction = Database.CreateTransaction();
        if (onlyIf is not null)
        {
            transaction.AddCondition(Condition.HashEqual(key, "version", onlyIf));
        }

        _ = transaction.HashSetAsync(key,
        [
            new("document", JsonSerializer.Serialize(document, ContractJson.Options)),
            new("version", version),
            new("revision", Guid.NewGuid().ToString("N")),
        ]);
        _ = transaction.StreamAddAsync(RedisKeys.Outbox,
        [
            new("type", typeof(TEvent).Name),
            new("body", JsonSerializer.Serialize(changed, ContractJson.Options)),
            new("line", ""), new("centre", ""), new("trace", ""),
        ]);
        _ = transaction.PublishAsync(RedisKeys.DirectoryChanged, version);
        return await transaction.ExecuteAsync();
    }
}
