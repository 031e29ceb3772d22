using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Puts events that belong to no call into the outbox, together with the change that they tell of.</summary>
internal static class Outbox
{
    public static void Add(ITransaction transaction, HotlineEvent happened) => _ = transaction.StreamAddAsync(RedisKeys.Outbox,
    [
        new("type", happened.GetType().Name),
        new("body", JsonSerializer.Serialize(happened, happened.GetType(), ContractJson.Options)),
        new("line", ""), new("centre", ""), new("trace", ""),
    ]);
}
