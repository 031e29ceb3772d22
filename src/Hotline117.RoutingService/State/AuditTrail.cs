using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Who did what to the hotline. Nothing in it ever holds a telephone number.</summary>
internal sealed record AuditEntry
{
    public required DateTimeOffset At { get; init; }
    /// <summary>The account's or the key's name, or the command's.</summary>
    public required string Actor { get; init; }
    /// <summary>Such as <c>roster.replace</c>, <c>line.pause</c>.</summary>
    public required string Action { get; init; }
    /// <summary>What it was done to: <c>roster</c>, <c>directory</c>, a line's id, …</summary>
    public required string Target { get; init; }
    /// <summary>The target's version before and after, where it has one.</summary>
    public string? Before { get; init; }
    public string? After { get; init; }
    /// <summary>In the actor's words.</summary>
    public string? Reason { get; init; }
    /// <summary>Ids, each after <c>+</c>, <c>-</c> or <c>~</c> for what was added, removed and changed.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}

/// <summary>An entry with its place in the trail: <c>before=</c> this id asks for what is older.</summary>
internal sealed record StoredAuditEntry(string Id, AuditEntry Entry);

/// <summary>The audit trail in Redis: the last <see cref="Length"/> entries, each written in the transaction of its change and published as <see cref="OperatorActed"/>.</summary>
internal sealed class AuditTrail(IConnectionMultiplexer redis)
{
    public const int Length = 10_000;
    public const int MostAtOnce = 500;
    private const int LookedThrough = 100;

    /// <summary>To be called on the transaction that makes the change: both come about, or neither.</summary>
    public static void Append(ITransaction transaction, AuditEntry entry) => _ = Add(transaction, entry);

    /// <summary>Returns once the entry stands in the trail, and throws where it does not.</summary>
    public async Task AppendAsync(AuditEntry entry)
    {
        var transaction = redis.GetDatabase().CreateTransaction();
        var written = Add(transaction, entry);
        await transaction.ExecuteAsync();
        // A transaction is done also where one of its commands was refused.
        await written;
    }

    private static Task<RedisValue> Add(ITransaction transaction, AuditEntry entry)
    {
        var written = transaction.StreamAddAsync(RedisKeys.Audit, "entry", JsonSerializer.Serialize(entry, ContractJson.Options), maxLength: Length, useApproximateMaxLength: true);
        Outbox.Add(transaction, new OperatorActed
        {
            EventId = Guid.CreateVersion7(entry.At),
            OccurredAt = entry.At,
            Actor = entry.Actor,
            Action = entry.Action,
            // Of what is replaced as a whole, the new version.
            Target = entry.Action.StartsWith("call.", StringComparison.Ordinal) ? entry.Target : entry.After ?? entry.Target,
            Reason = entry.Reason,
        });
        return written;
    }

    /// <summary>Who did this last to it, of the newest entries.</summary>
    /// <param name="but">An entry that is not meant; null for none.</param>
    public async Task<AuditEntry?> LastAsync(string action, string target, AuditEntry? but) => (await ReadAsync(LookedThrough, before: null)).Select(each => each.Entry)
        .FirstOrDefault(entry => (entry.Action, entry.Target) == (action, target) && (but is null || (entry.At, entry.Actor) != (but.At, but.Actor)));

    /// <summary>The newest first.</summary>
    /// <param name="before">An entry's id, to see only older ones; null for the newest.</param>
    public async Task<IReadOnlyList<StoredAuditEntry>> ReadAsync(int count, string? before)
    {
        // XREVRANGE includes its ends: one more is asked for, and the known one left out.
        var entries = await redis.GetDatabase().StreamRangeAsync(RedisKeys.Audit, "-", before ?? "+", count + 1, Order.Descending);
        return [.. entries.Where(entry => entry.Id != before).Take(count)
            .Select(entry => new StoredAuditEntry(entry.Id.ToString(), JsonSerializer.Deserialize<AuditEntry>(entry["entry"].ToString(), ContractJson.Options)!))];
    }
}
