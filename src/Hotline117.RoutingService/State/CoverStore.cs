using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Cover;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>The hour that all routers count together. An hour that is over leaves the store with the events that tell of it, in one transaction.</summary>
internal sealed class CoverStore(IConnectionMultiplexer redis)
{
    private IDatabase Database => redis.GetDatabase();

    /// <returns>What was read, for <see cref="SaveAsync"/>, and the hour in it; both null where there is none yet.</returns>
    public async Task<(string? Read, CoverHour? Hour)> LoadAsync()
    {
        var read = (string?)await Database.StringGetAsync(RedisKeys.Cover);
        return (read, read is null ? null : JsonSerializer.Deserialize<CoverHour>(read, ContractJson.Options));
    }

    /// <param name="read">What the change was computed from.</param>
    /// <param name="told">Of an hour that is over.</param>
    /// <returns>False where another router was first: then nothing was written.</returns>
    public Task<bool> SaveAsync(string? read, CoverHour next, IEnumerable<CoverCounted> told)
    {
        var transaction = Database.CreateTransaction();
        transaction.AddCondition(read is null ? Condition.KeyNotExists(RedisKeys.Cover) : Condition.StringEqual(RedisKeys.Cover, read));
        _ = transaction.StringSetAsync(RedisKeys.Cover, JsonSerializer.Serialize(next, ContractJson.Options));
        foreach (var part in told)
        {
            Outbox.Add(transaction, part);
        }

        return transaction.ExecuteAsync();
    }
}
