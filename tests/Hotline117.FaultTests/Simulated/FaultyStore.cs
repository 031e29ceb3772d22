using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.State;
using Hotline117.UnitTests.Simulation;

namespace Hotline117.FaultTests.Simulated;

/// <summary>
/// What <c>commit-call.lua</c> and its like keep, on a server that may be away, lose its last second or all. It is what its log says,
/// read from the beginning: as Redis after a start.
/// </summary>
internal sealed class FaultyStore(SimulatedTime time, CarePolicy care, CentreDirectory directory, Random random)
{
    private sealed class Content(CarePolicy care, CentreDirectory directory)
    {
        public SimulatedStore Lines { get; } = new(care, directory);
        public Dictionary<string, CallState> Calls { get; } = [];
        public List<CallEvent> Outbox { get; } = [];
    }

    private readonly List<(DateTimeOffset At, Action<Content> Change)> _log = [];
    private Content _now = new(care, directory);

    private readonly List<Action> _asked = [];

    public bool IsAway { get; set; }

    public bool Hangs { get; private set; }

    public IReadOnlyList<CallState> Live => [.. _now.Calls.Values.Where(call => call.Phase is not CallPhase.Ended)];

    public CallState? Find(string callId) => _now.Calls.GetValueOrDefault(callId);

    public int Taken(string line) => _now.Lines.Taken(line, time.Now);

    public void Hang() => Hangs = true;

    public void GoOn()
    {
        Hangs = false;
        var asked = _asked.ToArray();
        _asked.Clear();
        random.Shuffle(asked);
        Array.ForEach(asked, act => act());
    }

    public void Ask(Action act)
    {
        if (Hangs)
            _asked.Add(act);
        else
            act();
    }

    public CommitResult Commit(CallCommit commit)
    {
        var known = Find(commit.Transition.Next.CallId);
        if ((known?.Version ?? 0) != (commit.Before?.Version ?? 0))
            return new CommitResult(false, known, []);
        var result = _now.Lines.Commit(commit, time.Now, known);
        if (!result.Committed)
            return result;
        var at = time.Now;
        Keep(result.State!, commit.Transition.Events, _now);
        _log.Add((at, content => Keep(content.Lines.Commit(commit, at, known).State!, commit.Transition.Events, content)));
        return result;
    }

    /// <summary>As <c>restore-call.lua</c>.</summary>
    public bool Restore(CallState lost)
    {
        var older = Find(lost.CallId);
        if (older is { Phase: CallPhase.Ended } || (older?.Version ?? 0) >= lost.Version)
            return false;
        var at = time.Now;
        Change(content =>
        {
            content.Lines.Restore(lost, older, at);
            Keep(lost, Call.ToldAnew(lost), content);
        });
        return true;
    }

    /// <summary>What waits to be published; it is taken out when it has been.</summary>
    public IReadOnlyList<CallEvent> Outbox => _now.Outbox;

    public void Published(IReadOnlyList<CallEvent> events) => Change(content => content.Outbox.RemoveAll(events.Contains));

    public void LoseAll()
    {
        _asked.Clear();
        _log.Clear();
        _now = new(care, directory);
    }

    public void LoseSince(DateTimeOffset moment)
    {
        _asked.Clear();
        _log.RemoveAll(entry => entry.At > moment);
        _now = new(care, directory);
        foreach (var (_, change) in _log)
            change(_now);
    }

    private void Change(Action<Content> change)
    {
        change(_now);
        _log.Add((time.Now, change));
    }

    private static void Keep(CallState state, IReadOnlyList<CallEvent> events, Content content)
    {
        content.Calls[state.CallId] = state;
        content.Outbox.AddRange(events);
    }
}
