using System.Diagnostics;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService;

/// <summary>
/// Watches over those who wait: whenever a place may have become free, a shift or a rest begins or ends, or time makes a wish give way, it finds whose turn
/// it is. Every replica does, and the store lets one of them act. A switch that nobody calls back asks by itself after a while.
/// </summary>
internal sealed class WaitingCalls(
    LiveBoard board, RoutingData data, LineConditions conditions, CallStore store, IConnectionMultiplexer redis, SignalQueue signals,
    IReadOnlyList<SwitchSession> switches, TimeProvider time, ILogger<WaitingCalls> log) : BackgroundService
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Another replica may just be sending the caller to wait, over its own connection: what overtook that would be undone by it.
    /// </summary>
    public static readonly TimeSpan SettlesWithin = TimeSpan.FromMilliseconds(500);

    /// <summary>Whoever was called up and got no line is left alone for a while: what is thought free here is not so in the store.</summary>
    private static readonly TimeSpan _againAfter = TimeSpan.FromSeconds(1);

    // When, by the steady clock.
    private readonly Dictionary<string, long> _calledUp = [];
    private readonly Bell _bell = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        board.TurnsMayHaveChanged += _bell.Ring;
        data.Replaced += _bell.Ring;
        conditions.Replaced += _bell.Ring;
        board.WrapUpsEnded += store.EndWrapUps;
        var listening = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            listening = listening || await ListenAsync();
            var all = true;
            try
            {
                all = await CallUpAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Whose turn it is was not found; the switches ask again by themselves.");
            }

            await _bell.WaitAsync(all ? _lookEvery : SettlesWithin, stoppingToken);
        }
    }

    /// <returns>False where somebody's turn has come who must settle first.</returns>
    private async Task<bool> CallUpAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var waiting = WaitingQueue.InOrder(board.Waiting, now);
        if (waiting.Count == 0)
        {
            return true;
        }

        foreach (var (callId, _) in _calledUp.Where(each => time.GetElapsedTime(each.Value) >= _againAfter).ToList())
        {
            _calledUp.Remove(callId);
        }

        var all = true;
        var snapshot = data.Current;
        foreach (var call in WaitingQueue.TurnsOf(waiting, snapshot, now, board.TakenPlaces(snapshot.Directory)).Next)
        {
            // A clock that was set back puts it into the future.
            if ((now - call.AskedAt)?.Duration() < SettlesWithin || _calledUp.ContainsKey(call.CallId))
            {
                all = false;
            }
            else if (switches.ControlOf(call.CallId) is { } control)
            {
                _calledUp[call.CallId] = time.GetTimestamp();
                Activity.Current = null;
                var span = RoutingTelemetry.Activities.StartActivity("call.turn");
                span?.SetTag("hotline.call", call.CallId);
                await signals.EnqueueAsync(new TurnCame(call.CallId, now), control, span, stopping);
            }
        }

        return all;
    }

    /// <summary>Of what another replica did without a word of the switch.</summary>
    private async Task<bool> ListenAsync()
    {
        try
        {
            var changes = await redis.GetSubscriber().SubscribeAsync(RedisKeys.CallChanged);
            changes.OnMessage(message => ReadAnewAsync(message.Message.ToString()));
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }

    private async Task ReadAnewAsync(string callId)
    {
        try
        {
            if (await store.FindAsync(callId) is { } state)
            {
                board.Show(state);
            }
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            log.LogWarning("Call {CallId} has changed and can't be read ({Reason}); it is read with the next look at the switch.", callId, e.GetType().Name);
        }
    }
}
