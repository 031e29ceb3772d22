using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Routing;

/// <summary>The second opinion on travel times, by another algorithm.</summary>
internal static class FloydWarshall
{
    public static double[,] Minutes(RoadNetwork network, Season season) => Solve(network, season).Minutes;

    /// <summary>The length of the way that takes the least time.</summary>
    public static (double Minutes, double Kilometres) FastestWay(RoadNetwork network, string from, string to, Season season)
    {
        var nodes = network.Nodes.ToList();
        var (minutes, kilometres) = Solve(network, season);
        return (minutes[nodes.IndexOf(from), nodes.IndexOf(to)], kilometres[nodes.IndexOf(from), nodes.IndexOf(to)]);
    }

    private static (double[,] Minutes, double[,] Kilometres) Solve(RoadNetwork network, Season season)
    {
        var nodes = network.Nodes.ToList();
        var (minutes, kilometres) = (new double[nodes.Count, nodes.Count], new double[nodes.Count, nodes.Count]);
        for (var i = 0; i < nodes.Count; i++)
        {
            for (var j = 0; j < nodes.Count; j++)
                minutes[i, j] = i == j ? 0 : double.PositiveInfinity;
        }
        foreach (var road in network.Roads.Where(road => season == Season.Summer || road.InWinter != RoadInWinter.Closed))
        {
            var speed = network.SpeedByClass[road.Class];
            if (season == Season.Winter)
                speed *= road.InWinter == RoadInWinter.AvalancheProne ? network.Winter.AvalancheSpeed : network.Winter.OtherSpeed;
            var (a, b) = (nodes.IndexOf(road.From), nodes.IndexOf(road.To));
            if (road.Kilometres / speed * 60 >= minutes[a, b])
                continue;
            minutes[a, b] = minutes[b, a] = road.Kilometres / speed * 60;
            kilometres[a, b] = kilometres[b, a] = road.Kilometres;
        }
        for (var via = 0; via < nodes.Count; via++)
        {
            for (var i = 0; i < nodes.Count; i++)
            {
                for (var j = 0; j < nodes.Count; j++)
                {
                    if (minutes[i, via] + minutes[via, j] >= minutes[i, j])
                        continue;
                    minutes[i, j] = minutes[i, via] + minutes[via, j];
                    kilometres[i, j] = kilometres[i, via] + kilometres[via, j];
                }
            }
        }
        return (minutes, kilometres);
    }
}
