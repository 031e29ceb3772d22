namespace Hotline117.Routing.Regions;

/// <param name="Nodes">Towns and junctions, by id.</param>
/// <param name="SpeedByClass">Kilometres an hour in summer.</param>
public sealed record RoadNetwork(
    IReadOnlyList<string> Nodes,
    IReadOnlyList<Road> Roads,
    IReadOnlyDictionary<string, double> SpeedByClass,
    WinterRule Winter);

/// <summary>A stretch of road that can be driven both ways.</summary>
public sealed record Road(string From, string To, double Kilometres, string Class, RoadInWinter InWinter);

public enum RoadInWinter { Open, AvalancheProne, Closed }

/// <param name="Months">1 to 12, on the calendar of Asia/Bishkek.</param>
/// <param name="AvalancheSpeed">Part of the summer's speed on roads prone to avalanches, above 0 and at most 1.</param>
/// <param name="OtherSpeed">The same on all other roads.</param>
public sealed record WinterRule(IReadOnlySet<int> Months, double AvalancheSpeed, double OtherSpeed);
