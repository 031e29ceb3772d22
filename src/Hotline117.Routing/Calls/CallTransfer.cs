using Hotline117.Contracts;
using Hotline117.Contracts.Events;

namespace Hotline117.Routing.Calls;

/// <summary>
/// The part of a call's life in which one counsellor hands it over to another. Nobody is parted before somebody else is there: the second line rings beside
/// the conversation, joins it, and the first counsellor leaves. <see cref="CallTransferred"/> is raised exactly once for each attempt, when it is over.
/// </summary>
internal static class CallTransfer
{
    public static CallTransition? Apply(CallState state, TransferSignal signal, Func<Guid> eventId) => (state.Transfer, signal) switch
    {
        _ when state.LegsOver.Contains(signal.LegId) => null,
        ({ } now, TransferWanted wanted) when now.LegId == wanted.LegId => wanted.Step <= now.Step ? null : Want(state, now, wanted),
        (_, TransferWanted wanted) => Begin(state, wanted, wanted.To, eventId) is var (begun, events)
            ? Want(begun, begun.Transfer!, wanted) with { Events = events } : null,
        ({ } now, TransferToEmergency emergency) when now.LegId == emergency.LegId => null,
        (_, TransferToEmergency emergency) => Begin(state, emergency, emergency.Number, eventId) is var (begun, events)
            ? new(begun with { Version = state.Version + 1 }, events) { At = emergency.At } : null,
        ({ JoinedAt: null } now, TransferJoined joined) when now.LegId == signal.LegId => Join(state, now, joined, eventId),
        ({ } now, TransferOver over) when now.LegId == over.LegId && (over.GoneChannelId ?? now.ChannelId) == now.ChannelId => Over(state, now, over, eventId),
        _ => null,
    };

    /// <summary>The counsellor who hands over has hung up.</summary>
    public static CallTransition? Leave(CallState state, CounsellorLeft left, Func<Guid> eventId) => state.Transfer switch
    {
        null or { FirstLeft: true } => null,
        { LegId: var leg } when leg != (left.LegId ?? leg) => null,
        { JoinedAt: { } joined } now => new(Without(state, now) with { PhaseSince = joined, Lines = Only(now.Line) }, [Event(state, now, left.At, TransferOutcome.Taken, eventId)])
        {
            At = left.At,
            Had = Talked(now.From, state.PhaseSince, left.At),
        },
        var now => new(
            state with { Version = state.Version + 1, Phase = CallPhase.Ringing, PhaseSince = left.At, Lines = Only(now.Line), Transfer = now with { FirstLeft = true } }, [])
        {
            At = left.At,
            Had = Talked(now.From, state.PhaseSince, left.At),
        },
    };

    /// <summary>Where a signal of another kind has ended the attempt, that is told too.</summary>
    public static CallTransition Close(CallState state, CallTransition transition, Func<Guid> eventId)
    {
        if (state.Transfer is not { } now || transition.Next.Transfer is not null || transition.Events.OfType<CallTransferred>().Any())
        {
            return transition;
        }

        var outcome = now.JoinedAt is not null ? TransferOutcome.Taken
            : transition.Next.Phase is CallPhase.Ended ? TransferOutcome.CallerHungUp : TransferOutcome.NotTaken;
        return transition with
        {
            Next = transition.Next with { LegsOver = [.. state.LegsOver, now.LegId] },
            Events = [Event(state, now, transition.At, outcome, eventId), .. transition.Events],
            Had = now.JoinedAt is { } joined ? [.. transition.Had, .. Talked(now.Line, joined, transition.At)] : transition.Had,
        };
    }

    /// <summary>A new attempt takes the place of one that goes on.</summary>
    private static (CallState Begun, CallEvent[] Events)? Begin(CallState state, TransferSignal signal, string to, Func<Guid> eventId)
    {
        if (state.Phase is not CallPhase.Talking)
        {
            return null;
        }

        CallEvent[] events = state.Transfer is { } before ? [Event(state, before, signal.At, TransferOutcome.Cancelled, eventId)] : [];
        var from = state.Transfer is { } replaced ? replaced.From : state.Lines is [var talks, ..] ? talks : null;
        return (state with
        {
            Lines = Only(from),
            Transfer = new(signal.LegId, to, from, signal.At),
            LegsOver = state.Transfer is { } old ? [.. state.LegsOver, old.LegId] : state.LegsOver,
        }, events);
    }

    private static CallTransition Want(CallState state, Transfer now, TransferWanted wanted)
    {
        var next = state with
        {
            Version = state.Version + 1,
            Lines = now.FirstLeft ? [] : Only(now.From),
            Transfer = now with { Step = wanted.Step, Line = null, Tried = [.. wanted.Tried], Choice = wanted.Choice },
        };
        return new(next, [])
        {
            At = wanted.At,
            WantsLine = true,
            Had = now.Line is { } line && wanted.Tried.Contains(line.LineId) && !wanted.WasEngaged ? [new(line.LineId, LineExperience.Unanswered)] : [],
        };
    }

    private static CallTransition Join(CallState state, Transfer now, TransferJoined joined, Func<Guid> eventId)
    {
        var at = joined.At;
        LineHad[] had = now.Line is { } line ? [new(line.LineId, LineExperience.Answered)] : [];
        return now.FirstLeft
            ? new(Without(state, now) with { Phase = CallPhase.Talking, PhaseSince = at }, [Event(state, now, at, TransferOutcome.Taken, eventId)]) { At = at, Had = had }
            : new(state with { Version = state.Version + 1, Transfer = now with { JoinedAt = at, ChannelId = joined.ChannelId } }, []) { At = at, Had = had };
    }

    private static CallTransition Over(CallState state, Transfer now, TransferOver over, Func<Guid> eventId)
    {
        var outcome = (now.JoinedAt, over.How) switch
        {
            ({ }, TransferEnd.CallerGone) => TransferOutcome.Taken,
            ({ }, _) => TransferOutcome.GivenBack,
            (null, TransferEnd.CallerGone) => TransferOutcome.CallerHungUp,
            (null, TransferEnd.NobodyTook) => TransferOutcome.NotTaken,
            _ => TransferOutcome.Cancelled,
        };
        return new(Without(state, now) with { Lines = now.FirstLeft ? [] : Only(now.From) }, [Event(state, now, over.At, outcome, eventId)])
        {
            At = over.At,
            Had = now.JoinedAt is { } joined ? Talked(now.Line, joined, over.At) : [],
        };
    }

    private static CallState Without(CallState state, Transfer over) =>
        state with { Version = state.Version + 1, Transfer = null, LegsOver = [.. state.LegsOver, over.LegId] };

    private static IReadOnlyList<HeldLine> Only(HeldLine? line) => line is null ? [] : [line];

    private static IReadOnlyList<LineHad> Talked(HeldLine? line, DateTimeOffset since, DateTimeOffset at) =>
        line is null ? [] : [LineHad.Talked(line.LineId, since, at)];

    private static CallTransferred Event(CallState state, Transfer now, DateTimeOffset at, TransferOutcome outcome, Func<Guid> eventId) => new()
    {
        EventId = eventId(),
        CallId = state.CallId,
        OccurredAt = at,
        To = now.To,
        FromLineId = now.From?.LineId,
        FromCentreId = now.From?.CentreId,
        ToLineId = now.Line?.LineId,
        ToCentreId = now.Line?.CentreId,
        Outcome = outcome,
    };
}
