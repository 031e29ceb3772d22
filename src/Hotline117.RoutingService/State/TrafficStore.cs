using Hotline117.Routing.Alarms;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Which regions have called lately and which centres were rung, as all routers together have seen it. To note a call twice changes nothing.</summary>
internal sealed class TrafficStore(IConnectionMultiplexer redis)
{
    /// <summary>Of a region that no longer calls nothing else would ever be forgotten. Longer than any policy looks back (<see cref="AlarmPolicy.Quiet"/>).</summary>
    private static readonly TimeSpan _keptFor = TimeSpan.FromDays(4);

    /// <summary>More of one region need not be counted.</summary>
    private const int MostOfRegion = 20_000;

    private IDatabase Database => redis.GetDatabase();

    /// <param name="keepFrom">What came earlier is forgotten.</param>
    public async Task NoteAsync(IReadOnlyCollection<CallState> calls, DateTimeOffset keepFrom)
    {
        if (calls.Count == 0)
        {
            return;
        }

        var batch = Database.CreateBatch();
        List<Task> written = [];
        foreach (var from in calls.Where(call => call is { Callback: null, Region.Region: not null }).GroupBy(call => call.Region.Region!))
        {
            var key = RedisKeys.CallsFrom(from.Key);
            written.Add(batch.SortedSetAddAsync(key, [.. from.Select(call => new SortedSetEntry(call.CallId, call.ReceivedAt.ToUnixTimeMilliseconds()))]));
            written.Add(batch.SortedSetRemoveRangeByScoreAsync(key, double.NegativeInfinity, keepFrom.ToUnixTimeMilliseconds()));
            written.Add(batch.SortedSetRemoveRangeByRankAsync(key, 0, -MostOfRegion - 1));
            written.Add(batch.KeyExpireAsync(key, _keptFor));
        }

        foreach (var (call, line) in calls.SelectMany(call => call.Lines, (call, line) => (call, line)).Where(offer => offer.line.CentreId is not null))
        {
            written.Add(batch.SortedSetUpdateAsync(RedisKeys.LastOffers, line.CentreId, call.PhaseSince.ToUnixTimeMilliseconds(), SortedSetWhen.GreaterThan));
        }

        written.Add(batch.SortedSetRemoveRangeByScoreAsync(RedisKeys.LastOffers, double.NegativeInfinity, keepFrom.ToUnixTimeMilliseconds()));
        batch.Execute();
        await Task.WhenAll(written);
    }

    /// <param name="from">Only what was since then.</param>
    public async Task<Traffic> ReadAsync(RegionMap regions, DateTimeOffset from, DateTimeOffset now)
    {
        // A store that has forgotten what was before has forgotten this as well.
        await Database.StringSetAsync(RedisKeys.TrafficSince, now.ToUnixTimeMilliseconds(), when: When.NotExists);
        var since = (long)await Database.StringGetAsync(RedisKeys.TrafficSince);
        var offers = Database.SortedSetRangeByScoreWithScoresAsync(RedisKeys.LastOffers, from.ToUnixTimeMilliseconds());
        var counts = await Task.WhenAll(regions.All.Select(async region =>
            (region.Id, Calls: (int)await Database.SortedSetLengthAsync(RedisKeys.CallsFrom(region.Id), from.ToUnixTimeMilliseconds()))));
        return new(
            DateTimeOffset.FromUnixTimeMilliseconds(since),
            counts.Where(count => count.Calls > 0).ToDictionary(count => count.Id, count => count.Calls),
            (await offers).ToDictionary(offer => offer.Element.ToString(), offer => DateTimeOffset.FromUnixTimeMilliseconds((long)offer.Score)));
    }
}
