using Hotline117.Contracts;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Routing;

/// <summary>Three centres round the clock, ten, twenty and thirty minutes from the middle, and one that is never on shift.</summary>
internal sealed class SmallTown
{
    public static readonly DateTimeOffset Noon = new(2026, 7, 15, 6, 0, 0, TimeSpan.Zero);

    public SmallTown()
    {
        var regions = new RegionMap(new[] { "centre-town", "near", "middle", "far", "asleep" }.Select(id => new Region(id, null, new LocalizedText(null, null, id), id)));
        var roads = new RoadNetwork(
            [.. regions.All.Select(region => region.Id)],
            [.. new[] { ("near", 10), ("middle", 20), ("far", 30), ("asleep", 5) }.Select(road => new Road("centre-town", road.Item1, road.Item2, "A", RoadInWinter.Open))],
            new Dictionary<string, double> { ["A"] = 60 },
            new WinterRule(new HashSet<int> { 1 }, 0.7, 0.85));
        var directory = new CentreDirectory([Centre("near", 1, "ky"), Centre("middle", 1, "ky", "ru"), Centre("far", 2, "ky", "uz"), Centre("asleep", 1, "uz")]);
        var always = new Shift { Id = "always", Lines = ["near-1", "middle-1", "far-1"], Days = Enum.GetValues<DayOfWeek>(), From = default, To = default };
        Snapshot = new RoutingSnapshot(directory, new Roster([always], directory), RoutingPolicy.Default, new TravelTimes(regions, roads)) { ConfirmedAt = Noon };
    }

    public RoutingSnapshot Snapshot { get; set; }

    /// <summary>The places of near, middle, far and asleep.</summary>
    public Ranking Rank(
        string? region, string? language = null, string[]? tried = null, TimeSpan waited = default, string callId = "1700000000.1", ushort[]? taken = null,
        string? hint = null) =>
        Ranking.Of(
            new CallFacts
            {
                CallId = callId,
                ReceivedAt = Noon - waited,
                Region = region is null ? CallerRegion.Unknown : new(region, RegionSource.AreaCode, RegionCertainty.High),
                Wishes = new(language, LanguageHint: hint),
                TriedLines = tried ?? [],
            },
            Snapshot,
            Noon,
            taken);

    private static Centre Centre(string id, int capacity, params string[] languages) => new()
    {
        Id = id,
        Name = new LocalizedText(null, null, id),
        Region = id,
        Town = id,
        Languages = languages,
        Lines = [new Line { Id = $"{id}-1", Number = "0312000000", Capacity = capacity }],
    };
}
