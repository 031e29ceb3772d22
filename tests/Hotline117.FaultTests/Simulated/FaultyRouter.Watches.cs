using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.RoutingService.Inbound;

namespace Hotline117.FaultTests.Simulated;

/// <summary>What a router does by itself from time to time: whose turn it is, what the switch knows, what is to be published.</summary>
internal sealed partial class FaultyRouter
{
    private static readonly TimeSpan CatchUpEvery = TimeSpan.FromSeconds(15), TooYoungToVanish = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), SettlesWithin = TimeSpan.FromMilliseconds(500), AgainAfter = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<FaultyRouter> _all;
    private readonly Dictionary<string, DateTimeOffset> _calledUp = [];

    private void LookRegularly() => Later(LookEvery, () => { LookForTurns(); LookRegularly(); });

    private void LookForTurns()
    {
        if (_board.Calls.Count == 0)
            return;
        // Ends what time ends, as the board does by itself ten times a second.
        _board.Snapshot();
        var now = _clock.GetUtcNow();
        foreach (var (callId, _) in _calledUp.Where(each => now - each.Value >= AgainAfter).ToList())
            _calledUp.Remove(callId);
        var waiting = WaitingQueue.InOrder(_board.Waiting, now);
        if (waiting.Count == 0)
            return;
        foreach (var call in WaitingQueue.TurnsOf(waiting, _snapshot, now, _board.TakenPlaces(_snapshot.Directory)).Next)
        {
            if (now - call.AskedAt < SettlesWithin || _calledUp.ContainsKey(call.CallId) || !_link.IsConnected)
                continue;
            _calledUp[call.CallId] = now;
            Enqueue(new TurnCame(call.CallId, now));
        }
    }

    private void TellReplicas(string callId)
    {
        foreach (var other in _all.Where(other => other != this))
            other.Do(() => other.AskStore(store => store.Find(callId), other.Show, () => { }));
    }

    private void CatchUpRegularly() => Later(CatchUpEvery, () => { CatchUp(); CatchUpRegularly(); });

    private void CatchUp()
    {
        if (!_link.IsConnected)
            return;
        AskStore(store => store.Live, stored =>
        {
            foreach (var call in stored)
                Show(call);
            var known = _board.Calls.UnionBy(stored, call => call.CallId).ToList();
            var perhaps = _unconfirmed.All;
            AskSwitch(() => _switch.Channels, alive => Reconcile(stored, known, perhaps, alive), () => { });
        }, () => { });
    }

    private void Reconcile(IReadOnlyList<CallState> stored, IReadOnlyList<CallState> known, IReadOnlyList<CallState> perhaps, IReadOnlySet<string> alive)
    {
        var now = _clock.GetUtcNow();
        var inStore = stored.ToDictionary(call => call.CallId);
        foreach (var gone in known.UnionBy(perhaps, call => call.CallId)
            .Where(call => !alive.Contains(call.CallId) && (!_switch.IsOfThisStart(call.CallId) || now - call.PhaseSince > TooYoungToVanish)))
        {
            _unconfirmed.Remove(gone.CallId);
            Show(gone);
            Enqueue(new Vanished(gone.CallId, now));
        }

        foreach (var call in known.Where(call => (inStore.GetValueOrDefault(call.CallId)?.Version ?? 0) < call.Version))
            AskStore(store => store.Restore(call), _ => { }, () => { });
    }

    private void BeatRegularly() => Later(Pulse.Every, () => { Beat(); BeatRegularly(); });

    private void Beat()
    {
        var (pulse, sent) = (_pulse, _clock.GetTimestamp());
        AskSwitch(() => true, _ => pulse.Heard(sent), () => { });
    }

    private void RelayRegularly() => Later(LookEvery, () => { Relay(); RelayRegularly(); });

    private void Relay() => AskStore(store => store.Outbox.ToList(), events =>
    {
        if (events.Count == 0)
            return;
        events.ForEach(_observer.Published);
        AskStore(store => { store.Published(events); return true; }, _ => { }, () => { });
    }, () => { });
}
