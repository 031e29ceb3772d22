using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <param name="Revision">Differs after every write, whatever was written.</param>
internal sealed record StoredRoster(string Revision, CentreDirectory Directory, Roster Roster);

/// <summary>The directory and the roster in Redis. Numbers lie there sealed; a write and its event are one transaction.</summary>
internal sealed class DirectoryStore(IConnectionMultiplexer redis, SealedNumbers numbers, TimeProvider time)
{
    private sealed record StoredLine(string Id, string SealedNumber, int Capacity, IReadOnlyList<string>? Languages);

    private sealed record StoredCentre(
        string Id, LocalizedText Name, string Region, string Town, bool Secret, IReadOnlyList<string> Languages, IReadOnlyList<StoredLine> Lines);

    private IDatabase Database => redis.GetDatabase();

    /// <returns>Changes with every write to the directory or the roster; null where there is no directory yet.</returns>
    public async Task<string?> RevisionAsync()
    {
        var directory = Database.HashGetAsync(RedisKeys.Directory, "revision");
        var roster = Database.HashGetAsync(RedisKeys.Roster, "revision");
        return await directory is { HasValue: true } found ? $"{found}/{await roster}" : null;
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
            : new Roster(JsonSerializer.Deserialize<Shift[]>(shifts, ContractJson.Options)!, directory);
        return new StoredRoster(revision, directory, roster);
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

    public Task SaveAsync(CentreDirectory directory) => WriteAsync(RedisKeys.Directory, directory.Centres.Select(Seal), directory.Version, new CentreChanged
    {
        EventId = Guid.CreateVersion7(time.GetUtcNow()),
        OccurredAt = time.GetUtcNow(),
        Version = directory.Version,
        Centres = directory.Centres.Count,
        Lines = directory.Lines.Count,
    });

    public Task SaveAsync(Roster roster) => WriteAsync(RedisKeys.Roster, roster.Shifts, roster.Version, new RosterChanged
    {
        EventId = Guid.CreateVersion7(time.GetUtcNow()),
        OccurredAt = time.GetUtcNow(),
        Version = roster.Version,
        Shifts = roster.Shifts.Count,
    });

    private StoredCentre Seal(Centre centre) => new(
        centre.Id, centre.Name, centre.Region, centre.Town, centre.Secret, centre.Languages,
        [.. centre.Lines.Select(line => new StoredLine(line.Id, numbers.Seal(line.Id, line.Number), line.Capacity, line.Languages))]);

    private Centre Open(StoredCentre centre) => new()
    {
        Id = centre.Id,
        Name = centre.Name,
        Region = centre.Region,
        Town = centre.Town,
        Secret = centre.Secret,
        Languages = centre.Languages,
        Lines = [.. centre.Lines.Select(line => new Line
        {
            Id = line.Id,
            Number = numbers.Open(line.Id, line.SealedNumber),
            Capacity = line.Capacity,
            Languages = line.Languages,
        })],
    };

    private async Task WriteAsync<TEvent>(RedisKey key, object document, string version, TEvent changed) where TEvent : HotlineEvent
    {
        var transaction = Database.CreateTransaction();
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
        await transaction.ExecuteAsync();
    }
}
