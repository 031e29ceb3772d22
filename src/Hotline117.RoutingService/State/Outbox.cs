using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>
/// What the outbox takes at most. Beyond it the events of new calls are dropped and counted: were Redis' memory or disk full, no call could be routed. Calls that it has begun
/// to tell of are told to their end, within twice the bound. What people do is little, and always taken.
/// </summary>
/// <param name="MostEntries">Of about 1.5 kB; a call has four or five.</param>
internal sealed record OutboxBound(long MostEntries)
{
    public static readonly OutboxBound Default = new(500_000);

    /// <summary>So many wait that somebody must act.</summary>
    public long AlarmAt => MostEntries / 2;
}

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
