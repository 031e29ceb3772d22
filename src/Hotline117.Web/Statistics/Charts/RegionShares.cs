using Hotline117.Contracts.Statistics;
using Hotline117.Web.Dispatch.Country;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>Calls received by the caller's region: those of the map, and the rest.</summary>
public sealed record RegionShares(IReadOnlyList<RegionShare> Regions)
{
    private const string Received = HeatMap.Received;

    /// <param name="byRegion">By region alone.</param>
    /// <param name="all">Of the same calls, ungrouped.</param>
    public static RegionShares Of(FigureTable byRegion, FigureTable all, CountryMap map)
    {
        var sums = new PeriodSums(byRegion);
        var total = new PeriodSums(all).Of(Received);
        var tiles = map.Tiles.ToDictionary(tile => tile.Region);
        var values = tiles.Keys.Concat(sums.Keys.Where(region => !tiles.ContainsKey(region))).Select(region => (region, calls: sums.Of(Received, region))).ToList();
        var most = values.Max(value => value.calls.Number) ?? 0;
        return new([.. values.Select(value => new RegionShare(
            value.region, tiles.GetValueOrDefault(value.region), value.calls, total.Number > 0 ? value.calls.Number / total.Number : null, HeatMap.StepOf(value.calls, most)))]);
    }

    public ChartTable Table => new(["region"], [Received], [.. Regions.Select(region => new ChartRow([region.Region], [region.Calls]))]);
}

/// <param name="Tile">Null for one that is not on the map, and where the region is not known.</param>
/// <param name="Share">Of all calls received, 0 to 1; null where one of both is not shown.</param>
/// <param name="Step">How full it is drawn, 0 to 5.</param>
public sealed record RegionShare(string Region, Tile? Tile, ChartValue Calls, double? Share, int Step);
