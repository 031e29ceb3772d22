using Hotline117.Contracts.Live;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Live;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>
/// Which lines are not rung now, beyond the calls that they have: pauses and rests from Redis, read at each change and at the latest each second;
/// unreachable phones as the switches tell this replica. What can't be read leaves the last known in force.
/// </summary>
internal sealed class LineConditions(
    LineStore store, PhoneStates phones, RoutingData data, LiveBoard board, IConnectionMultiplexer redis, TimeProvider time, ILogger<LineConditions> log) : BackgroundService
{
    private static readonly TimeSpan _checkEvery = TimeSpan.FromSeconds(1);

    private readonly Bell _changed = new(time);
    private readonly SemaphoreSlim _refreshing = new(1);
    private volatile Dictionary<string, LineCondition> _current = [];
    private volatile StoredHolds _holds = new(-1, Array.Empty<LineHold>().ToLookup(_ => ""), new Dictionary<string, LineHold>());

    /// <summary>By line id; lines that nothing keeps from being rung are not in it.</summary>
    public IReadOnlyDictionary<string, LineCondition> Current => _current;

    public StoredHolds Holds => _holds;

    /// <summary>Raised after <see cref="Current"/> became another one. Handlers must not block.</summary>
    public event Action? Replaced;

    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task RefreshAsync()
    {
        await _refreshing.WaitAsync();
        try
        {
            var revision = await store.RevisionAsync();
            if (revision < _holds.Revision)
            {
                await store.GiveBackAsync(_holds, revision);
            }

            if (revision != _holds.Revision)
            {
                _holds = await store.LoadAsync();
            }

            Replace(ConditionsNow());
        }
        finally
        {
            _refreshing.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        phones.Changed += _changed.Ring;
        data.Replaced += _changed.Ring;
        var (listening, failing) = (false, false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!listening)
                {
                    await redis.GetSubscriber().SubscribeAsync(RedisKeys.ConditionsChanged, (_, _) => _changed.Ring());
                    listening = true;
                }

                await RefreshAsync();
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                {
                    log.LogError("Pauses and rests of lines can't be read ({Reason}: {Message}); the last known stay in force.", e.GetType().Name, e.Message);
                }

                failing = true;
                // A phone that became unreachable is known without the store, and rests end by the clock.
                Replace(ConditionsNow());
            }

            await _changed.WaitAsync(_checkEvery, stoppingToken);
        }
    }

    private Dictionary<string, LineCondition> ConditionsNow()
    {
        var (directory, now, holds) = (data.Current.Directory, time.GetUtcNow(), _holds);
        var unreachable = phones.Unreachable(directory);
        var kept = holds.OfLines.Select(line => line.Key).Concat(unreachable.Keys)
            .Concat(holds.OfCentres.Keys.SelectMany(centre => directory.FindCentre(centre)?.Lines.Select(line => line.Id) ?? []));
        var (conditions, stops) = (new Dictionary<string, LineCondition>(), new Dictionary<string, LineStop>());
        foreach (var line in kept.Distinct())
        {
            if (directory.FindLine(line) is { } known && LineHold.ConditionOf(HoldsOf(line, known.Centre.Id), unreachable.ContainsKey(line), now) is { } condition)
            {
                conditions[line] = condition;
                stops[line] = condition.Obstacle is LineObstacle.Unreachable
                    ? new LineStop("unreachable", LineHold.Policy, "", unreachable[line], Until: null)
                    : LineStates.AsStop(LineHold.StrongestOf(HoldsOf(line, known.Centre.Id), now)!);
            }
        }

        board.Show(stops);
        return conditions;
    }

    private IEnumerable<LineHold> HoldsOf(string line, string centre) =>
        _holds.OfCentres.TryGetValue(centre, out var pause) ? _holds.OfLines[line].Append(pause) : _holds.OfLines[line];

    private void Replace(Dictionary<string, LineCondition> conditions)
    {
        if (conditions.Count == _current.Count && conditions.All(each => _current.TryGetValue(each.Key, out var known) && known == each.Value))
        {
            return;
        }

        _current = conditions;
        data.Apply(conditions);
        Replaced?.Invoke();
    }

    public override void Dispose()
    {
        _refreshing.Dispose();
        base.Dispose();
    }
}
