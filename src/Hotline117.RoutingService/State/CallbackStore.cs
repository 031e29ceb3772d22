using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Routing.Callbacks;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Callbacks in Redis, none with a number. A transition, its events and what the audit trail says of it are one transaction, on the version that it was
/// computed from: of two routers that want to make the same call one does.</summary>
internal sealed class CallbackStore(IConnectionMultiplexer redis)
{
    /// <summary>How long after its safe time a callback still answers questions.</summary>
    private static readonly TimeSpan _keepAfter = TimeSpan.FromHours(24);

    private IDatabase Database => redis.GetDatabase();

    /// <returns>False where another router was first; then nothing was written.</returns>
    public async Task<bool> SaveAsync(CallbackState? before, CallbackTransition transition, AuditEntry? audit)
    {
        var next = transition.Next;
        var key = RedisKeys.Callback(next.CallbackId);
        var transaction = Database.CreateTransaction();
        _ = transaction.AddCondition(before is null ? Condition.KeyNotExists(key) : Condition.HashEqual(key, "version", before.Version));
        _ = transaction.HashSetAsync(key, [new("version", next.Version), new("state", JsonSerializer.Serialize(next, ContractJson.Options))]);
        _ = transaction.KeyExpireAsync(key, (next.To + _keepAfter).UtcDateTime);
        _ = transaction.SetAddAsync(RedisKeys.Callbacks, next.CallbackId);
        foreach (var happened in transition.Events)
        {
            Outbox.Add(transaction, happened);
        }

        if (audit is not null)
        {
            AuditTrail.Append(transaction, audit);
        }

        return await transaction.ExecuteAsync();
    }

    /// <summary>Redis has lost it, or its last changes: this router knows it better.</summary>
    /// <param name="found">As Redis has it; null where it does not.</param>
    public Task GiveBackAsync(CallbackState lost, CallbackState? found) => SaveAsync(found, new CallbackTransition(lost, []), audit: null);

    public async Task<CallbackState?> FindAsync(string callbackId) => (string?)await Database.HashGetAsync(RedisKeys.Callback(callbackId), "state") is { } json
        ? JsonSerializer.Deserialize<CallbackState>(json, ContractJson.Options)
        : null;

    /// <summary>Those that are not over, and those that are but whose number a switch may still have.</summary>
    public async Task<IReadOnlyList<CallbackState>> AllAsync()
    {
        var ids = await Database.SetMembersAsync(RedisKeys.Callbacks);
        var states = await Task.WhenAll(ids.Select(id => FindAsync(id.ToString())));
        foreach (var lost in ids.Where((_, i) => states[i] is null))
        {
            _ = Database.SetRemoveAsync(RedisKeys.Callbacks, lost, CommandFlags.FireAndForget);
        }

        return [.. states.OfType<CallbackState>().OrderBy(state => state.From).ThenBy(state => state.AgreedAt)];
    }

    public async Task<int> CountAsync() => (int)await Database.SetLengthAsync(RedisKeys.Callbacks);

    /// <summary>It is over, and its switch has forgotten the number.</summary>
    public Task ReleaseAsync(CallbackState ended) => Database.SetRemoveAsync(RedisKeys.Callbacks, ended.CallbackId);
}
