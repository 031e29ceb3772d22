using Hotline117.Asterisk;
using Hotline117.Contracts;
using Hotline117.Routing.Callbacks;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService;

/// <summary>
/// Callbacks, from consent to their end: hears what the switches say of them, and looks each second for those whose time has come. Every router does; the
/// store lets one of them act. An attempt is a call as others are (<see cref="CallingBack"/>), so that <see cref="CallHandler"/> chooses its line, keeps the
/// line's place and explains it.
/// </summary>
internal sealed class Callbacks(
    CallbackQueue news, CallbackStore store, CallStore calls, LiveBoard board, RoutingData data, OutboxBell bell, IReadOnlyList<SwitchSession> switches,
    TimeProvider time, ILogger<Callbacks> log) : BackgroundService
{
    private const int MaxRaces = 5;

    /// <summary>As they were at the last look.</summary>
    private IReadOnlyList<CallbackState> _known = [];
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(1);

    /// <summary>An attempt of which nobody has heard by then never began.</summary>
    private static readonly TimeSpan _heardWithin = TimeSpan.FromSeconds(30);

    /// <summary>A switch that does not come back for so long has forgotten the number by its own clock, or is no more.</summary>
    private static readonly TimeSpan _forgetWithin = TimeSpan.FromHours(12);

    /// <summary>What the store did not take is told again; the switch would not say it twice.</summary>
    private static readonly TimeSpan _retryEvery = TimeSpan.FromMilliseconds(250);
    private const int MostRetries = 40;

    /// <returns>The new state; null where the signal changed nothing.</returns>
    /// <param name="audit">Where a person did it.</param>
    /// <exception cref="RedisException">The store is away; nothing was done.</exception>
    public async Task<CallbackState?> HandleAsync(CallbackSignal signal, AuditEntry? audit = null)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var before = await store.FindAsync(signal.CallbackId);
            if (Callback.Apply(before, signal, data.Current.Policy.Callbacks, () => Guid.CreateVersion7(time.GetUtcNow())) is not { } transition)
            {
                return null;
            }

            if (await store.SaveAsync(before, transition, audit))
            {
                bell.Ring();
                return transition.Next;
            }
        }

        log.LogError("Callback {CallbackId}: {Signal} lost {Races} races against other routers and was given up.", signal.CallbackId, signal.GetType().Name, MaxRaces);
        return null;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), LookRegularlyAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken stopping)
    {
        await foreach (var (happened, from) in news.Reader.ReadAllAsync(stopping))
        {
            for (var retry = 0; retry <= MostRetries; retry++)
            {
                try
                {
                    await (happened switch
                    {
                        CallerAgrees agrees => NoteAsync(agrees, from, stopping),
                        CallbackGoesOn goesOn => HandleAsync(goesOn.Signal),
                        _ => throw new NotSupportedException($"{happened.GetType().Name} is no news of a callback."),
                    });
                    break;
                }
                catch (Exception e) when (e is RedisException or TimeoutException && happened is CallbackGoesOn && retry < MostRetries)
                {
                    await Task.Delay(_retryEvery, time, stopping);
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    log.LogError("Callback {CallbackId}: {News} could not be handled: {Reason}", happened.CallbackId, happened.GetType().Name, e.Message);
                    break;
                }
            }
        }
    }

    /// <summary>Notes it and lets the caller know; where either fails there is no callback, and she goes on waiting.</summary>
    private async Task NoteAsync(CallerAgrees agrees, SwitchControl from, CancellationToken stopping)
    {
        if (await WhyNotAsync(agrees, from, stopping) is { } obstacle)
        {
            log.LogWarning("Callback {CallbackId} is not noted: {Reason}", agrees.CallbackId, obstacle);
            return;
        }

        // She may have been called up in the moment in which she pressed the last key: then she is not pulled away from whoever answers.
        if (await calls.FindAsync(agrees.CallId) is not { Phase: CallPhase.Waiting } call)
        {
            return;
        }

        var window = data.Current.Policy.Callbacks.FindWindow(agrees.Window)!;
        var noted = await HandleAsync(new CallbackAgreed(agrees.CallbackId, agrees.At, agrees.CallId, window, agrees.Word, call.Region, call.Wishes));
        if (noted is null)
        {
            // Another router tells her.
            return;
        }

        try
        {
            if (!IsLate(agrees.At))
            {
                await from.NoteCallbackAsync(noted.CallId, agrees.Step, noted.CallbackId, noted.To, stopping);
                return;
            }
        }
        catch (AmiException e)
        {
            log.LogWarning("Callback {CallbackId} could not be confirmed to the caller ({Reason}) and is called off.", noted.CallbackId, e.Message);
        }

        await HandleAsync(new CallbackCancelled(noted.CallbackId, time.GetUtcNow()));
    }

    private async Task<string?> WhyNotAsync(CallerAgrees agrees, SwitchControl from, CancellationToken stopping)
    {
        var policy = data.Current.Policy.Callbacks;
        return IsLate(agrees.At) ? "the switch's word is too old."
            : policy.FindWindow(agrees.Window) is null ? $"the policy has no window '{agrees.Window}': CALLBACK_WINDOW_KEYS of the switch must name its windows."
            : await store.CountAsync() >= policy.MostOpen ? $"{policy.MostOpen} are open (mostOpen in the policy)."
            : await from.FindCallbackObstacleAsync(stopping);
    }

    private async Task LookRegularlyAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_lookEvery, time);
        var failing = false;
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await LookAsync(stopping);
                failing = false;
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                if (!failing)
                {
                    log.LogWarning("Callbacks can't be looked after ({Reason}); it is tried again.", e.GetType().Name);
                }

                failing = true;
            }
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        // One at a time: the line that it takes is shown to be taken only a moment later.
        var hasBegun = false;
        var stored = await store.AllAsync();
        foreach (var known in _known.Where(known => !stored.Any(state => state.CallbackId == known.CallbackId && state.Version >= known.Version)))
        {
            await KeepAsync(known);
        }

        _known = stored;
        foreach (var state in stored)
        {
            var now = time.GetUtcNow();
            switch (state.Phase)
            {
                case CallbackPhase.Ended:
                    await ForgetAsync(state, now, stopping);
                    break;
                case CallbackPhase.Calling:
                    await LookAfterAttemptAsync(state, now);
                    break;
                case var _ when now >= state.To:
                    await HandleAsync(new TimePassed(state.CallbackId, now));
                    break;
                case CallbackPhase.Agreed:
                    await LookWhetherCallerLeftAsync(state, now);
                    break;
                default:
                    hasBegun = hasBegun || await BeginAsync(state, now, stopping);
                    break;
            }
        }
    }

    /// <summary>Somebody waits to be called back, and a Redis that was started without what it knew would never tell.</summary>
    private async Task KeepAsync(CallbackState known)
    {
        if (known.Phase is not CallbackPhase.Ended && await store.FindAsync(known.CallbackId) is var found && (found?.Version ?? 0) < known.Version)
        {
            log.LogError("Redis has lost callback {CallbackId}, or its last change; it is given back.", known.CallbackId);
            await store.GiveBackAsync(known, found);
        }
    }

    private async Task LookWhetherCallerLeftAsync(CallbackState state, DateTimeOffset now)
    {
        var call = await calls.FindAsync(state.CallId);
        if (call is null or { Phase: CallPhase.Ended } or { AnsweredAt: not null })
        {
            await HandleAsync(new CallerLeft(state.CallbackId, now, WasAnswered: call?.AnsweredAt is not null));
        }
    }

    private async Task LookAfterAttemptAsync(CallbackState state, DateTimeOffset now)
    {
        var call = await calls.FindAsync(state.CallOf(state.Attempts));
        if (call is { Phase: CallPhase.Ended } || (call is null && now - state.AttemptAt > _heardWithin))
        {
            await HandleAsync(new AttemptOver(state.CallbackId, now, state.ChannelOf(state.Attempts)));
        }
    }

    /// <returns>Whether an attempt has begun.</returns>
    private async Task<bool> BeginAsync(CallbackState state, DateTimeOffset now, CancellationToken stopping)
    {
        if (now < state.NextAt || !Callback.IsSafe(state, now) || switches.ControlOf(state.CallId) is not { } control || !SomebodyIsFree(state, now))
        {
            return false;
        }

        try
        {
            // To ring her at a wrong time can be dangerous: two clocks must say that it is safe.
            if (await control.NowAsync(stopping) is not { } there || !Callback.IsSafe(state, there))
            {
                return false;
            }
        }
        catch (AmiException)
        {
            return false;
        }

        if (await HandleAsync(new AttemptBegun(state.CallbackId, now)) is not { } begun)
        {
            return false;
        }

        try
        {
            await control.CallBackAsync(begun.CallbackId, begun.ChannelOf(begun.Attempts), stopping);
        }
        catch (AmiException e)
        {
            log.LogWarning("Callback {CallbackId}: {Switch} was not told to call back ({Reason}); it is tried again.", state.CallbackId, control.Name, e.Message);
        }

        return true;
    }

    /// <summary>For nobody who waits a place is taken by it, and nobody is rung who rests or seems away.</summary>
    private bool SomebodyIsFree(CallbackState state, DateTimeOffset now)
    {
        var snapshot = data.Current;
        var taken = board.TakenPlaces(snapshot.Directory);
        var waiting = WaitingQueue.InOrder(board.Waiting, now);
        var promised = waiting.Count == 0 ? [] : WaitingQueue.TurnsOf(waiting, snapshot, now, taken).Promised;
        var facts = new CallFacts { CallId = state.CallOf(state.Attempts + 1), ReceivedAt = state.From, Region = state.Region, Wishes = state.Wishes };
        return Ranking.Of(facts, snapshot, now, taken, promised) is { ExpectedLine: not null, LastResort: false };
    }

    private async Task ForgetAsync(CallbackState ended, DateTimeOffset now, CancellationToken stopping)
    {
        try
        {
            if (switches.ControlOf(ended.CallId) is { } control)
            {
                await control.ForgetCallbackAsync(ended.CallbackId, stopping);
            }
            else if (now - ended.To < _forgetWithin)
            {
                return;
            }

            await store.ReleaseAsync(ended);
        }
        catch (AmiException e)
        {
            log.LogWarning("Callback {CallbackId}: its switch could not be told to forget the number ({Reason}); it is tried again.", ended.CallbackId, e.Message);
        }
    }


    private bool IsLate(DateTimeOffset saidAt) => time.GetUtcNow() - saidAt > Call.AnswerWithin;
}
