using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.UnitTests.Routing;

namespace Hotline117.FaultTests.Simulated;

/// <summary>A small hotline in one run of a schedule, and what was found after it.</summary>
internal sealed class FaultRun : IDisposable
{
    /// <summary>Longer than any place of a line lasts without news, and two looks at the switch.</summary>
    private static readonly TimeSpan SettlesIn = TimeSpan.FromMinutes(4);

    /// <summary>All callers are served by then.</summary>
    private static readonly TimeSpan QuietAfter = TimeSpan.FromMinutes(10);

    /// <summary>A look at the switch each 30 s mends what nobody noticed.</summary>
    private static readonly TimeSpan MendedWithin = TimeSpan.FromSeconds(40);

    private readonly SimulatedTime _time = new();
    private readonly FaultSchedule _schedule;
    private readonly Observer _observer;
    private readonly FaultyStore _store;
    private readonly FaultySwitch _switch;
    private readonly List<FaultyRouter> _routers = [];
    private readonly RoutingSnapshot _snapshot;

    private FaultRun(FaultSchedule schedule)
    {
        _schedule = schedule;
        var random = new Random(schedule.Seed);
        _snapshot = new SmallTown().Snapshot with { Policy = Policy(random) };
        _observer = new Observer(_time);
        _store = new FaultyStore(_time, _snapshot.Policy.Care, _snapshot.Directory, random);
        _switch = new FaultySwitch(_time, _snapshot.Directory, ["near-1", "middle-1", "far-1"], _observer, random);
        for (var router = 0; router < schedule.Routers; router++)
        {
            var link = new AmiLink(_time, random);
            _switch.Links.Add(link);
            _routers.Add(new FaultyRouter(_time, _store, _switch, link, _routers, _observer, _snapshot, random));
        }

        _switch.Says += (link, signal) => link.Tell(() => _routers[_switch.Links.IndexOf(link)].Hear(signal));
        for (var caller = 0; caller < schedule.Callers; caller++)
            _time.After(schedule.Length * random.NextDouble(), () => _switch.Arrive(Somebody(random)));
        foreach (var fault in schedule.Faults)
            _time.After(fault.At, () => Strike(fault));
    }

    /// <returns>What must never be, each a sentence; empty where all went well.</returns>
    public static (IReadOnlyList<string> Broken, TimeSpan LongestHold, int Calls) Of(FaultSchedule schedule)
    {
        using var run = new FaultRun(schedule);
        run._time.RunUntil(SimulatedTime.Start + schedule.Length + QuietAfter);
        run._time.RunUntil(run._time.Now + SettlesIn);
        run.LookAround();
        return (run._observer.All, run._observer.Calls.Select(call => call.LongestHold).Append(default).Max(), run._observer.Calls.Count);
    }

    public void Dispose() => _routers.ForEach(router => router.Dispose());

    private static RoutingPolicy Policy(Random random) => RoutingPolicy.Default with
    {
        Ring = new RingRule(1 + random.Next(2)),
        Care = new CarePolicy { WrapUp = TimeSpan.FromSeconds(3 * random.Next(2)), PauseAfterUnanswered = 0 },
    };

    private static Person Somebody(Random random) => new(
        random.Next(2) == 0 ? CallerRegion.Unknown : new CallerRegion("centre-town", RegionSource.AreaCode, RegionCertainty.High),
        random.Next(10) == 0,
        TimeSpan.FromSeconds(1 + (30 * random.NextDouble() * random.NextDouble())),
        random.Next(3) == 0 ? TimeSpan.FromSeconds(20 * random.NextDouble()) : null);

    private void Strike(Fault fault)
    {
        var (router, link) = (_routers[fault.Router], _switch.Links[fault.Router]);
        Action mend = fault.Kind switch
        {
            FaultKind.RouterKilled => Begin(() => { router.Kill(); NoteForgotten(); }, router.Start),
            FaultKind.RouterHung => Begin(router.Hang, router.GoOn),
            FaultKind.CutFromSwitch => Begin(link.Cut, router.Reconnect),
            FaultKind.HeardLate => Begin(() => link.StallIn(fault.For), () => { }),
            FaultKind.ToldLate => Begin(() => link.StallOut(fault.For), () => { }),
            FaultKind.SignalsLost => Begin(() => link.LosesSignals = true, () => link.LosesSignals = false),
            FaultKind.SignalsTwice => Begin(() => link.TellsTwice = true, () => link.TellsTwice = false),
            FaultKind.SignalsMixedUp => Begin(() => link.MixesUp = true, () => link.MixesUp = false),
            FaultKind.CutFromStore => Begin(() => router.IsCutFromStore = true, () => router.IsCutFromStore = false),
            FaultKind.ClockStepped => Begin(() => router.StepClock(fault.For), () => router.StepClock(-fault.For)),
            FaultKind.StoreAway => Begin(() => _store.IsAway = true, () => _store.IsAway = false),
            FaultKind.StoreHung => Begin(_store.Hang, _store.GoOn),
            FaultKind.StoreEmptied => Begin(() => { _store.IsAway = true; _store.LoseAll(); NoteForgotten(); }, () => { _store.IsAway = false; NoteForgotten(); }),
            FaultKind.StoreLostLastSecond => Begin(() => { _store.IsAway = true; _store.LoseSince(_time.Now - TimeSpan.FromSeconds(1)); NoteForgotten(); }, () => { _store.IsAway = false; NoteForgotten(); }),
            FaultKind.SwitchRestarted => Begin(() => { _switch.Stop(); _switch.Links.ForEach(each => each.Cut()); }, () => _routers.ForEach(each => each.Reconnect())),
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
        var lasts = fault.For.Duration();
        _observer.SettledFrom = new[] { _observer.SettledFrom, _time.Now + lasts + MendedWithin }.Max();
        _time.After(lasts, mend);
    }

    /// <summary>What the store has lost while no router lives that knew it is known to nobody: such a call may be missing in the events.</summary>
    private void NoteForgotten() => _observer.Forgotten.UnionWith(_observer.Calls.Select(call => call.Id).Where(id => _store.Find(id) is null && !_routers.Exists(router => router.Knows(id))));

    private static Action Begin(Action begin, Action mend)
    {
        begin();
        return mend;
    }

    private void LookAround()
    {
        foreach (var call in _observer.Calls)
        {
            if (call is { HasTalked: false, HungUpHerself: false, LostWithSwitch: false })
                _observer.Broken($"{call.Id} never reached a telephone.");
            if (call.LongestHold > TimeSpan.FromSeconds(2))
                _observer.Broken($"{call.Id} heard nobody for {call.LongestHold.TotalSeconds:0.000} s.");
            var (received, answered, ended) = (_observer.Of<CallReceived>(call.Id).Count(), _observer.Of<CallAnswered>(call.Id).Count(), _observer.Of<CallEnded>(call.Id).Count());
            if (received > 1 || answered > 1 || ended > 1 || (ended != received && !_observer.Forgotten.Contains(call.Id)))
                _observer.Broken($"{call.Id} was received {received}, answered {answered} and ended {ended} times in the events.");
        }

        foreach (var call in _store.Live)
            _observer.Broken($"{call.CallId} is still thought live: {call.Phase}.");
        foreach (var line in _snapshot.Directory.Lines.Where(line => _store.Taken(line.Id) > 0))
            _observer.Broken($"{line.Id} still has {_store.Taken(line.Id)} places taken.");
        foreach (var router in _routers.Where(router => router.KnownCalls > 0))
            _observer.Broken($"Router {_routers.IndexOf(router)} still shows {router.KnownCalls} calls.");
    }
}
