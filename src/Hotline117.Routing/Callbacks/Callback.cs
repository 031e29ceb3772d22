using Hotline117.Contracts.Events;

namespace Hotline117.Routing.Callbacks;

/// <summary>The next state and the events to publish. Committed as a whole or not at all.</summary>
public sealed record CallbackTransition(CallbackState Next, IReadOnlyList<CallEvent> Events);

/// <summary>
/// The life of a callback as a pure state machine. Signals may come twice, late or in another order; what has no meaning in a state changes nothing.
/// Invariants: an ended one stays ended, <see cref="CallbackEnded"/> is raised exactly once, at most one attempt goes on, none begins outside of the safe time,
/// the telephone rings at most as often as the policy allows, and never again once somebody has picked up.
/// </summary>
public static class Callback
{
    /// <summary>No counsellor took it: the next attempt.</summary>
    public static readonly TimeSpan AfterUntaken = TimeSpan.FromMinutes(2);

    /// <param name="state">Null for one that nobody has seen yet.</param>
    /// <param name="eventId">Makes the id of each event raised.</param>
    /// <returns>Null where the signal changes nothing.</returns>
    public static CallbackTransition? Apply(CallbackState? state, CallbackSignal signal, CallbackPolicy policy, Func<Guid> eventId)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(policy);
        return (state, signal) switch
        {
            (null, CallbackAgreed agreed) => Agree(agreed, eventId),
            (null, _) => null,
            ({ Phase: CallbackPhase.Ended }, _) or (_, CallbackAgreed) => null,
            (_, CallerReached) => End(state, signal.At, CallbackOutcome.Reached, eventId),
            (_, CallbackCancelled) => End(state, signal.At, CallbackOutcome.Cancelled, eventId),
            (_, NumberGone) => End(state, signal.At, signal.At < state.To ? CallbackOutcome.Cancelled : OutcomeOfTime(state), eventId),
            ({ Phase: CallbackPhase.Agreed }, CallerLeft { WasAnswered: true }) => End(state, signal.At, CallbackOutcome.Cancelled, eventId),
            ({ Phase: CallbackPhase.Agreed }, CallerLeft) => Go(state with { Phase = CallbackPhase.Open }),
            ({ Phase: CallbackPhase.Open }, AttemptBegun) when signal.At >= state.NextAt && IsSafe(state, signal.At) =>
                Go(state with { Phase = CallbackPhase.Calling, Attempts = state.Attempts + 1, AttemptAt = signal.At, HasRung = false }),
            ({ Phase: CallbackPhase.Calling, HasRung: false }, CallerRung rung) when IsThisAttempt(state, rung.Channel) =>
                Go(state with { HasRung = true, Tries = state.Tries + 1 }),
            ({ Phase: CallbackPhase.Calling }, CallerUnreached unreached) when IsThisAttempt(state, unreached.Channel) => AfterTry(state, signal.At, policy, eventId),
            ({ Phase: CallbackPhase.Calling }, AttemptOver over) when IsThisAttempt(state, over.Channel) => state.HasRung
                ? AfterTry(state, signal.At, policy, eventId)
                : Go(state with { Phase = CallbackPhase.Open, NextAt = signal.At + AfterUntaken }),
            // Who is being rung is not cut off; the switch rings no longer than the time lasts.
            ({ Phase: not CallbackPhase.Calling }, TimePassed) when signal.At >= state.To => End(state, signal.At, OutcomeOfTime(state), eventId),
            ({ Phase: CallbackPhase.Open }, BroughtForward) when state.NextAt > signal.At && IsSafe(state, signal.At) => Go(state with { NextAt = signal.At }),
            _ => null,
        };
    }

    public static bool IsSafe(CallbackState state, DateTimeOffset at) => at >= state.From && at < state.To;

    private static CallbackTransition Agree(CallbackAgreed agreed, Func<Guid> eventId)
    {
        var (from, to) = agreed.Window.NextAt(agreed.At);
        var state = new CallbackState
        {
            CallbackId = agreed.CallbackId,
            Version = 1,
            Phase = CallbackPhase.Agreed,
            CallId = agreed.CallId,
            AgreedAt = agreed.At,
            Window = agreed.Window.Name,
            From = from,
            To = to,
            NextAt = from,
            Word = agreed.Word,
            Region = agreed.Region,
            Wishes = agreed.Wishes,
        };
        return new(state,
        [
            new CallbackAsked
            {
                EventId = eventId(), CallId = agreed.CallId, OccurredAt = agreed.At, CallbackId = agreed.CallbackId, Window = state.Window, From = from, To = to,
            },
        ]);
    }

    private static CallbackTransition AfterTry(CallbackState state, DateTimeOffset at, CallbackPolicy policy, Func<Guid> eventId) =>
        state.Tries >= policy.Tries || at + policy.RetryAfter >= state.To
            ? End(state, at, CallbackOutcome.NotReached, eventId)
            : Go(state with { Phase = CallbackPhase.Open, NextAt = at + policy.RetryAfter });

    private static CallbackTransition End(CallbackState state, DateTimeOffset at, CallbackOutcome outcome, Func<Guid> eventId) => new(
        state with { Version = state.Version + 1, Phase = CallbackPhase.Ended, Outcome = outcome },
        [
            new CallbackEnded
            {
                EventId = eventId(), CallId = state.CallId, OccurredAt = at, CallbackId = state.CallbackId, Outcome = outcome, Tries = state.Tries,
            },
        ]);

    private static CallbackTransition Go(CallbackState next) => new(next with { Version = next.Version + 1 }, []);

    private static CallbackOutcome OutcomeOfTime(CallbackState state) => state.Tries > 0 ? CallbackOutcome.NotReached : CallbackOutcome.Expired;

    private static bool IsThisAttempt(CallbackState state, string channel) => channel == state.ChannelOf(state.Attempts);
}
