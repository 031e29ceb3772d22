using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>The roster in Redis. A write, its event and its line in the audit trail are one transaction.</summary>
internal sealed class RosterStore(IConnectionMultiplexer redis, TimeProvider time)
{
    private IDatabase Database => redis.GetDatabase();

    public Task<string> RevisionAsync() => MadeFrom.RevisionAsync(Database, RedisKeys.Roster);

    /// <returns>An empty one where there is none yet.</returns>
    public async Task<Roster> LoadAsync(CentreDirectory directory)
    {
        var json = (string?)await Database.HashGetAsync(RedisKeys.Roster, "document");
        return json is null ? Roster.Empty : new Roster(Content(json), directory, NationalHolidays.Calendar);
    }

    /// <param name="actor">Who is to be named in the audit trail.</param>
    /// <param name="reason">In the actor's words; null where none is asked for.</param>
    /// <returns>The new revision; null where something that the change was made from has changed: then nothing was written.</returns>
    public async Task<string?> SaveAsync(Roster roster, Roster before, MadeFrom madeFrom, string actor, string action, string? reason = null)
    {
        var now = time.GetUtcNow();
        var revision = Guid.NewGuid().ToString("N");
        var transaction = Database.CreateTransaction();
        madeFrom.Require(transaction);
        _ = transaction.HashSetAsync(RedisKeys.Roster, Stored(roster, revision));
        Outbox.Add(transaction, new RosterChanged { EventId = Guid.CreateVersion7(now), OccurredAt = now, Version = roster.Version, Shifts = roster.Shifts.Count });
        AuditTrail.Append(transaction, new AuditEntry
        {
            At = now,
            Actor = actor,
            Action = action,
            Target = "roster",
            Before = before.Version,
            After = roster.Version,
            Reason = reason,
            Changes = Changes(before.Content, roster.Content),
        });
        _ = transaction.PublishAsync(RedisKeys.DirectoryChanged, roster.Version);
        return await transaction.ExecuteAsync() ? revision : null;
    }

    public static HashEntry[] Stored(Roster roster, string revision) =>
    [
        new("document", JsonSerializer.Serialize(roster.Content, ContractJson.Options)),
        new("version", roster.Version),
        new("revision", revision),
    ];

    private static IReadOnlyList<string> Changes(RosterContent before, RosterContent after) =>
    [
        .. AuditChanges.Between(before.Shifts, after.Shifts, shift => shift.Id, "shift "),
        .. AuditChanges.Between(before.Exceptions, after.Exceptions, absence => absence.Id, "exception "),
        .. AuditChanges.Between(Dates(before.Holidays), Dates(after.Holidays), date => date, "holiday "),
    ];

    private static IReadOnlyList<string> Dates(HolidayChanges changes) =>
        [.. changes.Add.Select(date => $"{date:yyyy-MM-dd}"), .. changes.Drop.Select(date => $"{date:yyyy-MM-dd} dropped")];

    // Before there were exceptions and holidays the document was the list of shifts alone.
    private static RosterContent Content(string json) => json.StartsWith('[')
        ? new RosterContent { Shifts = JsonSerializer.Deserialize<Shift[]>(json, ContractJson.Options)! }
        : JsonSerializer.Deserialize<RosterContent>(json, ContractJson.Options)!;
}
