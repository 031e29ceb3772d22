using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;

namespace Hotline117.UnitTests.Simulation;

/// <param name="Before">Null for a call that nobody had seen.</param>
/// <param name="Ranking">The decision; null where none was asked for.</param>
internal sealed record Outcome(CallState? Before, CallState State, Ranking? Ranking, IReadOnlyList<CallEvent> Events);

/// <summary>The product's own parts, put together as <c>CallHandler</c> and <c>WaitingCalls</c> do, on a simulated store.</summary>
internal sealed class SimulatedRouter
{
    private readonly Dictionary<string, CallState> _calls = [];
    private readonly LinePlaces _places;
    private readonly SimulatedStore _store;
    private readonly RoutingSnapshot _given;
    private RoutingSnapshot _snapshot;

    /// <param name="snapshot">Its conditions stay.</param>
    public SimulatedRouter(RoutingSnapshot snapshot)
    {
        (_given, _snapshot, _store) = (snapshot, snapshot, new SimulatedStore(snapshot.Policy.Care, snapshot.Directory));
        _places = new LinePlaces(() => snapshot.Policy.Care);
        _places.Recount(snapshot.Directory, []);
    }

    public IEnumerable<CallState> Waiting => _calls.Values.Where(call => call.Phase is CallPhase.Waiting);

    public CallState? Find(string callId) => _calls.GetValueOrDefault(callId);

    /// <returns>Null where the signal changes nothing.</returns>
    public Outcome? Handle(CallSignal signal, DateTimeOffset now)
    {
        Refresh(now);
        var before = _calls.GetValueOrDefault(signal.CallId);
        if (Call.Apply(before, signal, Guid.NewGuid) is not { } transition)
            return null;
        var ranking = transition.WantsLine ? Rank(transition.Next, now) : null;
        var care = LineCare.For(transition, _snapshot.Policy.Care, _snapshot.Directory, _snapshot.Roster);
        var result = _store.Commit(
            new CallCommit(before, transition, signal.At, ranking, care)
            {
                AtOnce = _snapshot.Policy.Ring.LinesFor(transition.Next.Attempt, Waiting.Any(other => other.CallId != signal.CallId)),
            },
            now);
        if (!result.Committed)
            return null;
        Show(result.State!, now);
        return new Outcome(before, result.State!, ranking, transition.Events);
    }

    /// <summary>Those whose turn it is, in order.</summary>
    public IReadOnlyList<CallState> Turns(DateTimeOffset now)
    {
        Refresh(now);
        return WaitingQueue.TurnsOf(WaitingQueue.InOrder(Waiting, now), _snapshot, now, _places.Of(_snapshot.Directory)).Next;
    }

    /// <summary>Places anywhere in the country at which somebody is on duty, and neither talks, nor is the nearest to ring for a caller, nor writes up, nor rests.
    /// Who is kept as the second for a caller is free before whoever finds nobody else; a line that no caller of 117 may ring is not.</summary>
    public int FreePlaces(DateTimeOffset now)
    {
        Refresh(now);
        var kept = _calls.Values.Where(call => call.Phase is CallPhase.Ringing).SelectMany(call => call.Lines.Skip(1)).ToLookup(line => line.LineId);
        return _snapshot.Directory.Lines
            .Where(line => line.Centre.Kind is not (CentreKind.Emergency or CentreKind.CorrectionalProgramme))
            .Where(line => _snapshot.Roster.OnShift(line.Id, now) && !_snapshot.Conditions.ContainsKey(line.Id))
            .Sum(line => Math.Max(0, line.Line.Capacity - _store.Taken(line.Id, now) + kept[line.Id].Count()));
    }

    private Ranking Rank(CallState waiting, DateTimeOffset now)
    {
        var taken = _places.Of(_snapshot.Directory);
        var ahead = WaitingQueue.Before(waiting, Waiting, now);
        var promised = ahead.Count == 0 ? [] : WaitingQueue.TurnsOf(ahead, _snapshot, now, taken).Promised;
        return Ranking.Of(CallFacts.Of(waiting) with { Ahead = ahead.Count }, _snapshot, now, taken, promised);
    }

    private void Show(CallState state, DateTimeOffset now)
    {
        var known = _calls.GetValueOrDefault(state.CallId);
        if (state.Phase is CallPhase.Ended)
            _calls.Remove(state.CallId);
        else
            _calls[state.CallId] = state;
        _places.Move(known, state, now, _ => { });
    }

    /// <summary>What ends by the clock: writing up, pauses and rests.</summary>
    private void Refresh(DateTimeOffset now)
    {
        _places.EndWrapUps(now, _ => { });
        var conditions = new Dictionary<string, LineCondition>(_given.Conditions);
        foreach (var (line, holds) in _store.Holds)
        {
            if (LineHold.ConditionOf(holds, unreachable: false, now) is { } condition)
                conditions[line] = condition;
        }

        if (conditions.Count != _snapshot.Conditions.Count || conditions.Any(each => _snapshot.Conditions.GetValueOrDefault(each.Key) != each.Value))
            _snapshot = _snapshot with { Conditions = conditions };
    }
}
