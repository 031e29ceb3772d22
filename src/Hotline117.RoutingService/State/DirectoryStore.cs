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

/// <summary>The directory in Redis. Numbers lie there sealed; a write, its event and its line in the audit trail are one transaction.</summary>
internal sealed class DirectoryStore(IConnectionMultiplexer redis, SealedNumbers numbers, RosterStore rosters, PolicyStore policies, TimeProvider time)
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

    /// <param name="known">What was read before. Its directory is kept where that has not changed: to open thousands of numbers takes long, and rosters change more often.</param>
    /// <returns>Null where there is no directory yet.</returns>
    public async Task<StoredRoster?> LoadAsync(StoredRoster? known)
    {
        var revision = await RevisionAsync();
        if (revision is null)
        {
            return null;
        }

        var directory = known is not null && DirectoryPart(known.Revision) == DirectoryPart(revision) ? known.Directory : await LoadDirectoryAsync();
        return new StoredRoster(revision, directory, await rosters.LoadAsync(directory), await policies.LoadAsync());
    }

    public async Task<CentreDirectory> LoadDirectoryAsync()
    {
        var json = (string?)await Database.HashGetAsync(RedisKeys.Directory, "document");
        if (json is null)
        {
            return CentreDirectory.Empty;
        }

        return new CentreDirectory(JsonSerializer.Deserialize<StoredCentre[]>(json, ContractJson.Options)!.Select(Open));
    }

    private static string DirectoryPart(string revision) => revision.Split('/')[0];

    /// <returns>Of the directory alone; <see cref="MadeFrom.None"/> where there is none.</returns>
    public Task<string> DirectoryRevisionAsync() => MadeFrom.RevisionAsync(Database, RedisKeys.Directory);

    /// <param name="actor">Who is to be named in the audit trail.</param>
    /// <returns>The new revision; null where something that the change was made from has changed: then nothing was written.</returns>
    public async Task<string?> SaveAsync(CentreDirectory directory, CentreDirectory before, MadeFrom madeFrom, string actor, string action = "directory.replace")
    {
        var now = time.GetUtcNow();
        var revision = Guid.NewGuid().ToString("N");
        var transaction = Database.CreateTransaction();
        madeFrom.Require(transaction);
        _ = transaction.HashSetAsync(RedisKeys.Directory, Stored(directory, revision));
        Outbox.Add(transaction, new CentreChanged
        {
            EventId = Guid.CreateVersion7(now),
            OccurredAt = now,
            Version = directory.Version,
            Centres = directory.Centres.Count,
            Lines = directory.Lines.Count,
            Directory = directory.Centres.Count <= CentreChanged.MostTold && directory.Lines.Count <= CentreChanged.MostLinesTold ? [.. directory.Centres.Select(Summary)] : null,
        });
        AuditTrail.Append(transaction, new AuditEntry
        {
            At = now,
            Actor = actor,
            Action = action,
            Target = "directory",
            Before = before.Version,
            After = directory.Version,
            Changes = AuditChanges.Between(before.Centres, directory.Centres, centre => centre.Id, "centre ", Numbers),
        });
        _ = transaction.PublishAsync(RedisKeys.DirectoryChanged, directory.Version);
        return await transaction.ExecuteAsync() ? revision : null;
    }

    /// <summary>Redis was started without what it knew: it gets back what this router read last. What has been written there since is left alone.</summary>
    /// <returns>Whether this router gave back the directory, and not another one.</returns>
    public async Task<bool> GiveBackAsync(StoredRoster lost)
    {
        var now = time.GetUtcNow();
        var revisions = lost.Revision.Split('/');
        // The directory last: without it nobody reads the others.
        await GiveBackAsync(RedisKeys.Policy, revisions[2], PolicyStore.Stored(lost.Policy, revisions[2]));
        await GiveBackAsync(RedisKeys.Roster, revisions[1], RosterStore.Stored(lost.Roster, revisions[1]));
        return await GiveBackAsync(RedisKeys.Directory, revisions[0], Stored(lost.Directory, revisions[0]), new AuditEntry
        {
            At = now,
            Actor = "routing",
            Action = "store.giveBack",
            Target = "directory, roster and policy",
            After = lost.Directory.Version,
            Reason = "Redis had lost them; a router gave back what it had read last.",
        });
    }

    private async Task<bool> GiveBackAsync(RedisKey document, string revision, HashEntry[] stored, AuditEntry? audit = null)
    {
        if (revision.Length == 0)
        {
            return false;
        }

        var transaction = Database.CreateTransaction();
        _ = transaction.AddCondition(Condition.KeyNotExists(document));
        _ = transaction.HashSetAsync(document, stored);
        if (audit is not null)
        {
            AuditTrail.Append(transaction, audit);
            _ = transaction.PublishAsync(RedisKeys.DirectoryChanged, revision);
        }

        return await transaction.ExecuteAsync();
    }

    private HashEntry[] Stored(CentreDirectory directory, string revision) =>
    [
        new("document", JsonSerializer.Serialize(directory.Centres.Select(Seal), ContractJson.Options)),
        new("version", directory.Version),
        new("revision", revision),
    ];

    /// <summary>To see that one has changed; they are not part of the trail.</summary>
    private static string Numbers(Centre centre) => string.Join(' ', centre.Lines.Select(line => line.Number));

    /// <summary>What the event tells of a centre: no name, town, number or endpoint, of a secret one as little as of any.</summary>
    internal static CentreSummary Summary(Centre centre) => new(centre.Id, centre.Region, centre.SharesStatistics,
        [.. centre.Lines.Select(line => new LineSummary(line.Id, line.Languages ?? centre.Languages))], centre.Secret);

    private StoredCentre Seal(Centre centre) => new(centre, [.. centre.Lines.Select(line => numbers.Seal(line.Id, line.Number))]);

    private Centre Open(StoredCentre stored) => stored.Centre with
    {
        Lines = [.. stored.Centre.Lines.Zip(stored.SealedNumbers, (line, number) => line with { Number = numbers.Open(line.Id, number) })],
    };
}
