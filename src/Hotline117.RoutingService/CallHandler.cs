using System.Diagnostics;
using Hotline117.Asterisk;
using Hotline117.Contracts;
using Hotline117.Contracts.WrapUps;
using Hotline117.Routing.Callbacks;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService;

/// <summary>
/// What follows from a signal, all of it, in this order:
/// <list type="number">
/// <item>for a caller who was cut off and is back, end the time in which her counsellor writes that call up;</item>
/// <item>decide (<see cref="CallDecider"/>): the call's transition, and for a caller who needs a line the ranking;</item>
/// <item>commit: state, reservation and events in one script; a replica that lost the race takes the winner's state and decides anew;</item>
/// <item>show it on the board;</item>
/// <item>tell the switch, which has waited for it: the caller's line, or to wait, or the emergency line; or whom a person wanted in the conversation that has begun.</item>
/// </list>
/// </summary>
internal sealed class CallHandler(
    CallDecider decider, CallStore store, CallbackStore callbacks, WrapUpStore wrapUps, RoutingData data, LiveBoard board, UnconfirmedCalls unconfirmed, OutboxBell bell, TimeProvider time, ILogger<CallHandler> log)
{
    private const int MaxRaces = 5;

    /// <returns>Whether it has changed anything.</returns>
    /// <param name="from">The call's switch; null for a signal of which it need not hear.</param>
    /// <exception cref="RedisException">The store is away; nothing was done and the signal may be handled again.</exception>
    public async Task<bool> HandleAsync(CallSignal signal, SwitchControl? from, CancellationToken cancellation)
    {
        if (signal is WrapUpKeyed keyed)
        {
            return await WrapUpAsync(keyed, from, cancellation);
        }

        var age = new SignalAge(signal, time);
        if (signal is LineWanted or TransferWanted && age.IsLate)
        {
            GiveUp(signal.CallId);
            return false;
        }

        if (signal is LineWanted { Callback: { } callback } asked)
        {
            if (await KnowingWhomAsync(asked, callback) is not { } known)
            {
                return false;
            }

            signal = known;
        }

        // What nobody has said before of a call is new to the store as well, or another replica was first, which the commit tells:
        // to ask first would be a second round trip.
        var before = board.Find(signal.CallId) ?? (signal is DialplanSignal { Step: 1 } ? null : await FindStoredAsync(signal.CallId));
        // The dialplan tells of the end before the channel goes. Here it was missed, and with it perhaps who picked up.
        if (signal is HungUp gone && before is { Phase: not CallPhase.Ended } && from is not null)
        {
            try
            {
                signal = await from.FindRecordAsync(gone, age.Now, data.Country, data.Current.Directory, cancellation) ?? signal;
            }
            catch (AmiException e)
            {
                log.LogWarning("Call {CallId} has ended, and {Switch} can't say how ({Reason}): it is counted by the switch's record as soon as that can be read.", gone.CallId, from.Name, e.GetType().Name);
                return false;
            }
        }

        if (signal is TurnCame or PersonChose && !await CanBeCalledUpAsync(before, signal, age, from, cancellation))
        {
            return false;
        }

        await OpenForWhoComesBackAsync(signal);
        for (var race = 0; race < MaxRaces; race++)
        {
            if (decider.Decide(before, signal) is not { } commit)
            {
                return false;
            }

            var result = await CommitAsync(commit);
            if (result.State is { } state)
            {
                board.Show(state);
                if (result.Committed)
                {
                    TellOfHold(commit, result);
                    try
                    {
                        // The caller first, then the news.
                        await TellSwitchAsync(commit, state, age, from, cancellation);
                        await BringInAsync(commit.Transition.Begins, state, age, from, cancellation);
                    }
                    finally
                    {
                        bell.Ring();
                        if (signal is TurnCame or PersonChose or PrioritySet or BringInOverdue or Vanished)
                        {
                            store.TellReplicas(signal.CallId);
                        }
                    }

                    return true;
                }
            }

            if (!result.Committed && before is not null && result.State is not { Phase: CallPhase.Ended } && (result.State?.Version ?? 0) < before.Version)
            {
                // Versions only grow: the store has lost what this router still knows.
                log.LogWarning("Call {CallId} was lost by the store, or its last change; it is written anew.", signal.CallId);
                await store.RestoreAsync(before, result.State);
                continue;
            }

            // Whose turn was lost to another call goes on waiting, undisturbed; a person is told that somebody was first.
            if (signal is TurnCame or PersonChose)
            {
                return false;
            }

            before = result.State;
        }

        log.LogError("Call {CallId}: {Signal} lost {Races} races against other replicas and was given up.", signal.CallId, signal.GetType().Name, MaxRaces);
        return false;
    }

    /// <summary>The switch does not know for whom the line is that shall call somebody back.</summary>
    /// <returns>Null where no such callback is made now: the switch hangs up by itself, as nobody is on the line.</returns>
    private async Task<LineWanted?> KnowingWhomAsync(LineWanted asked, CallingBack callback) =>
        await callbacks.FindAsync(callback.CallbackId) is { Phase: CallbackPhase.Calling } found
            ? asked with { Region = found.Region, Wishes = found.Wishes, Callback = callback with { Since = found.From } }
            : null;

    private async Task<bool> WrapUpAsync(WrapUpKeyed keyed, SwitchControl? from, CancellationToken cancellation)
    {
        if (await store.FindAsync(keyed.CallId) is not { } call || !CallWrapUp.IsPossible(call))
        {
            return false;
        }

        var stored = WrapUpCodes.Current.Keyed(keyed.Keys) is { } said && await wrapUps.SaveAsync(call, said) is not null;
        bell.Ring();
        try
        {
            await (from?.AnswerWrapUpAsync(keyed.ChannelId, keyed.Round, stored, cancellation) ?? Task.CompletedTask);
        }
        catch (AmiException e)
        {
            log.LogInformation("Call {CallId}: the counsellor was not told whether the wrap-up was stored: {Reason}", keyed.CallId, e.Message);
        }

        return stored;
    }

    /// <summary>A redirect pulls a caller out of whatever she is in: the switch must still be where the state says, in its round of waiting.</summary>
    private static async Task<bool> CanBeCalledUpAsync(CallState? before, CallSignal turn, SignalAge age, SwitchControl? from, CancellationToken cancellation)
    {
        if (before is not { Phase: CallPhase.Waiting } || from is null)
        {
            return false;
        }

        try
        {
            return await from.StepOfAsync(turn.CallId, cancellation) == before.Step && !age.IsLate;
        }
        catch (AmiException)
        {
            return false;
        }
    }

    /// <summary>A counsellor who writes up the conversation that was cut off is there for the same caller, and for nobody else.</summary>
    private async Task OpenForWhoComesBackAsync(CallSignal signal)
    {
        if (signal is LineWanted { Known.CutOff: { LineId: { } line } cutOff } wanted && !wanted.Tried.Contains(line))
        {
            await store.EndWrapUpAsync(line, cutOff.CallId);
            board.EndWrapUp(line, cutOff.CallId);
        }
    }

    // What another replica made of the call is shown here too, also where nothing is left to do.
    private async Task<CallState?> FindStoredAsync(string callId)
    {
        var found = await store.FindAsync(callId);
        if (found is not null)
        {
            board.Show(found);
        }

        return found;
    }

    private async Task<CommitResult> CommitAsync(CallCommit commit)
    {
        using var span = RoutingTelemetry.Activities.StartActivity("call.reserve");
        try
        {
            var result = await store.CommitAsync(commit, (span ?? Activity.Current)?.Id);
            unconfirmed.Remove(commit.Transition.Next.CallId);
            span?.SetTag("hotline.committed", result.Committed).SetTag("hotline.line", result.State?.LineId);
            return result;
        }
        catch (Exception e) when (e is RedisException or TimeoutException && commit is { Before: null, Transition.Next: { Phase: not CallPhase.Ended } next })
        {
            unconfirmed.Add(next);
            throw;
        }
    }

    private async Task TellSwitchAsync(CallCommit commit, CallState state, SignalAge age, SwitchControl? to, CancellationToken cancellation)
    {
        if (commit.Ranking is not { } ranking || to is null)
        {
            return;
        }

        // Too late: the line stays reserved until the switch says what it rings instead, or that the caller has gone.
        if (age.IsLate)
        {
            GiveUp(state.CallId);
            return;
        }

        // To redirect into a dialplan that lacks the target would hang the caller up.
        if (to.Obstacle is not null)
        {
            log.LogWarning("Call {CallId}: {Switch} can't be told what to do; it rings its last good plan.", state.CallId, to.Name);
            return;
        }

        using var span = RoutingTelemetry.Activities.StartActivity("call.redirect", ActivityKind.Client);
        try
        {
            await RedirectAsync(state, ranking, data.Current.Policy.Ring.NextAfterFor(state.Priority), to, cancellation);
            RoutingTelemetry.DecisionSeconds.Record((time.GetUtcNow() - commit.At).TotalSeconds);
        }
        catch (AmiException e)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            log.LogWarning("Call {CallId}: {Switch} was not redirected: {Reason} The switch rings its last good plan.", state.CallId, to.Name, e.Message);
        }
    }

    private static Task RedirectAsync(CallState state, Ranking ranking, TimeSpan nextAfter, SwitchControl to, CancellationToken cancellation)
    {
        if (state.Transfer is { } transfer)
        {
            return transfer.Line is { } second ? to.OfferTransferAsync(transfer.LegId, second.LineId, cancellation) : to.FailTransferAsync(transfer.LegId, cancellation);
        }

        if (state.Lines.Count > 0)
        {
            RoutingTelemetry.Offers.Add(1);
            return to.OfferAsync(state.CallId, state.Step, [.. state.Lines.Select(line => line.LineId)], nextAfter, cancellation);
        }

        return ranking.IsHopeless || state.SentToEmergency
            ? to.SendToEmergencyAsync(state.CallId, state.Step, cancellation) : to.LetWaitAsync(state.CallId, state.Step, cancellation);
    }

    /// <summary>Where it fails, or is late, <see cref="OverdueBringIns"/> sees to it.</summary>
    private async Task BringInAsync(BringIn? begins, CallState state, SignalAge age, SwitchControl? to, CancellationToken cancellation)
    {
        if (begins is null || to is not { Obstacle: null } || age.IsLate)
        {
            return;
        }

        try
        {
            await to.BeginTransferAsync(state.CallId, begins.ChannelOf(state.CallId), begins.To, choice: null, cancellation);
        }
        catch (AmiException e)
        {
            log.LogWarning("Call {CallId}: {Switch} did not begin to bring {To} in: {Reason}", state.CallId, to.Name, begins.To, e.Message);
        }
    }

    private void TellOfHold(CallCommit commit, CommitResult result)
    {
        foreach (var line in commit.Care.Where(line => result.HeldBack.Contains(line.LineId)))
        {
            RoutingTelemetry.HeldByPolicy.Add(1, new KeyValuePair<string, object?>("kind", line.Hold!.Kind.ToString()));
            log.LogWarning("Line {Line} is not rung until {Until}: {Reason}", line.LineId, line.Hold.Until, line.Hold.Reason);
        }
    }

    private void GiveUp(string callId)
    {
        RoutingTelemetry.LateDecisions.Add(1);
        log.LogWarning("Call {CallId}: the switch's question is older than {Limit}; it rings its last good plan.", callId, Call.AnswerWithin);
    }
}
