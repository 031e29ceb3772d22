using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;

namespace Hotline117.UnitTests.Simulation;

/// <summary>Seconds that the switch takes, as in <c>telephony-config/site.example/globals.conf</c>.</summary>
/// <param name="Greeting">Where it is spoken before a line is sought; the synthetic one takes 15.2 s in two languages.</param>
/// <param name="Decision">From the question to the redirect; the benchmark "redirect" measures 20 ms at the 99th percentile.</param>
internal sealed record SwitchTimes(double Greeting = 0, double Decision = 0.02, double Ring = 20, double WaitingPrompt = 25.4, double WaitRound = 10, double EmergencyAnswer = 10);

/// <summary>
/// Callers, a switch that does what the dialplan does, and telephones, around the product's own decisions, on a simulated clock. The same seed gives the same evening.
/// </summary>
internal sealed class SimulatedEvening
{
    /// <summary>As <c>WaitingCalls</c> has them.</summary>
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromMilliseconds(500), LooksEvery = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<Action, (DateTimeOffset, long)> _due = new();
    private readonly Dictionary<string, SimulatedCall> _calls = [];
    private readonly Dictionary<string, int> _inUse = [];
    private readonly RoutingSnapshot _country;
    private readonly SimulatedRouter _router;
    private readonly Demand _demand;
    private readonly Phones _phones;
    private readonly SwitchTimes _times;
    private readonly Random _random;
    private DateTimeOffset _now;
    private TimeSpan _nobodyFree;
    private bool _isNobodyFree;
    private bool _looks;
    private long _order;

    private SimulatedEvening(RoutingSnapshot country, Demand demand, PhoneHabits habits, SwitchTimes times, Random random, DateTimeOffset from)
    {
        (_country, _demand, _phones, _times, _random, _now) = (country, demand, new Phones(habits), times, random, from);
        _router = new SimulatedRouter(country);
    }

    /// <summary>What must never be; each a sentence.</summary>
    private List<string> Faults { get; } = [];

    /// <param name="until">Nobody calls after it; who has called is served to the end.</param>
    public static (IReadOnlyList<SimulatedCall> Calls, IReadOnlyList<string> Faults) Run(
        RoutingSnapshot country, Demand demand, PhoneHabits habits, SwitchTimes times, int seed, DateTimeOffset from, DateTimeOffset until)
    {
        var evening = new SimulatedEvening(country, demand, habits, times, new Random(seed), from);
        evening.NextArrival(until);
        while (evening._due.TryDequeue(out var happens, out var at))
        {
            evening.TurnClock(at.Item1);
            happens();
        }

        return ([.. evening._calls.Values], evening.Faults);
    }

    private void NextArrival(DateTimeOffset until)
    {
        var at = _demand.NextArrival(_now, _random);
        if (at < until)
            At(at, () => { Arrive(); NextArrival(until); });
    }

    private void Arrive()
    {
        var call = new SimulatedCall($"1800000000.{_calls.Count}", _demand.NextCaller(_random), _now);
        _calls.Add(call.Id, call);
        After(call.Caller.Patience + TimeSpan.FromSeconds(_times.Greeting), () => GiveUp(call));
        After(_times.Greeting, () => Ask(call));
    }

    /// <summary>hotline-hold: asks the router, which answers after a while.</summary>
    private void Ask(SimulatedCall call, SimulatedOffer? rungOut = null)
    {
        if (call.HasHungUp)
            return;
        var asked = new LineWanted(call.Id, _now, ++call.Step, call.Caller.Region, call.Caller.Wishes, call.Tried.ToHashSet())
        {
            WasEngaged = rungOut is { Lines.Count: 1, Engaged.Count: 1 },
            Engaged = rungOut?.Engaged ?? [],
            InDanger = call.Caller.InDanger,
        };
        call.Place++;
        Say(asked);
    }

    private void Say(CallSignal signal) => After(_times.Decision, () => Hear(signal));

    private void Hear(CallSignal signal)
    {
        if (_router.Handle(signal, _now) is not { } outcome)
            return;
        var call = _calls[signal.CallId];
        call.Dispositions.AddRange(outcome.Events.OfType<CallEnded>().Select(ended => ended.Disposition));
        if (outcome.Ranking is { } ranking && !call.HasHungUp)
            Redirect(call, outcome.State, ranking);
        NoteFreePlaces();
        Look();
    }

    private void Redirect(SimulatedCall call, CallState state, Ranking ranking)
    {
        EndWait(call);
        if (state.Lines.Count > 0)
            Offer(call, state);
        else if (ranking.IsHopeless)
            Emergency(call);
        else
            Wait(call);
    }

    /// <summary>hotline-offer and hotline-ring.</summary>
    private void Offer(SimulatedCall call, CallState state)
    {
        var place = ++call.Place;
        call.Lines = [.. state.Lines.Select(line => line.LineId)];
        foreach (var line in call.Lines)
        {
            NoteOvertaken(state, line);
            Use(line, 1);
        }

        var offer = new SimulatedOffer(call.Lines, _nobodyFree);
        for (var line = 0; line < call.Lines.Count; line++)
        {
            var next = line;
            After(line * _country.Policy.Ring.NextAfterFor(state.Priority), () => Ring(call, place, offer, next));
        }
    }

