using Hotline117.Contracts.Live;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService;

/// <summary>
/// Knows whether callers are asked to key in a spoken number, and switches that on and off by the policy: every router hears of all calls and counts them,
/// and the store lets one of them act. What can't be read leaves the last known in force.
/// </summary>
internal sealed class AttackWatch(
    SpokenCodeStore store, LiveBoard board, RoutingData data, OutboxBell bell, TimeProvider time, ILogger<AttackWatch> log) : BackgroundService
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(1);

    private readonly ArrivalCount _arrivals = new();
    private volatile SpokenCode? _current;
    private DateTimeOffset _lastBusyAt;

    /// <summary>Null while callers are asked nothing.</summary>
    public SpokenCode? Current => _current;

    /// <summary>It has been read: until then nothing is to be said of it.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Raised when <see cref="Current"/> became another one. Handlers must not block.</summary>
    public event Action? Changed;

    /// <summary>A call has come.</summary>
    public void Count(DateTimeOffset at) => _arrivals.Add(at);

    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task RefreshAsync()
    {
        var found = await store.LoadAsync();
        if (found == _current && IsKnown)
        {
            return;
        }

        (_current, IsKnown) = (found, true);
        board.Show(found);
        Changed?.Invoke();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        RoutingTelemetry.ObserveSpokenCode(() => _current is null ? 0 : 1);
        _lastBusyAt = time.GetUtcNow();
        using var timer = new PeriodicTimer(_lookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RefreshAsync();
                await ActAsync(time.GetUtcNow());
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                // Readiness tells that Redis is away; the last known holds.
            }
        }
    }

    private async Task ActAsync(DateTimeOffset now)
    {
        var (policy, calls) = (data.Current.Policy.Attack, _arrivals.WithinMinute(now));
        var isAttack = policy.IsAttack(calls);
        if (isAttack)
        {
            _lastBusyAt = now;
        }

        var changed = (isAttack, _current) switch
        {
            (true, null) => await store.SwitchOnByPolicyAsync(
                LineHold.Policy, $"{calls} calls within a minute; the policy's limit is {policy.CallsPerMinute}."),
            (false, { By: LineHold.Policy } on) when now - _lastBusyAt >= policy.Quiet && now - on.Since >= policy.Quiet =>
                await store.SwitchOffByPolicyAsync(on, $"Fewer calls than the policy's limit for {policy.Quiet.TotalMinutes:0} minutes."),
            _ => false,
        };
        if (changed)
        {
            bell.Ring();
            await RefreshAsync();
            log.LogWarning("The spoken number is {State} by the policy: {Calls} calls within the last minute.", _current is null ? "off" : "on", calls);
        }
    }
}
