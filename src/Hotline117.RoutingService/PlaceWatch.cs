using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService;

/// <summary>
/// Gives back the places that nobody would: a place after a conversation ends by Redis' clock, and where that was set back, or Redis had no room for a router's word
/// that it is over, a line would be thought taken for hours. Every replica looks.
/// </summary>
internal sealed class PlaceWatch(CallStore store, RoutingData data, TimeProvider time, ILogger<PlaceWatch> log) : BackgroundService
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_lookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var line in await store.FreeLostPlacesAsync(data.Current.Directory.Lines.Select(line => line.Id)))
                {
                    log.LogWarning("A place of {Line} was free again: it would have stayed taken for longer than any call is written up, as clocks had been set.", line);
                }
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                // Readiness tells that Redis is away; places are looked at again when it is back.
            }
        }
    }
}
