using System.Globalization;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Alarms;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <param name="Revision">Counts the changes; 0 where there is none in the store.</param>
internal sealed record StoredAlarms(long Revision, AlarmBook Book)
{
    public static StoredAlarms None { get; } = new(0, AlarmBook.Empty);
}

/// <summary>The book of alarms that all routers share, and what each of them sees. A change is made only on the revision that it was computed from.</summary>
internal sealed class AlarmStore(IConnectionMultiplexer redis, TimeProvider time)
{
    private const int MaxRaces = 5;

    private static readonly RedisScript _tell = RedisScript.Load("tell-word.lua");

    private IDatabase Database => redis.GetDatabase();

    /// <returns>Every router's word, this one's among them, and the revision of the book.</returns>
    public async Task<(long Revision, IReadOnlyList<HeardWord> Words)> TellAsync(RouterWord word)
    {
        var answer = (RedisValue[])(await TellAsync(word.Router, Write(word)))!;
        return (long.Parse(answer[0].ToString(), CultureInfo.InvariantCulture),
            [.. answer[1..].Chunk(3).Select(heard => (Word: ReadWord(heard[2].ToString()), Age: (long)heard[1])).Where(heard => heard.Word is not null)
                .Select(heard => new HeardWord(heard.Word!, TimeSpan.FromMilliseconds(heard.Age)))]);
    }

    /// <summary>A router stops, and is not to be missed.</summary>
    public Task LeaveAsync(string router) => TellAsync(router, "");

    public async Task<StoredAlarms> LoadAsync() => await Database.HashGetAsync(RedisKeys.Alarms, ["revision", "document"]) is [{ HasValue: true } revision, { HasValue: true } document]
        ? new((long)revision, JsonSerializer.Deserialize<AlarmBook>(document.ToString(), ContractJson.Options)!)
        : StoredAlarms.None;

    /// <returns>False where another router was first: then nothing was written.</returns>
    public Task<bool> SaveAsync(StoredAlarms next, long madeFrom) => Write(next, madeFrom).ExecuteAsync();

    /// <returns>The alarm as it is now; null where there is no such one. Done is false where somebody was first.</returns>
    public async Task<(Alarm? Alarm, bool Done)> AcknowledgeAsync(string key, string by)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var stored = await LoadAsync();
            if (stored.Book.Find(key) is not { Acknowledged: null } alarm)
            {
                return (stored.Book.Find(key), false);
            }

            var acknowledgement = new Acknowledgement(by, time.GetUtcNow());
            var transaction = Write(new(stored.Revision + 1, stored.Book.Acknowledge(key, acknowledgement)), stored.Revision);
            AuditTrail.Append(transaction, new AuditEntry { At = acknowledgement.At, Actor = by, Action = "alarm.acknowledge", Target = key });
            if (await transaction.ExecuteAsync())
            {
                return (alarm with { Acknowledged = acknowledgement }, true);
            }
        }

        throw new TimeoutException("The alarms are being changed all the time.");
    }

    private ITransaction Write(StoredAlarms next, long madeFrom)
    {
        var transaction = Database.CreateTransaction();
        transaction.AddCondition(madeFrom == 0 ? Condition.HashNotExists(RedisKeys.Alarms, "revision") : Condition.HashEqual(RedisKeys.Alarms, "revision", madeFrom));
        _ = transaction.HashSetAsync(RedisKeys.Alarms, [new("revision", next.Revision), new("document", Write(next.Book))]);
        _ = transaction.PublishAsync(RedisKeys.AlarmsChanged, next.Revision);
        return transaction;
    }

    private Task<RedisResult> TellAsync(string router, string word) => _tell.RunAsync(
        Database, [RedisKeys.RouterWords, RedisKeys.Alarms], [router, word, (long)RouterWord.RememberedFor.TotalMilliseconds]);

    // While routers are replaced by newer ones both speak.
    private static RouterWord? ReadWord(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<RouterWord>(json, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ContractJson.Options);
}
