using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Inbound;

/// <summary>Tells the memory of callers which calls end and which are called a nuisance, and lets it forget in time.</summary>
internal sealed class CallerMemoryFeed(CallerMemory callers, LiveBoard board, IConnectionMultiplexer redis, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _forgetEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        board.Ended += callers.End;
        RoutingTelemetry.ObserveKnownCalls(() => callers.Count);
        var listening = false;
        using var timer = new PeriodicTimer(_forgetEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            listening = listening || await ListenAsync();
            callers.Forget(callId => board.Find(callId) is not null);
        }
    }

    private async Task<bool> ListenAsync()
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(RedisKeys.NuisanceMarked, (_, callId) => callers.Mark(callId.ToString()));
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