    /// <summary>hotline-leg: the nearest line at once, each next one after its time, or when all before it have ended.</summary>
    private void Ring(SimulatedCall call, int place, SimulatedOffer offer, int index)
    {
        if (call.Place != place || !offer.Begin(index))
            return;
        var line = offer.Lines[index];
        var (after, refuses, isAway) = _phones.Ring(line, _now, _random);
        if (!refuses && !isAway)
            offer.Heard(line, _now);
        if (!refuses && after?.TotalSeconds < _times.Ring)
            After(after.Value, () => { if (call.Place == place) Connect(call, offer, line, after.Value); });
        else
            After(refuses ? after!.Value : TimeSpan.FromSeconds(_times.Ring), () => Release(call, place, offer, line, refuses));
    }

    private void Release(SimulatedCall call, int place, SimulatedOffer offer, string line, bool wasEngaged)
    {
        if (call.Place != place)
            return;
        offer.End(line, wasEngaged);
        if (offer.IsOver)
            AskAgain(call, offer);
        else if (offer.NextAfterAllEnded is { } next)
            Ring(call, place, offer, next);
    }

    private void AskAgain(SimulatedCall call, SimulatedOffer offer)
    {
        FreeLines(call);
        call.Tried.UnionWith(call.Lines);
        call.HasHeardThatAllTalk = false;
        call.Unanswered += call.Lines.Count;
        // They rang in vain, and nobody else was free to be rung.
        call.WaitedForStaff += _nobodyFree - offer.NobodyFreeBefore;
        call.RangForNothing.AddRange(offer.RangForNothing(takenBy: null, _now));
        call.Lines = [];
        Ask(call, offer);
    }

    private void Connect(SimulatedCall call, SimulatedOffer offer, string line, TimeSpan pickUp)
    {
        call.Place++;
        FreeLines(call);
        call.RangForNothing.AddRange(offer.RangForNothing(line, _now));
        Use(line, 1);
        call.Lines = [line];
        (call.ConnectedAt, call.PickUp) = (_now, pickUp);
        Say(new LineAnswered(call.Id, _now, line));
        After(call.Caller.Talk, () => HangUp(call));
    }

    private void FreeLines(SimulatedCall call)
    {
        foreach (var line in call.Lines)
            Use(line, -1);
    }

    /// <summary>hotline-wait.</summary>
    private void Wait(SimulatedCall call)
    {
        var place = ++call.Place;
        call.WaitsSince = _now;
        call.NobodyFreeBefore = _nobodyFree;
        After((call.HasHeardThatAllTalk ? 0 : _times.WaitingPrompt) + _times.WaitRound, () =>
        {
            if (call.Place != place)
                return;
            call.HasHeardThatAllTalk = true;
            call.Tried.Clear();
            Ask(call);
        });
    }

    private void Emergency(SimulatedCall call)
    {
        call.Place++;
        Say(new EmergencyOffered(call.Id, _now, ++call.Step));
        After(_times.EmergencyAnswer + call.Caller.Talk.TotalSeconds, () => HangUp(call));
    }

    private void GiveUp(SimulatedCall call)
    {
        if (call.ConnectedAt is null)
            HangUp(call);
    }

    private void HangUp(SimulatedCall call)
    {
        if (call.HasHungUp)
            return;
        EndWait(call);
        call.EndedAt = _now;
        call.Place++;
        FreeLines(call);
        call.Lines = [];
        Say(new HungUp(call.Id, _now));
    }

    /// <summary><c>WaitingCalls</c>: looks at each change and each second, as long as somebody waits.</summary>
    private void Look()
    {
        foreach (var turn in _router.Turns(_now).Where(turn => _now - turn.AskedAt >= SettlesWithin))
        {
            if (_calls[turn.CallId] is { HasHungUp: false } call && call.Step == turn.Step && _router.Handle(new TurnCame(turn.CallId, _now), _now) is { } outcome)
                Redirect(call, outcome.State, outcome.Ranking!);
        }

        NoteFreePlaces();
        if (_looks || !_router.Waiting.Any())
            return;
        _looks = true;
        After(_router.Turns(_now).Any(turn => _now - turn.AskedAt < SettlesWithin) ? SettlesWithin : LooksEvery, () => { _looks = false; Look(); });
    }

    private void EndWait(SimulatedCall call)
    {
        if (call.WaitsSince is null)
            return;
        call.WaitedForStaff += _nobodyFree - call.NobodyFreeBefore;
        call.WaitsSince = null;
    }

    private void NoteOvertaken(CallState served, string line)
    {
        // Two places that became free in the same second: the other one is promised to her.
        var promised = _router.Turns(_now).Select(turn => turn.CallId).ToHashSet();
        foreach (var waits in _router.Waiting.Where(waits => !promised.Contains(waits.CallId) &&
            waits.CallId != served.CallId && waits.Region == served.Region && waits.Wishes == served.Wishes && !waits.Tried.Contains(line)
            && !_calls[waits.CallId].HasHungUp && (waits.Priority, waits.PlaceSince).CompareTo((served.Priority, served.PlaceSince)) < 0))
        {
            Faults.Add($"{served.CallId} got {line} before {waits.CallId}, who needs the same and came before.");
        }
    }

    private void Use(string line, int places)
    {
        var now = _inUse[line] = _inUse.GetValueOrDefault(line) + places;
        if (now > _country.Directory.FindLine(line)!.Line.Capacity)
            Faults.Add($"{line} has {now} calls at once.");
    }

    private void TurnClock(DateTimeOffset to)
    {
        if (_isNobodyFree)
            _nobodyFree += to - _now;
        _now = to;
    }

    private void NoteFreePlaces() => _isNobodyFree = _router.FreePlaces(_now) == 0;

    private void After(double seconds, Action happens) => After(TimeSpan.FromSeconds(seconds), happens);

    private void After(TimeSpan time, Action happens) => At(_now + time, happens);

    private void At(DateTimeOffset at, Action happens) => _due.Enqueue(happens, (at, _order++));
}
