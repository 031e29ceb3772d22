using Hotline117.Routing.Cover;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService;

/// <summary>
/// Counts minute by minute who stands ready, and tells of each hour when it is over: hours of cover are what centres are paid for. All routers look, and the store
/// lets one of them count a minute. A minute in which the store is away, or no router is there, is told as not seen.
/// </summary>
internal sealed class CoverWatch(CoverStore store, RoutingData data, OutboxBell bell, TimeProvider time, ILogger<CoverWatch> log) : BackgroundService
{
    /// <summary>More often than once a minute, so that a moment's fault of the store takes no minute away.</summary>
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_lookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(time.GetUtcNow());
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                // Readiness tells that Redis is away, and the hour that it was not seen.
            }
            catch (Exception e)
            {
                log.LogError(e, "Who stands ready was not counted.");
            }
        }
    }

    private async Task LookAsync(DateTimeOffset now)
    {
        if (!data.IsLoaded)
        {
            return;
        }

        var (read, known) = await store.LoadAsync();
        var over = known is not null && known.IsOverAt(now);
        var hour = known is null || over ? CoverHour.At(now) : known;
        var next = hour.With(CoverNow.Of(data.Current, data.Regions, now), data.Regions.All.Select(region => region.Id), now);
        if (next is not null && await store.SaveAsync(read, next, over ? known!.Told() : []) && over)
        {
            bell.Ring();
        }
    }
}
