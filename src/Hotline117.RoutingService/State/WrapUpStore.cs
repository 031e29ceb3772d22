using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.WrapUps;
using Hotline117.Routing.Calls;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Keeps what was said of a call beside its state, for as long as that is kept. A write and its event are one transaction.</summary>
internal sealed class WrapUpStore(IConnectionMultiplexer redis, TimeProvider time)
{
    private const string Field = "wrapUp";
    private const int MaxRaces = 5;

    private IDatabase Database => redis.GetDatabase();

    /// <returns>What is stored now, or null where so many others wrote at the same time that it was given up.</returns>
    public async Task<CallWrappedUp?> SaveAsync(CallState call, WrapUp said)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var stored = await Database.HashGetAsync(RedisKeys.Call(call.CallId), Field);
            var before = stored.HasValue ? JsonSerializer.Deserialize<CallWrappedUp>(stored.ToString(), ContractJson.Options) : null;
            var now = time.GetUtcNow();
            if (CallWrapUp.Apply(call, before, said, now, Guid.CreateVersion7(now)) is not { } happened)
            {
                return before;
            }

            if (await WriteAsync(happened, stored))
            {
                return happened;
            }
        }

        return null;
    }

    private Task<bool> WriteAsync(CallWrappedUp happened, RedisValue before)
    {
        var key = RedisKeys.Call(happened.CallId);
        var transaction = Database.CreateTransaction();
        // A call that is forgotten meanwhile must not come back without its end.
        transaction.AddCondition(Condition.KeyExists(key));
        transaction.AddCondition(before.HasValue ? Condition.HashEqual(key, Field, before) : Condition.HashNotExists(key, Field));
        _ = transaction.HashSetAsync(key, Field, JsonSerializer.Serialize(happened, ContractJson.Options));
        Outbox.Add(transaction, happened);
        if (happened.WrapUp.Help == WrapUpCodes.Nuisance)
        {
            _ = transaction.PublishAsync(RedisKeys.NuisanceMarked, happened.CallId);
        }

        return transaction.ExecuteAsync();
    }
}
