using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline117.FaultTests.Simulated;

/// <summary>
/// One router: the product's own board, decisions, queue and care, put together as <c>CallHandler</c>, <c>SignalQueue</c>, <c>WaitingCalls</c> and
/// <c>SwitchReconciliation</c> do, on links that take their time. It can be killed, hung and cut off.
/// </summary>
internal sealed partial class FaultyRouter : IDisposable
{
    private const int MaxRaces = 5;
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(250), RetryFor = TimeSpan.FromMinutes(10), StoreTimeout = TimeSpan.FromSeconds(1);

    private readonly SimulatedTime _time;
    private readonly FaultyStore _store;
    private readonly FaultySwitch _switch;
    private readonly AmiLink _link;
    private readonly Observer _observer;
    private readonly RoutingSnapshot _snapshot;
    private readonly Random _random;
    private readonly MachineClock _clock;
    private Pulse _pulse;
    private readonly Queue<Action> _stopped = new();
    private readonly Dictionary<string, Queue<(CallSignal Signal, SignalAge Age)>> _lanes = [];
    private LiveBoard _board;
    private UnconfirmedCalls _unconfirmed = NoUnconfirmed();
    private int _life;
    private bool _lives = true;
    private bool _hangs;

    public FaultyRouter(
        SimulatedTime time, FaultyStore store, FaultySwitch @switch, AmiLink link, IReadOnlyList<FaultyRouter> all, Observer observer, RoutingSnapshot snapshot, Random random)
    {
        (_time, _store, _switch, _link, _all, _observer, _snapshot, _random) = (time, store, @switch, link, all, observer, snapshot, random);
        _clock = new MachineClock(time);
        (_board, _pulse) = (NewBoard(), new Pulse(_clock));
        link.Connected += () => Do(() => { _pulse.Forget(); Beat(); CatchUp(); });
        Begin();
    }

    public bool IsCutFromStore { get; set; }

    public int KnownCalls => _board.Calls.Count;

    public bool Knows(string callId) => _lives && (_board.Find(callId) is not null || _unconfirmed.All.Any(call => call.CallId == callId));

    /// <summary>Once it can.</summary>
    public void Reconnect() => Do(_link.Connect);

    public void StepClock(TimeSpan by) => _clock.Ahead += by;

    public void Kill()
    {
        if (!_lives)
            return;
        (_lives, _hangs) = (false, false);
        _life++;
        _stopped.Clear();
        _lanes.Clear();
        _link.Cut();
    }

    public void Start()
    {
        if (_lives)
            return;
        _lives = true;
        _board.Dispose();
        (_board, _unconfirmed, _pulse) = (NewBoard(), NoUnconfirmed(), new Pulse(_clock));
        _link.Connect();
        Begin();
    }

    public void Hang() => _hangs = _lives;

    public void GoOn()
    {
        _hangs = false;
        while (_stopped.TryDequeue(out var happens))
            happens();
    }

    public void Hear(Func<DateTimeOffset, CallSignal> said) => Do(() => Enqueue(said(_pulse.SaidAt())));

    public void Dispose() => _board.Dispose();

    private LiveBoard NewBoard()
    {
        var board = new LiveBoard(() => _snapshot, _clock);
        board.TurnsMayHaveChanged += () => Later(TimeSpan.Zero, LookForTurns);
        return board;
    }

    private static UnconfirmedCalls NoUnconfirmed() => new(NullLogger<UnconfirmedCalls>.Instance);

    private void Begin()
    {
        CatchUp();
        CatchUpRegularly();
        LookRegularly();
        RelayRegularly();
        Beat();
        BeatRegularly();
    }

    /// <summary>Those of one call in their order, different calls side by side.</summary>
    private void Enqueue(CallSignal signal)
    {
        var age = new SignalAge(signal, _clock);
        if (_lanes.TryGetValue(signal.CallId, out var lane))
        {
            lane.Enqueue((signal, age));
            return;
        }

        _lanes[signal.CallId] = new();
        Begin(signal, age);
    }

    private void Begin(CallSignal signal, SignalAge age) => Handle(signal, age, _clock.GetUtcNow() + RetryFor, () =>
    {
        if (_lanes[signal.CallId].TryDequeue(out var next))
            Begin(next.Signal, next.Age);
        else
            _lanes.Remove(signal.CallId);
    });

    private void Handle(CallSignal heard, SignalAge age, DateTimeOffset giveUpAt, Action done)
    {
        var signal = age.IsLate ? heard with { At = age.At } : heard;
        if (signal is LineWanted && age.IsLate)
            done();
        else if (_board.Find(signal.CallId) is { } known)
            HandleKnowing(known);
        else if (signal is DialplanSignal { Step: 1 })
            HandleKnowing(null);
        else
            AskStore(store => store.Find(signal.CallId), found => { Show(found); HandleKnowing(found); }, Retry);

        void HandleKnowing(CallState? before)
        {
            if (signal is not TurnCame)
                Commit(before, signal, age, 0, Retry, done);
            else if (before is not { Phase: CallPhase.Waiting })
                done();
            else
                AskSwitch(() => _switch.StepOf(signal.CallId), step => { if (step == before.Step && !age.IsLate) Commit(before, signal, age, 0, Retry, done); else done(); }, done);
        }

        void Retry() => Later(RetryEvery, () => { if (_clock.GetUtcNow() < giveUpAt) Handle(signal, age, giveUpAt, done); else done(); });
    }

