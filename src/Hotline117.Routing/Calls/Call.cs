using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Calls;

/// <summary>
/// The life of a call as a pure state machine. Signals may come twice, late or in another order; what has no meaning in a state changes nothing.
/// Invariants: an ended call stays ended, <see cref="CallEnded"/> is raised exactly once, and of the lines that ring at once one answers and the others are given back.
/// </summary>
public static class Call
{
    /// <summary>
    /// The switch waits 2 s (HOLD_SECONDS) and then rings alone. An answer later than this could break what it has connected by then.
    /// </summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1.5);

    /// <param name="state">Null for a call that nobody has seen yet.</param>
    /// <param name="eventId">Makes the id of each event raised that can happen several times in a call.</param>
    /// <returns>Null where the signal changes nothing.</returns>
    public static CallTransition? Apply(CallState? state, CallSignal signal, Func<Guid> eventId)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(eventId);
        return ApplyAlone(state, signal, eventId) is not { } transition ? null
            : state is null ? transition : CallBringIn.Follow(state, CallTransfer.Close(state, transition, eventId));
    }

    private static CallTransition? ApplyAlone(CallState? state, CallSignal signal, Func<Guid> eventId)
    {
        return (state, signal) switch
        {
            (null or { Phase: not CallPhase.Ended }, CallRecord record) => CallRecovery.Apply(state, record, (known, unheard) => ApplyAlone(known, unheard, eventId)),
            (null, LineWanted wanted) => Arrive(wanted),
            (null, FallbackOffered offered) => Fallback(Unseen(offered, offered.Step), offered, [Received(Unseen(offered, offered.Step))]),
            (null, EmergencyOffered offered) => Emergency(Unseen(offered, offered.Step), offered, [Received(Unseen(offered, offered.Step))]),
            // A leg of another call, a call that ended before it asked for anyone, or one that has ended.
            (null or { Phase: CallPhase.Ended }, _) => null,
            // Heard before, from another replica or on another connection.
            (_, DialplanSignal said) when said.Step <= state.Step => null,
            (_, LineWanted wanted) => Want(state, wanted),
            (_, FallbackOffered offered) => Fallback(state, offered, []),
            (_, EmergencyOffered offered) => Emergency(state, offered, []),
            (_, LineAnswered { Step: { } step }) when step < state.Step => null,
            // Who answered first, said again, as by a router that reads what it may have missed: she has left, and it rings elsewhere.
            ({ Transfer: not null }, LineAnswered answered) when answered.Step is not { } step || step == state.Step => null,
            ({ Phase: CallPhase.Ringing }, LineAnswered answered) when answered.LineId is null || state.Holds(answered.LineId) => Answer(state, answered),
            // Another line than is known here: a store that had forgotten the call let two routers offer one. The switch has obeyed one of them, and is the truth.
            ({ Phase: CallPhase.Ringing or CallPhase.Waiting }, LineAnswered { LineId: not null, Step: not null } answered) => Answer(state, answered),
            // The answer of a line that the call has left meanwhile, or a repeated one.
            (_, LineAnswered) => null,
            ({ Phase: CallPhase.Waiting }, TurnCame) => CallUp(state, signal.At),
            ({ Phase: CallPhase.Waiting }, LineChosen chosen) => CallUp(CallBringIn.Wish(state, chosen), signal.At),
            ({ Phase: CallPhase.Waiting }, EmergencyChosen by) => new(Next(state, CallPhase.Ringing, by.At) with { SentToEmergency = true }, []) { At = by.At },
            // Served meanwhile, by another replica, by another person or because the switch asked.
            (_, TurnCame or PersonChose) => null,
            ({ Phase: not CallPhase.Talking }, PrioritySet set) when set.Changes(state.Priority) => new(Moved(state, set.Priority), []) { At = set.At },
            (_, PrioritySet) => null,
            (_, BringInOverdue) => CallBringIn.TryAgain(state, signal.At),
            (_, TransferSignal transfer) => CallTransfer.Apply(state, transfer, eventId),
            (_, CounsellorLeft left) => CallTransfer.Leave(state, left, eventId),
            (_, HungUp gone) => End(state, gone.At, ReasonOfHangUp(state), gone.Talked),
            (_, Vanished) => End(state, signal.At, EndReason.ChannelVanished),
            _ => throw new NotSupportedException($"{signal.GetType().Name} is no signal of a call."),
        };
    }

    /// <summary>The state of a call whose wish for a line comes true.</summary>
    /// <param name="lines">Those that ring for it from now on, at least one.</param>
    public static CallState Offered(CallState waiting, DateTimeOffset at, IReadOnlyList<HeldLine> lines) => waiting.Transfer is { } transfer ? waiting with
    {
        Lines = [.. waiting.Lines, .. lines],
        Attempt = waiting.Attempt + 1,
        Transfer = transfer with { Line = lines[0] },
    }
    : waiting with
    {
        Lines = [.. waiting.Lines, .. lines],
        Phase = CallPhase.Ringing,
        PhaseSince = at,
        Attempt = waiting.Attempt + 1,
        Source = OfferSource.Router,
    };

    /// <summary>What a store that has lost this call may have lost with it unpublished; its ids are those of the first time.</summary>
    public static IReadOnlyList<CallEvent> ToldAnew(CallState lost) =>
        lost.Phase is CallPhase.Talking && lost.AnsweredAt == lost.PhaseSince && Answered(lost) is { } answered ? [Received(lost), answered] : [Received(lost)];

    private static CallTransition Arrive(LineWanted wanted)
    {
        var (priority, behindFor) = PriorityOf(wanted);
        var state = New(wanted, wanted.Step, wanted.Region, wanted.Wishes) with
        {
            CameFirstAt = wanted.Known?.CutOff?.CameAt,
            PreferredLine = wanted.Known?.CutOff?.LineId,
            Callback = wanted.Callback,
            AskedAt = wanted.At,
            Tried = [.. wanted.Tried],
            SaidDanger = wanted.InDanger,
            Priority = priority,
            BehindFor = behindFor,
        };
        return new(state, [Received(state)]) { At = wanted.At, WantsLine = true };
    }

    /// <summary>Danger before all else. Who was cut off is what she was before.</summary>
    private static (CallPriority, BehindReason?) PriorityOf(LineWanted wanted) => wanted switch
    {
        { InDanger: true } or { Known.CutOff.Priority: CallPriority.Danger } => (CallPriority.Danger, null),
        { Known.IsNuisance: true } => (CallPriority.Behind, BehindReason.Nuisance),
        { LacksCode: true } => (CallPriority.Behind, BehindReason.NoCode),
        { Known.CutOff.BehindFor: BehindReason.Person } => (CallPriority.Behind, BehindReason.Person),
        _ => (CallPriority.Normal, null),
    };

    private static CallTransition Want(CallState state, LineWanted wanted)
    {
        var saysDanger = wanted.InDanger && !state.SaidDanger;
        var next = Next(state, CallPhase.Waiting, wanted.At) with
        {
            Step = wanted.Step,
            AskedAt = wanted.At,
            SentToEmergency = false,
            Wishes = wanted.Wishes,
            Tried = [.. wanted.Tried],
            // Once: what a person decides afterwards holds, however often the switch repeats it.
            SaidDanger = state.SaidDanger || wanted.InDanger,
            Priority = saysDanger ? CallPriority.Danger : state.Priority,
            BehindFor = saysDanger ? null : state.BehindFor,
            // Where a router heard of the call first that did not know the caller.
            CameFirstAt = state.CameFirstAt ?? wanted.Known?.CutOff?.CameAt,
            PreferredLine = state.PreferredLine ?? wanted.Known?.CutOff?.LineId,
        };
        // An offer of which the switch never heard is not among those it has tried.
        var unanswered = state is not { Phase: CallPhase.Ringing } || wanted.WasEngaged ? []
            : state.Lines.Where(line => wanted.Tried.Contains(line.LineId) && !wanted.Engaged.Contains(line.LineId));
        return new(next, [])
        {
            At = wanted.At,
            WantsLine = true,
            Had = [.. Talked(state, wanted.At), .. unanswered.Select(line => new LineHad(line.LineId, LineExperience.Unanswered))],
        };
    }

    private static CallTransition Fallback(CallState state, FallbackOffered offered, CallEvent[] before)
    {
        var next = Next(state, CallPhase.Ringing, offered.At) with
        {
            Step = offered.Step,
            Attempt = state.Attempt + 1,
            Lines = [new(offered.LineId, offered.CentreId)],
            Source = OfferSource.SwitchFallback,
            SentToEmergency = false,
        };
        return new(next,
        [
            .. before,
            new CallOffered
            {
                EventId = OnceOnly.Id(state.CallId, $"{nameof(CallOffered)} {offered.Step}"), CallId = state.CallId, OccurredAt = offered.At, Attempt = next.Attempt,
                LineId = offered.LineId, CentreId = offered.CentreId ?? "unknown", Source = OfferSource.SwitchFallback, Explanation = null,
            },
        ])
        { At = offered.At, Had = Talked(state, offered.At) };
    }

    private static CallTransition Emergency(CallState state, EmergencyOffered offered, CallEvent[] before) =>
        new(Next(state, CallPhase.Ringing, offered.At) with { Step = offered.Step, SentToEmergency = true }, before) { At = offered.At, Had = Talked(state, offered.At) };

    private static CallTransition CallUp(CallState state, DateTimeOffset at) => new(state with { Version = state.Version + 1 }, []) { At = at, WantsLine = true, OnlyWithLine = true };

    private static CallState Moved(CallState state, CallPriority priority) => state with
    {
        Version = state.Version + 1,
        Priority = priority,
        BehindFor = priority is CallPriority.Behind ? BehindReason.Person : null,
    };

    private static CallTransition Answer(CallState state, LineAnswered answered)
    {
        var winner = state.Lines.FirstOrDefault(line => answered.LineId is null || line.LineId == answered.LineId)
            ?? (answered.LineId is { } other ? new HeldLine(other, answered.CentreId) : null);
        var next = state with
        {
            Version = state.Version + 1,
            Phase = CallPhase.Talking,
            PhaseSince = answered.At,
            AnsweredAt = state.AnsweredAt ?? answered.At,
            Lines = winner is null ? [] : [winner],
            SentToEmergency = state.SentToEmergency && winner is null,
        };
        // A conversation that was cut and taken up again was answered once.
        CallEvent[] events = state.AnsweredAt is null && Answered(next) is { } first ? [first] : [];
        return new(next, events) { At = answered.At, Had = winner is null ? [] : [new(winner.LineId, LineExperience.Answered), .. LeftBy(state, winner, answered.At)] };
    }

    // The others began later: how long they rang, the state does not tell.
    private static LineHad[] LeftBy(CallState ringing, HeldLine winner, DateTimeOffset at) =>
        ringing.LineId is { } nearest && nearest != winner.LineId && at > ringing.PhaseSince ? [new(nearest, LineExperience.LeftToAnother, at - ringing.PhaseSince)] : [];

    private static CallTransition End(CallState state, DateTimeOffset at, EndReason reason, TimeSpan? talked = null)
    {
        var disposition = DispositionOf(state, reason);
        var waited = Milliseconds(state.ReceivedAt, state.AnsweredAt ?? at);
        var ended = new CallEnded
        {
            EventId = OnceOnly.Id(state.CallId, nameof(CallEnded)),
            CallId = state.CallId,
            OccurredAt = at,
            Disposition = disposition,
            Reason = reason,
            LineId = state.AnsweredAt is null ? null : state.LineId,
            CentreId = state.AnsweredAt is null ? null : state.CentreId,
            WaitedMilliseconds = waited,
            // Nobody knows when a call ended whose end nobody saw.
            TalkedMilliseconds = state.AnsweredAt is { } since && reason is not EndReason.ChannelVanished ? (long?)talked?.TotalMilliseconds ?? Milliseconds(since, at) : 0,
        };
        CallEvent[] events = disposition is Disposition.Abandoned
            ? [new CallAbandoned { EventId = OnceOnly.Id(state.CallId, nameof(CallAbandoned)), CallId = state.CallId, OccurredAt = at, Phase = state.Phase, WaitedMilliseconds = waited }, ended]
            : [ended];
        // An ended call is kept for a day, and must not tell by then that two calls were of one caller.
        var next = Next(state, CallPhase.Ended, at) with { CameFirstAt = null, PreferredLine = null };
        return new(next, events) { At = at, Had = Talked(state, at, talked) };
    }

    /// <summary>Whoever talked with the caller has a call to write up, however it ended.</summary>
    /// <param name="atMost">By the switch's clock since the first answer: of the two that may have been set in between, the one that says less makes no call a hard one.</param>
    private static IReadOnlyList<LineHad> Talked(CallState state, DateTimeOffset at, TimeSpan? atMost = null)
    {
        if (state is not { Phase: CallPhase.Talking, LineId: { } line })
        {
            return [];
        }

        var had = LineHad.Talked(line, state.PhaseSince, at);
        return [atMost is { } bySwitch && (had.For == TimeSpan.Zero || bySwitch < had.For) ? had with { For = bySwitch } : had];
    }

    private static Disposition DispositionOf(CallState state, EndReason reason) => (state, reason) switch
    {
        (_, EndReason.ChannelVanished) => Disposition.Indeterminate,
        ({ SentToEmergency: true }, _) => Disposition.Overflowed,
        ({ AnsweredAt: not null }, _) => Disposition.Answered,
        _ => Disposition.Abandoned,
    };

    private static EndReason ReasonOfHangUp(CallState state) => state switch
    {
        { SentToEmergency: true } => EndReason.SentToEmergencyLine,
        { Phase: CallPhase.Talking } => EndReason.HungUp,
        { Phase: CallPhase.Ringing } => EndReason.CallerHungUpWhileRinging,
        _ => EndReason.CallerHungUpWhileWaiting,
    };

    private static CallState Next(CallState state, CallPhase phase, DateTimeOffset at) => state with
    {
        Version = state.Version + 1,
        PhaseSince = state.Phase == phase ? state.PhaseSince : at,
        Phase = phase,
        Lines = [],
        Transfer = null,
    };

    private static CallState Unseen(CallSignal signal, int step) => New(signal, step, CallerRegion.Unknown, CallerWishes.None) with { Version = 0 };

    private static CallState New(CallSignal signal, int step, CallerRegion region, CallerWishes wishes) => new()
    {
        CallId = signal.CallId,
        Version = 1,
        Phase = CallPhase.Waiting,
        PhaseSince = signal.At,
        ReceivedAt = signal.At,
        Step = step,
        Attempt = 0,
        Region = region,
        Wishes = wishes,
    };

    /// <returns>Null where no line of the directory has answered.</returns>
    private static CallAnswered? Answered(CallState talking) => talking is not { AnsweredAt: { } at, Lines: [{ CentreId: { } centre } line, ..] } ? null : new()
    {
        EventId = OnceOnly.Id(talking.CallId, nameof(CallAnswered)),
        CallId = talking.CallId,
        OccurredAt = at,
        LineId = line.LineId,
        CentreId = centre,
        Source = talking.Source,
        WaitedMilliseconds = Milliseconds(talking.ReceivedAt, at),
    };

    private static CallReceived Received(CallState state) => new()
    {
        EventId = OnceOnly.Id(state.CallId, nameof(CallReceived)),
        CallId = state.CallId,
        OccurredAt = state.ReceivedAt,
        Region = state.Region.Region,
        RegionSource = state.Region.Source,
        RegionCertainty = state.Region.Certainty,
        Language = state.Wishes.Language,
        Service = state.Wishes.Service,
        Audience = state.Wishes.Audience,
        CallbackId = state.Callback?.CallbackId,
    };

    private static long Milliseconds(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (long)(to - from).TotalMilliseconds);
}
