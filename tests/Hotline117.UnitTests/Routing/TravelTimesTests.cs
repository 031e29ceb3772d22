using CsCheck;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;

namespace Hotline117.UnitTests.Routing;

public sealed class TravelTimesTests
{
    private static readonly TravelTimes Country = Geography.Load().TravelTimes;

    [Fact]
    public void The_shortest_ways_are_those_of_Floyd_and_Warshall() =>
        Gen.Int.Sample(
            seed =>
            {
                var network = RandomNetwork(new Random(seed));
                var regions = new RegionMap(network.Nodes.Select(node => new Region(node, null, new LocalizedText(null, null, node), node)));
                var times = new TravelTimes(regions, network);
                foreach (var season in Enum.GetValues<Season>())
                {
                    var expected = FloydWarshall.Minutes(network, season);
                    foreach (var (i, from) in network.Nodes.Index())
                    {
                        foreach (var (j, to) in network.Nodes.Index())
                            AssertSame(expected[i, j], times.Minutes(from, to, season));
                    }
                }
            },
            iter: 500);

    [Theory]
    [InlineData(Season.Summer, "talas-city")]
    [InlineData(Season.Winter, "manas-city")]
    public void Chatkal_is_nearest_to_Talas_in_summer_and_to_Manas_when_the_pass_is_shut(Season season, string nearest)
    {
        string[] townsWithCentres = ["bishkek", "osh-city", "alay", "issyk-kul-rayon", "batken-city", "manas-city", "talas-city", "karakol", "naryn-city"];
        Assert.Equal(nearest, townsWithCentres.MinBy(town => Country.Minutes("chatkal", town, season)));
    }

    [Theory]
    [InlineData(Season.Summer)]
    [InlineData(Season.Winter)]
    public void Toktogul_is_nearer_to_Talas_than_to_the_city_of_its_own_oblast(Season season) =>
        Assert.True(Country.Minutes("toktogul", "talas-city", season) < Country.Minutes("toktogul", "manas-city", season));

    [Theory]
    [InlineData(Season.Summer, 13.1)]
    [InlineData(Season.Winter, 16.3)]
    public void From_Bishkek_to_Osh_it_is_676_kilometres_by_road_all_year(Season season, double hours)
    {
        var (minutes, kilometres) = FloydWarshall.FastestWay(RoadData.Network(), "bishkek", "osh", season);
        Assert.Equal(676, kilometres);
        Assert.Equal(minutes, Country.Minutes("bishkek", "osh-city", season)!.Value, tolerance: 0.5);
        Assert.Equal(hours, Country.Minutes("bishkek", "osh-city", season)!.Value / 60.0, tolerance: 0.05);
    }

    [Fact]
    public void The_whole_country_agrees_with_Floyd_and_Warshall()
    {
        var network = RoadData.Network();
        var regions = Geography.Load().Regions.All;
        foreach (var season in Enum.GetValues<Season>())
        {
            var expected = FloydWarshall.Minutes(network, season);
            foreach (var from in regions)
            {
                foreach (var to in regions)
                    AssertSame(expected[IndexOf(from.RoadNode), IndexOf(to.RoadNode)], Country.Minutes(from.Id, to.Id, season));
            }
        }
        int IndexOf(string node) => network.Nodes.Index().First(each => each.Item == node).Index;
    }

    [Fact]
    public void Every_region_is_reached_from_every_other_even_in_winter()
    {
        var regions = Geography.Load().Regions.All;
        Assert.Equal(67, regions.Count);
        Assert.All(regions, from => Assert.All(regions, to => Assert.NotNull(Country.Minutes(from.Id, to.Id, Season.Winter))));
    }

    [Theory]
    [InlineData("2026-05-31T23:59:59+06:00", Season.Winter)]
    [InlineData("2026-06-01T00:00:00+06:00", Season.Summer)]
    [InlineData("2026-05-31T18:00:00+00:00", Season.Summer)]
    [InlineData("2026-09-30T17:59:59+00:00", Season.Summer)]
    [InlineData("2026-09-30T18:00:00+00:00", Season.Winter)]
    public void The_passes_shut_and_open_at_midnight_in_Bishkek(string instant, Season season) =>
        Assert.Equal(season, Country.SeasonAt(DateTimeOffset.Parse(instant, null)));

    [Theory]
    [InlineData(null)]
    [InlineData("atlantis")]
    public void From_an_unknown_region_no_time_is_known(string? region) => Assert.Null(Country.Minutes(region, "bishkek", Season.Summer));

    private static void AssertSame(double expected, int? actual)
    {
        if (double.IsInfinity(expected))
            Assert.Null(actual);
        else
            Assert.Equal(expected, actual!.Value, tolerance: 0.500001);
    }

    private static RoadNetwork RandomNetwork(Random random)
    {
        string[] nodes = [.. Enumerable.Range(0, random.Next(1, 14)).Select(node => $"n{node}")];
        var roads = Enumerable.Range(0, random.Next(0, 3 * nodes.Length)).Select(_ => new Road(
            nodes[random.Next(nodes.Length)], nodes[random.Next(nodes.Length)], random.Next(1, 300), random.Next(2) == 0 ? "A" : "E", (RoadInWinter)random.Next(3)));
        var winter = new WinterRule(new HashSet<int> { 1 }, 0.7, 0.85);
        return new RoadNetwork(nodes, [.. roads], new Dictionary<string, double> { ["A"] = 65, ["E"] = 28 }, winter);
    }
}
