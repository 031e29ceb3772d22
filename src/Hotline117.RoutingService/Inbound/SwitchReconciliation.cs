using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Compares what this router and the store know of a switch's calls with the switch itself, which is the truth, and tells what nobody heard: that one is gone, that
/// somebody has picked up or has handed it over. A call that the store has lost is given back to it.
/// </summary>
internal sealed class SwitchReconciliation(
    AmiClient ami, SwitchControl control, SignalQueue signals, LiveBoard board, UnconfirmedCalls unconfirmed, CallStore store, RoutingData data,
    GeographyInForce geography, TimeProvider time, ILogger log)
{
    /// <summary>A call this young may have asked after the list was made, where it is not of an earlier start of the switch.</summary>
    private static readonly TimeSpan _tooYoungToVanish = TimeSpan.FromSeconds(5);

    private readonly SwitchRecovery _recovery = new(control, signals, store, board, time, log);

    /// <inheritdoc cref="SwitchRecovery.Hear"/>
    public void Hear(CallRecord end) => _recovery.Hear(end);

    /// <inheritdoc cref="SwitchRecovery.Forget"/>
    public void StoreMayHaveForgotten() => _recovery.Forget();

    /// <param name="isOurs">Whether a call is this switch's, of whichever start.</param>
    /// <param name="systemName">Of the switch, at this start.</param>
    /// <exception cref="AmiException">The switch is away.</exception>
    /// <exception cref="RedisException">The store is away.</exception>
    public async Task RunAsync(Func<string, bool> isOurs, string systemName, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        // What other replicas began, or this one before it was started anew.
        var stored = await store.LiveAsync();
        foreach (var call in stored)
        {
            board.Show(call);
        }

        var inStore = stored.ToDictionary(call => call.CallId);
        // One that has ended here and lives in the store: the store has lost its end.
        var known = board.Calls.UnionBy(stored, call => call.CallId).Where(call => isOurs(call.CallId)).ToList();
        var perhaps = unconfirmed.All.Where(call => isOurs(call.CallId)).ToList();
        var channels = await ami.SendListAsync(new CoreShowChannelsAction(), stopping);
        if (!channels.IsComplete)
        {
            return;
        }

        var there = channels.Items.Select(item => CoreShowChannelEvent.From(item)).ToList();
        var alive = there.ToLookup(channel => channel.Uniqueid);
        // Before the directory is known nobody knows whose the lines of a record are; and nobody is to be called lost who may have a record.
        if (!data.IsLoaded || await _recovery.RecoverAsync(
            inStore.Keys.ToHashSet(), alive.Contains, geography.Current, data.Current.Directory, stopping) is not { } ended)
        {
            return;
        }

        bool IsGone(CallState call) => !alive.Contains(call.CallId)
            && (CallId.SystemNameOf(call.CallId) != systemName || (now - call.PhaseSince).Duration() > _tooYoungToVanish);

        await EndAsync(known.UnionBy(perhaps, call => call.CallId).Where(IsGone), ended, now, stopping);

        // Redis was started without what it knew: calls that go on take their places again, and of one that is gone but too young to be ended others are to know as well.
        foreach (var call in known.Where(call => !ended.Contains(call.CallId) && (inStore.GetValueOrDefault(call.CallId)?.Version ?? 0) < call.Version))
        {
            await store.RestoreAsync(call, inStore.GetValueOrDefault(call.CallId));
        }

        var goOn = known.Where(call => alive.Contains(call.CallId)).ToList();
        await TellOfTransfersAsync(goOn.Where(call => call.Transfer is not null), there, now, stopping);
        await TellWhoPickedUpAsync(
            goOn.Where(call => call is { Phase: CallPhase.Ringing, Callback: null, Transfer: null } && alive[call.CallId].Any(channel => channel.BridgeId.Length > 0)), stopping);
        await store.RenewPlacesAsync(goOn);
    }

    /// <param name="ended">Those of which it is known how they ended, or will be.</param>
    private async Task EndAsync(IEnumerable<CallState> gone, IReadOnlySet<string> ended, DateTimeOffset now, CancellationToken stopping)
    {
        foreach (var call in gone)
        {
            unconfirmed.Remove(call.CallId);
            if (ended.Contains(call.CallId))
            {
                continue;
            }

            log.LogWarning("Call {CallId} is gone from {Switch} and nobody saw it end.", call.CallId, control.Name);
            // Nobody may know what has not been confirmed, and what nobody knows can't end.
            board.Show(call);
            await signals.EnqueueAsync(new Vanished(call.CallId, now), control, cause: null, stopping);
        }
    }

    private async Task TellOfTransfersAsync(IEnumerable<CallState> handedOver, IReadOnlyList<CoreShowChannelEvent> there, DateTimeOffset now, CancellationToken stopping)
    {
        var byName = there.DistinctBy(channel => channel.Channel).ToDictionary(channel => channel.Channel);
        foreach (var call in handedOver)
        {
            if (await control.WhoHasAsync(call.CallId, stopping) is not var (has, other))
            {
                continue;
            }

            foreach (var unheard in SwitchTransfers.Unheard(call.CallId, call.Transfer!, has, other, byName, now)
                .Where(unheard => unheard is not TransferOver || (now - call.Transfer!.Since).Duration() > _tooYoungToVanish))
            {
                await signals.EnqueueAsync(unheard, control, cause: null, stopping);
            }
        }
    }

    private async Task TellWhoPickedUpAsync(IEnumerable<CallState> answered, CancellationToken stopping)
    {
        foreach (var call in answered)
        {
            if (await control.AnsweredAtAsync(call.CallId, stopping) is { } at && await control.AnsweredByAsync(call.CallId, stopping) is var (channel, rang))
            {
                await signals.EnqueueAsync(SwitchSignals.Answered(call.CallId, at, channel, rang, data.Current.Directory), control, cause: null, stopping);
            }
        }
    }
}
