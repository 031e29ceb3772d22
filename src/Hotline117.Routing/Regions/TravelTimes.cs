using System.Collections.Frozen;
using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Regions;

/// <summary>How long the way by road is between any two regions in each season, computed once when the data is loaded.</summary>
public sealed class TravelTimes
{
    private const int NoRoad = -1;
    private readonly FrozenDictionary<string, int> _nodeOfRegion;
    private readonly int[][] _summer;
    private readonly int[][] _winter;
    private readonly WinterRule _winterRule;

    /// <exception cref="KeyNotFoundException">A road or a region names a node, or a road a class, that the network lacks.</exception>
    public TravelTimes(RegionMap regions, RoadNetwork network)
    {
        var indexOf = network.Nodes.Index().ToDictionary(node => node.Item, node => node.Index);
        _nodeOfRegion = regions.All.ToFrozenDictionary(region => region.Id, region => indexOf[region.RoadNode]);
        _summer = WholeMinutes(ShortestPaths.AllPairs(network, Season.Summer));
        _winter = WholeMinutes(ShortestPaths.AllPairs(network, Season.Winter));
        _winterRule = network.Winter;
    }

    /// <summary>Minutes by road, or null where a region is unknown or no road between them is open.</summary>
    public int? Minutes(string? fromRegion, string toRegion, Season season)
    {
        if (fromRegion is null || !_nodeOfRegion.TryGetValue(fromRegion, out var from) || !_nodeOfRegion.TryGetValue(toRegion, out var to))
            return null;
        var minutes = (season == Season.Winter ? _winter : _summer)[from][to];
        return minutes == NoRoad ? null : minutes;
    }

    public bool Knows(string? region) => region is not null && _nodeOfRegion.ContainsKey(region);

    public Season SeasonAt(DateTimeOffset instant) =>
        _winterRule.Months.Contains(BishkekTime.ToLocal(instant).Month) ? Season.Winter : Season.Summer;

    private static int[][] WholeMinutes(double[][] paths) =>
        [.. paths.Select(row => row.Select(minutes => double.IsInfinity(minutes) ? NoRoad : (int)Math.Round(minutes)).ToArray())];
}
