using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService;

/// <summary>What a signal means for a call, by the rules of Hotline117.Routing, as this router sees the lines, the waiting callers and the policy now. It has no effect.</summary>
internal sealed class CallDecider(RoutingData data, LiveBoard board, TimeProvider time)
{
    /// <returns>What shall be committed; null where the signal changes nothing.</returns>
    public CallCommit? Decide(CallState? before, CallSignal signal)
    {
        if (Call.Apply(before, signal, () => Guid.CreateVersion7(time.GetUtcNow())) is not { } transition)
        {
            return null;
        }

        var choice = PersonsChoice.Of(signal);
        var ranking = transition.WantsLine || choice is not null ? Rank(transition.Next, choice) : null;
        var snapshot = data.Current;
        return new CallCommit(before, transition, signal.At, ranking, LineCare.For(transition, snapshot.Policy.Care, snapshot.Directory, snapshot.Roster))
        {
            // Where no caller waits for it, or a person said which, one telephone after the other.
            AtOnce = choice is null && transition.Next is { Transfer: null, Callback: null }
                ? snapshot.Policy.Ring.LinesFor(transition.Next.Attempt, board.Waiting.Any(other => other.CallId != signal.CallId)) : 1,
        };
    }

    private Ranking Rank(CallState waiting, PersonsChoice? choice)
    {
        using var span = RoutingTelemetry.Activities.StartActivity("call.decide");
        var (snapshot, now) = (data.Current, time.GetUtcNow());
        var taken = board.TakenPlaces(snapshot.Directory);
        if (waiting.Transfer is not null)
        {
            // Nobody is before her: she is being served, and a counsellor waits with her.
            return Ranking.Of(CallFacts.OfTransfer(waiting, snapshot.Directory), snapshot, now, taken, choice: choice);
        }

        var ahead = WaitingQueue.Before(waiting, board.Waiting, now);
        var promised = ahead.Count == 0 ? [] : WaitingQueue.TurnsOf(ahead, snapshot, now, taken).Promised;
        var ranking = Ranking.Of(CallFacts.Of(waiting) with { Ahead = ahead.Count }, snapshot, now, taken, promised, choice: choice);
        span?.SetTag("hotline.region", waiting.Region.Region).SetTag("hotline.candidates", ranking.CandidateCount);
        return ranking;
    }
}
