using System.Diagnostics;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Listens to one Asterisk. Whenever events may have been missed - a new connection, an overflow - it asks the switch which channels
/// there are: Asterisk is the truth about live calls, and a call that it no longer knows ends as indeterminate.
/// </summary>
internal sealed class SwitchSession(
    AmiServerSettings server, AmiClient ami, SwitchControl control, SignalQueue signals, LiveBoard board, UnconfirmedCalls unconfirmed, CallStore store, RoutingData data,
    CallbackQueue callbacks, PhoneStates phones, CallerMemory callers, AttackWatch attack,
    GeographyInForce geography, SwitchKnowledge knowledge, IConnectionMultiplexer redis, TimeProvider time, ILogger<SwitchSession> log) : BackgroundService
{
    private static readonly TimeSpan _catchUpEvery = TimeSpan.FromSeconds(15);

    private readonly SwitchMemory _memory = new(control);
    private readonly SwitchReconciliation _reconciliation = new(ami, control, signals, board, unconfirmed, store, data, geography, time, log);
    private readonly SwitchClock _clock = new(time);
    private readonly SwitchWaits _waits = new(ami, control, time);
    private readonly Pulse _pulse = new(time);
    private readonly Bell _behind = new(time);

    public string Name => server.Name;

    public AmiStatus Status => ami.Status;

    /// <inheritdoc cref="SwitchControl.Obstacle"/>
    public string? Obstacle => control.Obstacle;

    /// <summary>What the switch seems not to let us hear; null where nothing is missing. Only told: who hears a call is to route it all the same.</summary>
    public string? Deafness { get; private set; }

    /// <summary>What is wrong although the connection is up; null where nothing is.</summary>
    public string? Trouble => Obstacle ?? Deafness;

    /// <inheritdoc cref="SwitchClock.Fault"/>
    public string? ClockFault => _clock.Fault;

    /// <inheritdoc cref="SwitchMemory.TaughtAt"/>
    public DateTimeOffset? TaughtAt => _memory.TaughtAt;

    /// <summary>As the ids of its calls bear it (<see cref="CallId"/>). Empty until it has been asked.</summary>
    private volatile string _systemName = "";

    /// <returns>Null where the call is another switch's, or this one can't be told what to do now.</returns>
    public SwitchControl? ControlOf(string callId) =>
        Owns(callId) && ami.Status.State is AmiConnectionState.Connected && Obstacle is null
            ? control
            : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var events = ami.Subscribe([.. SwitchSignals.Events, DeviceStateChangeEvent.EventName]);
        data.Replaced += _behind.Ring;
        attack.Changed += _behind.Ring;
        // It may have come back without what it knew.
        redis.ConnectionRestored += (_, _) =>
        {
            _reconciliation.StoreMayHaveForgotten();
            _behind.Ring();
        };
        await Task.WhenAll(ami.RunAsync(stoppingToken), ListenAsync(events, stoppingToken), CatchUpRegularlyAsync(stoppingToken), _pulse.BeatRegularlyAsync(ami, stoppingToken));
    }

    private async Task ListenAsync(AmiSubscription<AmiEvent> events, CancellationToken stopping)
    {
        await foreach (var delivery in events.WithCancellation(stopping))
        {
            if (delivery.Gap is { } gap)
            {
                log.LogInformation("{Switch}: events may be missing ({Reason}, {Lost} lost); its channels are read anew.", Name, gap.Reason, gap.Lost);
                _pulse.Forget();
                _ = _pulse.BeatAsync(ami, stopping);
                _memory.Forget();
                phones.Forget(Name);
                _waits.MayHaveBecomeLonger();
                _behind.Ring();
                continue;
            }

            var isPulse = _pulse.Hears(delivery.Event);
            if (_pulse.HeardOf is { } sent && _clock.Hear(delivery.Event, sent) is { } back)
            {
                log.LogError("{Switch}: its clock was set back by {Seconds:0} s; whoever waits there is led on.", Name, back.TotalSeconds);
                _waits.BecomeLonger();
                _behind.Ring();
            }

            if (isPulse)
            {
                continue;
            }

            if (delivery.Event.Is<DeviceStateChangeEvent>(out var phone))
            {
                phones.Hear(Name, phone);
                continue;
            }

            if (CallbackQueue.Read(delivery.Event, time.GetUtcNow()) is { } news)
            {
                await callbacks.EnqueueAsync(news, control, stopping);
                continue;
            }

            // A trace begins with what the switch said and must not hang on whatever was current here.
            Activity.Current = null;
            var at = _pulse.SaidAt();
            if (SwitchSignals.Read(delivery.Event, at, geography.Current, data.Current.Directory, callers) is { } signal)
            {
                if (signal is DialplanSignal { Step: 1 })
                {
                    attack.Count(at);
                }
                else if (signal is CallRecord { HasEnded: true } end)
                {
                    _reconciliation.Hear(end);
                }

                var span = RoutingTelemetry.Activities.StartActivity("switch.signal", ActivityKind.Consumer);
                span?.SetTag("hotline.signal", signal.GetType().Name).SetTag("hotline.call", signal.CallId).SetTag("hotline.switch", Name);
                await signals.EnqueueAsync(signal, control, span, stopping);
            }
        }
    }

    /// <summary>After a gap, a change of the roster, and from time to time: shifts begin and end, and a gap may have gone unseen.</summary>
    private async Task CatchUpRegularlyAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (ami.Status.State is AmiConnectionState.Connected)
            {
                await CatchUpAsync(stopping);
            }

            await _behind.WaitAsync(_catchUpEvery, stopping);
        }
    }

    private async Task CatchUpAsync(CancellationToken stopping)
    {
        await TryAsync(AskWhetherItCanBeToldAsync, stopping);
        if (Obstacle is not null)
        {
            return;
        }

        // Each by itself: a switch whose disk is full can be taught nothing, and the store may be away.
        foreach (var step in (Func<CancellationToken, Task>[])[LeadOnWhoeverWaitsAsync, TeachAsync, ReconcileAsync, ReadPhonesAsync, ListenForOurselvesAsync, FindWhoIsStuckAsync])
        {
            await TryAsync(step, stopping);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> step, CancellationToken stopping)
    {
        try
        {
            await step(stopping);
        }
        catch (Exception e) when (e is AmiException or RedisException or TimeoutException)
        {
            log.LogWarning("{Switch}: catching up failed: {Reason} It is tried again within {Period}.", Name, e.Message, _catchUpEvery);
        }
    }

    private async Task AskWhetherItCanBeToldAsync(CancellationToken stopping)
    {
        var obstacle = await SwitchCheck.FindObstacleAsync(ami, server, stopping);
        if (obstacle is not null && obstacle != Obstacle)
        {
            log.LogError("{Switch}: {Obstacle}", Name, obstacle);
        }

        control.Obstacle = obstacle;
        _systemName = (await ami.SendAsync(new CoreSettingsAction(), stopping))["SystemName"] ?? "";
    }

    private Task ReconcileAsync(CancellationToken stopping) => _reconciliation.RunAsync(Owns, _systemName, stopping);

    private Task LeadOnWhoeverWaitsAsync(CancellationToken stopping) => _waits.ShortenAsync(MayBeLedIntoAWait, stopping);

    private Task FindWhoIsStuckAsync(CancellationToken stopping) => _waits.FindStuckAsync(MayBeLedIntoAWait, stopping);

    private bool MayBeLedIntoAWait(string channelId) => Owns(channelId) && board.Find(channelId) is not { Callback: not null };

    private async Task TeachAsync(CancellationToken stopping)
    {
        var (snapshot, now) = (data.Current, time.GetUtcNow());
        if (attack.IsKnown)
        {
            await _memory.TeachCodeAsync(attack.Current is not null, now, stopping);
        }

        await _memory.TeachAsync(knowledge.Of(FallbackPlans.OnDuty(snapshot, now), snapshot.Directory, geography.Current), now, stopping);
    }

    private Task ReadPhonesAsync(CancellationToken stopping) => phones.ReadAsync(Name, ami, stopping);

    private async Task ListenForOurselvesAsync(CancellationToken stopping)
    {
        var deafness = await HearingCheck.FindDeafnessAsync(ami, server, time, stopping);
        if (deafness is not null && deafness != Deafness)
        {
            log.LogError("{Switch}: {Deafness}", Name, deafness);
        }

        Deafness = deafness;
    }

    private bool Owns(string callId) => CallId.SwitchOf(callId) is { Length: > 0 } its && its == CallId.NameIn(_systemName);
}
