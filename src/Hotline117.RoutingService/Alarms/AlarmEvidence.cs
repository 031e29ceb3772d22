using Hotline117.Asterisk;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Routing;
using Hotline117.Routing.Alarms;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;
using MassTransit;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Alarms;

/// <summary>Gathers what this router knows that may be an alarm, from where it is known anyway. For one loop.</summary>
internal sealed class AlarmEvidence
{
    private static readonly TimeSpan _trafficEvery = TimeSpan.FromMinutes(1);

    private readonly LiveBoard _board;
    private readonly RoutingData _data;
    private readonly LineConditions _conditions;
    private readonly IReadOnlyList<SwitchSession> _switches;
    private readonly GeographyInForce _geography;
    private readonly IBusControl _bus;
    private readonly TrafficStore _traffic;
    private readonly IConnectionMultiplexer _redis;
    private readonly OutboxBound _outbox;
    private readonly DateTimeOffset _startedAt;
    private readonly Dictionary<(AlarmKind, string?), DateTimeOffset> _troubleSince = [];
    private Dictionary<string, long> _noted = [];
    private CoverLook? _look;
    private (DateTimeOffset At, Traffic Found)? _read;
    private long _waitingEvents;
    private long _fallbackTicks;

    public AlarmEvidence(
        LiveBoard board, RoutingData data, LineConditions conditions, IReadOnlyList<SwitchSession> switches, GeographyInForce geography,
        IBusControl bus, TrafficStore traffic, IConnectionMultiplexer redis, OutboxBound outbox, TimeProvider time)
    {
        (_board, _data, _conditions, _switches, _geography) = (board, data, conditions, switches, geography);
        (_bus, _traffic, _redis, _outbox, _startedAt) = (bus, traffic, redis, outbox, time.GetUtcNow());
        board.Ended += NoteFallback;
    }

    public string Router { get; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>The gaps of one roster as of one minute.</summary>
    private sealed record CoverLook(RoutingSnapshot Of, long Minute, IReadOnlyList<CoverGap> Gaps);

    /// <summary>What this router has to say now.</summary>
    /// <param name="storeAwaySince">Null while it answers: whoever can tell the others has it.</param>
    public RouterWord Word(DateTimeOffset now, DateTimeOffset? storeAwaySince)
    {
        var snapshot = _data.Current;
        var calls = _board.Calls;
        foreach (var call in calls)
        {
            NoteFallback(call);
        }

        return new(
            Router,
            AlarmRules.Of(new AlarmFacts(now, snapshot, _geography.Current.Regions)
            {
                Calls = [.. calls.Where(call => _switches.Any(each => each.ControlOf(call.CallId) is not null))],
                Gaps = GapsAhead(snapshot, now),
                FallbackAt = Volatile.Read(ref _fallbackTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
                SilentLines = _conditions.Holds.OfLines.SelectMany(line => line, (line, hold) => (line.Key, hold))
                    .Where(each => each.hold.Kind is HoldKind.Unanswered && each.hold.HoldsAt(now)).ToDictionary(each => each.Key, each => each.hold.Since),
                Traffic = _read?.Found,
                Troubles = [.. Troubles(now), .. storeAwaySince is { } since ? [new PartTrouble(AlarmKind.Redis, null, since)] : Array.Empty<PartTrouble>()],
                WaitingEvents = _waitingEvents,
                MostWaitingEvents = _outbox.MostEntries,
            }),
            _switches.ToDictionary(each => each.Name, each => each.TaughtAt ?? _startedAt));
    }

    /// <summary>Notes the calls for all routers, and reads what all have noted.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    public async Task ExchangeAsync(DateTimeOffset now)
    {
        var (policy, calls) = (_data.Current.Policy.Alarms, _board.Calls);
        _waitingEvents = await _redis.GetDatabase().StreamLengthAsync(RedisKeys.Outbox);
        await _traffic.NoteAsync([.. calls.Where(call => _noted.GetValueOrDefault(call.CallId) != call.Version)], now - policy.Quiet);
        _noted = calls.ToDictionary(call => call.CallId, call => call.Version);
        if (policy.QuietCalls > 0 && !(now - _read?.At < _trafficEvery))
        {
            _read = (now, await _traffic.ReadAsync(_geography.Current.Regions, now - policy.Quiet, now));
        }
    }

    private IReadOnlyList<CoverGap> GapsAhead(RoutingSnapshot snapshot, DateTimeOffset now)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        if (_look is not { } look || look.Minute != minute || !ReferenceEquals(look.Of.Roster, snapshot.Roster) || !ReferenceEquals(look.Of.Directory, snapshot.Directory)
            || !ReferenceEquals(look.Of.TravelTimes, snapshot.TravelTimes) || look.Of.Policy.Alarms != snapshot.Policy.Alarms)
        {
            var (alarms, from) = (snapshot.Policy.Alarms, BishkekTime.ToLocal(now));
            _look = new(snapshot, minute, alarms.CoverAhead == TimeSpan.Zero ? [] : CoverGaps.Find(
                snapshot.Roster, snapshot.Directory, _geography.Current.Regions, snapshot.TravelTimes, from, from + alarms.CoverAhead, alarms.CoverWithin));
        }

        return _look.Gaps;
    }

    /// <summary>Since when each is so is kept here: a connection that is tried again says how long the last attempt has taken.</summary>
    private IEnumerable<PartTrouble> Troubles(DateTimeOffset now)
    {
        IEnumerable<(AlarmKind Kind, string? Name, bool IsSo)> parts =
        [
            .. _switches.Select(each => (AlarmKind.Switch, (string?)each.Name, each.Status.State is not AmiConnectionState.Connected || (each.Trouble ?? each.ClockFault) is not null)),
            (AlarmKind.RabbitMq, null, _bus.CheckHealth().Status is not BusHealthStatus.Healthy),
            (AlarmKind.Geography, null, _geography.Faults.Count > 0),
        ];
        foreach (var (kind, name, isSo) in parts)
        {
            if (!isSo)
            {
                _troubleSince.Remove((kind, name));
                continue;
            }

            _troubleSince.TryAdd((kind, name), now);
            yield return new(kind, name, _troubleSince[(kind, name)]);
        }
    }

    private void NoteFallback(CallState call)
    {
        if (call is { Source: OfferSource.SwitchFallback, Phase: CallPhase.Ringing or CallPhase.Talking } && call.PhaseSince.UtcTicks is var at && at > Volatile.Read(ref _fallbackTicks))
        {
            Volatile.Write(ref _fallbackTicks, at);
        }
    }
}