    private void Commit(CallState? before, CallSignal signal, SignalAge age, int race, Action retry, Action done)
    {
        if (race == MaxRaces || Decide(before, signal) is not { } commit)
        {
            done();
            return;
        }

        AskStore(store => store.Commit(commit), result =>
        {
            _unconfirmed.Remove(signal.CallId);
            Show(result.State);
            if (result.Committed)
                Tell(commit, result.State!, signal, age, done);
            else if (before is not null && result.State is not { Phase: CallPhase.Ended } && (result.State?.Version ?? 0) < before.Version)
                AskStore(store => store.Restore(before), _ => Commit(before, signal, age, race + 1, retry, done), retry);
            else if (signal is TurnCame)
                done();
            else
                Commit(result.State, signal, age, race + 1, retry, done);
        }, Unanswered);

        void Unanswered()
        {
            if (commit is { Before: null, Transition.Next: { Phase: not CallPhase.Ended } next })
                _unconfirmed.Add(next);
            retry();
        }
    }

    private CallCommit? Decide(CallState? before, CallSignal signal) => Call.Apply(before, signal, Guid.NewGuid) is not { } transition ? null : new CallCommit(
        before, transition, signal.At, transition.WantsLine ? Rank(transition.Next) : null,
        LineCare.For(transition, _snapshot.Policy.Care, _snapshot.Directory, _snapshot.Roster))
    {
        AtOnce = _snapshot.Policy.Ring.LinesFor(transition.Next.Attempt, _board.Waiting.Any(other => other.CallId != signal.CallId)),
    };

    private Ranking Rank(CallState waiting)
    {
        var now = _clock.GetUtcNow();
        var taken = _board.TakenPlaces(_snapshot.Directory);
        var ahead = WaitingQueue.Before(waiting, _board.Waiting, now);
        var promised = ahead.Count == 0 ? [] : WaitingQueue.TurnsOf(ahead, _snapshot, now, taken).Promised;
        return Ranking.Of(CallFacts.Of(waiting) with { Ahead = ahead.Count }, _snapshot, now, taken, promised);
    }

    private void Tell(CallCommit commit, CallState state, CallSignal signal, SignalAge age, Action done)
    {
        Later(TimeSpan.FromMilliseconds(25), Relay);
        if (signal is TurnCame or Vanished)
            TellReplicas(signal.CallId);
        if (commit.Ranking is not { } ranking || age.IsLate)
            done();
        else
            AskSwitch(() => Redirect(state, ranking), _ => done(), done);
    }

    private bool Redirect(CallState state, Ranking ranking)
    {
        if (state.Lines.Count > 0)
            _switch.Redirect(state.CallId, state.Step, [.. state.Lines.Select(line => line.LineId)]);
        else if (ranking.IsHopeless)
            _switch.SendToEmergency(state.CallId, state.Step);
        else
            _switch.LetWait(state.CallId, state.Step);
        return true;
    }

    private void Show(CallState? state)
    {
        if (state is not null)
            _board.Show(state);
    }

    private void AskSwitch<T>(Func<T> toDo, Action<T> answered, Action failed)
    {
        var life = _life;
        _link.Ask(toDo, answer => Do(life, () => answered(answer)), () => Do(life, failed));
    }

    private void AskStore<T>(Func<FaultyStore, T> toDo, Action<T> answered, Action failed)
    {
        var life = _life;
        _time.After(StoreTakes(), () =>
        {
            if (IsCutFromStore || _store.IsAway)
            {
                _time.After(TimeSpan.FromSeconds(_random.NextDouble()), () => Do(life, failed));
                return;
            }

            var waits = true;
            void Answer(Action answer)
            {
                if (!waits)
                    return;
                waits = false;
                answer();
            }

            _store.Ask(() =>
            {
                var result = toDo(_store);
                // Where the router is cut off it was done, and nobody knows it.
                _time.After(StoreTakes(), () => Do(life, () => Answer(() => { if (IsCutFromStore) failed(); else answered(result); })));
            });
            if (_store.Hangs)
                _time.After(StoreTimeout, () => Do(life, () => Answer(failed)));
        });
    }

    private TimeSpan StoreTakes() => TimeSpan.FromMilliseconds(0.2 + _random.NextDouble());

    private void Later(TimeSpan wait, Action happens)
    {
        var life = _life;
        _time.After(wait, () => Do(life, happens));
    }

    private void Do(Action happens) => Do(_life, happens);

    /// <summary>What was begun in an earlier life ends with it, and who hangs does it afterwards.</summary>
    private void Do(int life, Action happens)
    {
        if (life != _life || !_lives)
            return;
        if (_hangs)
            _stopped.Enqueue(() => Do(life, happens));
        else
            happens();
    }
}
