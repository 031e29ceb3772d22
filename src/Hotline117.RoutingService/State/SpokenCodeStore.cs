using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Whether callers are asked to key in a spoken number, as all replicas know it. A change and its line in the audit trail are one
/// transaction.</summary>
internal sealed class SpokenCodeStore(IConnectionMultiplexer redis, TimeProvider time)
{
    /// <summary>For so long after a person has switched it off the policy does not switch it on again.</summary>
    private static readonly TimeSpan _keptOffFor = TimeSpan.FromMinutes(10);

    private IDatabase Database => redis.GetDatabase();

    public async Task<SpokenCode?> LoadAsync() => Read(await Database.StringGetAsync(RedisKeys.SpokenCode));

    /// <summary>A person switches it on, or makes what the policy has switched on her own.</summary>
    public Task<bool> SwitchOnAsync(string by, string reason) => WriteAsync(new(by, reason, time.GetUtcNow()), by, reason, _ => { });

    /// <returns>False where it is on, or a person has just switched it off.</returns>
    public Task<bool> SwitchOnByPolicyAsync(string policy, string reason) => WriteAsync(new(policy, reason, time.GetUtcNow()), policy, reason, transaction =>
    {
        transaction.AddCondition(Condition.KeyNotExists(RedisKeys.SpokenCode));
        transaction.AddCondition(Condition.KeyNotExists(RedisKeys.SpokenCodeKeptOff));
    });

    public Task<bool> SwitchOffAsync(string by, string? reason) => WriteAsync(null, by, reason, transaction =>
    {
        transaction.AddCondition(Condition.KeyExists(RedisKeys.SpokenCode));
        _ = transaction.StringSetAsync(RedisKeys.SpokenCodeKeptOff, by, _keptOffFor);
    });

    /// <param name="what">What the policy has switched on.</param>
    /// <returns>False where somebody has changed it meanwhile.</returns>
    public Task<bool> SwitchOffByPolicyAsync(SpokenCode what, string reason) => WriteAsync(null, what.By, reason, transaction =>
        transaction.AddCondition(Condition.StringEqual(RedisKeys.SpokenCode, Write(what))));

    private async Task<bool> WriteAsync(SpokenCode? code, string actor, string? reason, Action<ITransaction> also)
    {
        var transaction = Database.CreateTransaction();
        also(transaction);
        _ = code is null ? transaction.KeyDeleteAsync(RedisKeys.SpokenCode) : (Task)transaction.StringSetAsync(RedisKeys.SpokenCode, Write(code));
        AuditTrail.Append(transaction, new AuditEntry
        {
            At = time.GetUtcNow(),
            Actor = actor,
            Action = code is null ? "spoken-code.off" : "spoken-code.on",
            Target = "spoken-code",
            Reason = reason,
        });
        return await transaction.ExecuteAsync();
    }

    private static SpokenCode? Read(RedisValue json) => json.HasValue ? JsonSerializer.Deserialize<SpokenCode>(json.ToString(), ContractJson.Options) : null;

    private static string Write(SpokenCode code) => JsonSerializer.Serialize(code, ContractJson.Options);
}
