using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;

namespace Hotline117.Routing.Calls;

/// <summary>
/// What becomes of a <see cref="BringIn"/>. The line and the transfer have lives of their own; this only follows them, and says once that the transfer is to
/// begin: whoever commits that does it.
/// </summary>
public static class CallBringIn
{
    private const int MostTries = 3;
    private static readonly TimeSpan _tryAgainAfter = TimeSpan.FromSeconds(3);

    /// <summary>After that the two have found another way, and a third voice would startle them.</summary>
    private static readonly TimeSpan _begunWithin = TimeSpan.FromMinutes(1);

    /// <summary>The switch was told to begin and has not, or nobody has lived to tell it.</summary>
    public static bool IsOverdue(CallState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { Phase: CallPhase.Talking, Transfer: null, BringIns: [.., { Outcome: BringInOutcome.Begins, TriedAt: { } triedAt }] } && now - triedAt >= _tryAgainAfter;
    }

    internal static CallState Wish(CallState state, LineChosen chosen) =>
        chosen.BringIn is { } to ? state with { BringIns = [.. state.BringIns, new(to, chosen.By, state.Attempt + 1)] } : state;

    internal static CallTransition? TryAgain(CallState state, DateTimeOffset at)
    {
        if (!IsOverdue(state, at))
        {
            return null;
        }

        var now = state.BringIns[^1];
        return now.Tries < MostTries && at - state.PhaseSince <= _begunWithin
            ? Begin(new(state with { Version = state.Version + 1 }, []) { At = at }, now)
            : new(Told(state with { Version = state.Version + 1 }, now with { Outcome = BringInOutcome.NotBegun }), []) { At = at };
    }

    internal static CallTransition Follow(CallState before, CallTransition transition)
    {
        if (before.BringIns is not [.., var now])
        {
            return transition;
        }

        var next = transition.Next;
        switch (now.Outcome)
        {
            case BringInOutcome.LineRings when next.Phase is CallPhase.Talking && Rang(next, before):
                return Begin(transition, now);
            case BringInOutcome.LineRings when next.Phase is not CallPhase.Ringing || !Rang(next, before):
                return transition with { Next = Told(next, now with { Outcome = OrGone(next, BringInOutcome.LineDidNotAnswer) }) };
            case BringInOutcome.Begins when next.Transfer is not null || next.Phase is not CallPhase.Talking:
            case BringInOutcome.Rings:
                return transition with { Next = Told(next, now with { Outcome = OfTransfer(now, transition) }) };
            default:
                return transition;
        }
    }

    private static CallTransition Begin(CallTransition transition, BringIn now)
    {
        var begins = now with { Outcome = BringInOutcome.Begins, Tries = now.Tries + 1, TriedAt = transition.At };
        return transition with { Next = Told(transition.Next, begins), Begins = begins };
    }

    private static BringInOutcome OfTransfer(BringIn now, CallTransition transition)
    {
        var next = transition.Next;
        if (next.Transfer is { } open)
        {
            return open.LegId != Transfer.LegOf(now.ChannelOf(next.CallId)) ? BringInOutcome.TakenBack
                : open.JoinedAt is null ? BringInOutcome.Rings : BringInOutcome.Joined;
        }

        return transition.Events.OfType<CallTransferred>().FirstOrDefault()?.Outcome switch
        {
            TransferOutcome.Taken or TransferOutcome.GivenBack => BringInOutcome.Joined,
            TransferOutcome.Cancelled => BringInOutcome.TakenBack,
            TransferOutcome.NotTaken => BringInOutcome.NobodyAnswered,
            TransferOutcome.CallerHungUp => BringInOutcome.CallerHungUp,
            _ => OrGone(next, BringInOutcome.NotBegun),
        };
    }

    /// <summary>The same offer, and the line that it was made to.</summary>
    private static bool Rang(CallState next, CallState before) => next.LineId is not null && (next.LineId, next.Attempt) == (before.LineId, before.Attempt);

    private static BringInOutcome OrGone(CallState next, BringInOutcome otherwise) => next.Phase is CallPhase.Ended ? BringInOutcome.CallerHungUp : otherwise;

    private static CallState Told(CallState state, BringIn now) => state with { BringIns = [.. state.BringIns.SkipLast(1), now] };
}
