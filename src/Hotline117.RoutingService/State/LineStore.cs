using System.Globalization;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Lines;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Why lines are not rung, as all replicas know it. By line id, for <see cref="HoldKind.CentrePause"/> by centre id.</summary>
/// <param name="Revision">Counts the changes.</param>
internal sealed record StoredHolds(long Revision, ILookup<string, LineHold> OfLines, IReadOnlyDictionary<string, LineHold> OfCentres);

/// <summary>What a line has had lately.</summary>
internal sealed record LineCounts(int UnansweredInARow, int ConversationsInShift);

/// <summary>
/// Pauses and rests of lines in Redis. Those of people are written here, those of the policy by <c>commit-call.lua</c>; a write and its event
/// are one transaction, and each is told to all replicas.
/// </summary>
internal sealed class LineStore(IConnectionMultiplexer redis, TimeProvider time)
{
    private const string Revision = "revision";

    private IDatabase Database => redis.GetDatabase();

    public static string FieldOf(HoldKind kind, string id) => $"{(int)kind}:{id}";

    public static OperatorActed Acted(LineHold hold, string id) => new()
    {
        EventId = Guid.CreateVersion7(hold.Since),
        OccurredAt = hold.Since,
        Actor = hold.By,
        Action = hold.Action,
        Target = id,
        Reason = hold.Reason,
    };

    public async Task<long> RevisionAsync() => (long)await Database.HashGetAsync(RedisKeys.Conditions, Revision);

    /// <summary>What is in force now; what is over is removed.</summary>
    public async Task<StoredHolds> LoadAsync()
    {
        var now = time.GetUtcNow();
        var entries = await Database.HashGetAllAsync(RedisKeys.Conditions);
        var revision = 0L;
        var lines = new List<(string Id, LineHold Hold)>();
        var centres = new Dictionary<string, LineHold>();
        foreach (var entry in entries)
        {
            if (entry.Name == Revision)
            {
                revision = (long)entry.Value;
                continue;
            }

            var id = entry.Name.ToString().Split(':', 2)[1];
            var hold = JsonSerializer.Deserialize<LineHold>(entry.Value.ToString(), ContractJson.Options)!;
            if (!hold.HoldsAt(now))
            {
                await ForgetAsync(entry);
            }
            else if (hold.Kind is HoldKind.CentrePause)
            {
                centres[id] = hold;
            }
            else
            {
                lines.Add((id, hold));
            }
        }

        return new StoredHolds(revision, lines.ToLookup(each => each.Id, each => each.Hold), centres);
    }

    /// <param name="id">Of the line, or of the centre for <see cref="HoldKind.CentrePause"/>.</param>
    public Task HoldAsync(string id, LineHold hold) => WriteAsync(
        Acted(hold, id), transaction => _ = transaction.HashSetAsync(RedisKeys.Conditions, FieldOf(hold.Kind, id), Write(hold)));

    /// <summary>Ends holds of these kinds, whoever set them.</summary>
    public Task ReleaseAsync(string id, string by, string action, params HoldKind[] kinds) => WriteAsync(
        new OperatorActed { EventId = Guid.CreateVersion7(time.GetUtcNow()), OccurredAt = time.GetUtcNow(), Actor = by, Action = action, Target = id },
        transaction =>
        {
            _ = transaction.HashDeleteAsync(RedisKeys.Conditions, [.. kinds.Select(kind => (RedisValue)FieldOf(kind, id))]);
            _ = transaction.HashDeleteAsync(RedisKeys.Unanswered, id);
        });

    /// <summary>Redis has lost its last changes, or all: a line that a person has paused must not be rung again. What has been written there since is left alone.</summary>
    /// <param name="found">The revision that Redis has, which is older.</param>
    public async Task GiveBackAsync(StoredHolds lost, long found)
    {
        var holds = lost.OfLines.SelectMany(line => line.Select(hold => (Id: line.Key, Hold: hold))).Concat(lost.OfCentres.Select(centre => (Id: centre.Key, Hold: centre.Value)));
        var transaction = Database.CreateTransaction();
        _ = transaction.AddCondition(found == 0 ? Condition.HashNotExists(RedisKeys.Conditions, Revision) : Condition.HashEqual(RedisKeys.Conditions, Revision, found));
        foreach (var (id, hold) in holds)
        {
            _ = transaction.HashSetAsync(RedisKeys.Conditions, FieldOf(hold.Kind, id), Write(hold), When.NotExists);
        }

        _ = transaction.HashSetAsync(RedisKeys.Conditions, Revision, lost.Revision + 1);
        await transaction.ExecuteAsync();
    }

    public async Task<IReadOnlyDictionary<string, LineCounts>> CountsAsync()
    {
        var unanswered = Database.HashGetAllAsync(RedisKeys.Unanswered);
        var conversations = Database.HashGetAllAsync(RedisKeys.Conversations);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var counts = (await unanswered).ToDictionary(entry => entry.Name.ToString(), entry => new LineCounts((int)entry.Value, 0));
        foreach (var entry in await conversations)
        {
            if (entry.Value.ToString().Split(' ') is [var until, var count] && long.Parse(until, CultureInfo.InvariantCulture) > now)
            {
                var line = entry.Name.ToString();
                counts[line] = new LineCounts(counts.GetValueOrDefault(line)?.UnansweredInARow ?? 0, int.Parse(count, CultureInfo.InvariantCulture));
            }
        }

        return counts;
    }

    private async Task WriteAsync(OperatorActed acted, Action<ITransaction> change)
    {
        var transaction = Database.CreateTransaction();
        change(transaction);
        _ = transaction.HashIncrementAsync(RedisKeys.Conditions, Revision);
        AuditTrail.Append(transaction, new AuditEntry { At = acted.OccurredAt, Actor = acted.Actor, Action = acted.Action, Target = acted.Target, Reason = acted.Reason });
        _ = transaction.PublishAsync(RedisKeys.ConditionsChanged, acted.Target);
        await transaction.ExecuteAsync();
    }

    // Unless somebody has put another one in its place meanwhile.
    private async Task ForgetAsync(HashEntry over)
    {
        var transaction = Database.CreateTransaction();
        transaction.AddCondition(Condition.HashEqual(RedisKeys.Conditions, over.Name, over.Value));
        _ = transaction.HashDeleteAsync(RedisKeys.Conditions, over.Name);
        await transaction.ExecuteAsync();
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ContractJson.Options);
}
