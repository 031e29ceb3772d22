using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Regions;

/// <summary>Dijkstra's algorithm from every node of a road network, in one season.</summary>
internal static class ShortestPaths
{
    /// <summary>Minutes from each node to each other, by the node's place in <see cref="RoadNetwork.Nodes"/>; infinity where no road is open.</summary>
    public static double[][] AllPairs(RoadNetwork network, Season season)
    {
        var indexOf = network.Nodes.Index().ToDictionary(node => node.Item, node => node.Index);
        var neighbours = network.Nodes.Select(_ => new List<(int Node, double Minutes)>()).ToArray();
        foreach (var road in network.Roads)
        {
            if (DrivingMinutes(road, network, season) is not { } minutes)
                continue;
            neighbours[indexOf[road.From]].Add((indexOf[road.To], minutes));
            neighbours[indexOf[road.To]].Add((indexOf[road.From], minutes));
        }
        return [.. Enumerable.Range(0, neighbours.Length).Select(start => From(start, neighbours))];
    }

    private static double? DrivingMinutes(Road road, RoadNetwork network, Season season)
    {
        var minutes = road.Kilometres / network.SpeedByClass[road.Class] * 60;
        return (season, road.InWinter) switch
        {
            (Season.Summer, _) => minutes,
            (_, RoadInWinter.Closed) => null,
            (_, RoadInWinter.AvalancheProne) => minutes / network.Winter.AvalancheSpeed,
            _ => minutes / network.Winter.OtherSpeed,
        };
    }

    private static double[] From(int start, List<(int Node, double Minutes)>[] neighbours)
    {
        var best = new double[neighbours.Length];
        Array.Fill(best, double.PositiveInfinity);
        best[start] = 0;
        var open = new PriorityQueue<int, double>([(start, 0)]);
        while (open.TryDequeue(out var node, out var reached))
        {
            if (reached > best[node])
                continue;
            foreach (var (next, minutes) in neighbours[node])
            {
                if (reached + minutes >= best[next])
                    continue;
                best[next] = reached + minutes;
                open.Enqueue(next, best[next]);
            }
        }
        return best;
    }
}
