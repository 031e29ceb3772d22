using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Routing.Decisions;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>The written policy in Redis. Until one is written, <see cref="RoutingPolicy.Default"/> is in force. A write and its line in the audit trail are one transaction.</summary>
internal sealed class PolicyStore(IConnectionMultiplexer redis, TimeProvider time)
{
    private IDatabase Database => redis.GetDatabase();

    public Task<string> RevisionAsync() => MadeFrom.RevisionAsync(Database, RedisKeys.Policy);

    public async Task<RoutingPolicy> LoadAsync() => (string?)await Database.HashGetAsync(RedisKeys.Policy, "document") is { } json
        ? JsonSerializer.Deserialize<RoutingPolicy>(json, ContractJson.Options)!
        : RoutingPolicy.Default;

    /// <param name="madeFrom">The revision that the change was made from; null where it does not matter.</param>
    /// <param name="actor">Who is to be named in the audit trail.</param>
    /// <returns>The new revision; null where the policy has been changed meanwhile: then nothing was written.</returns>
    public async Task<string?> SaveAsync(RoutingPolicy policy, string? madeFrom, string actor)
    {
        var before = await LoadAsync();
        var revision = Guid.NewGuid().ToString("N");
        var transaction = Database.CreateTransaction();
        MadeFrom.Require(transaction, RedisKeys.Policy, madeFrom);
        _ = transaction.HashSetAsync(RedisKeys.Policy, Stored(policy, revision));
        AuditTrail.Append(transaction, new AuditEntry
        {
            At = time.GetUtcNow(),
            Actor = actor,
            Action = "policy.replace",
            Target = "policy",
            Before = before.Version,
            After = policy.Version,
            Changes = Changes(before, policy),
        });
        _ = transaction.PublishAsync(RedisKeys.DirectoryChanged, policy.Version);
        return await transaction.ExecuteAsync() ? revision : null;
    }

    public static HashEntry[] Stored(RoutingPolicy policy, string revision) =>
    [
        new("document", JsonSerializer.Serialize(policy, ContractJson.Options)),
        new("version", policy.Version),
        new("revision", revision),
    ];

    // By content: lists compare by reference.
    private static IReadOnlyList<string> Changes(RoutingPolicy before, RoutingPolicy after) =>
    [
        .. Changed("wishes", before.Wishes, after.Wishes), .. Changed("tiers", before.Tiers, after.Tiers), .. Changed("ring", before.Ring, after.Ring),
        .. Changed("care", before.Care, after.Care), .. Changed("again", before.Again, after.Again), .. Changed("attack", before.Attack, after.Attack),
        .. Changed("callbacks", before.Callbacks, after.Callbacks), .. Changed("alarms", before.Alarms, after.Alarms),
    ];

    private static IEnumerable<string> Changed<T>(string part, T before, T after) =>
        JsonSerializer.Serialize(before) == JsonSerializer.Serialize(after) ? [] : [$"~{part}"];
}
