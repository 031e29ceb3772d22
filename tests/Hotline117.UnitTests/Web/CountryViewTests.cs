using System.Globalization;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.RoutingService.Data;
using Hotline117.Web.Dispatch.Board;
using Hotline117.Web.Dispatch.Country;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;

namespace Hotline117.UnitTests.Web;

public sealed class CountryViewTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly RegionNames Names = RegionNames.From(
    [
        Name("osh", "Osh"), Name("uzgen", "Uzgen", "osh"), Name("alay", "Alay", "osh"), Name("naryn", "Naryn"), Name("naryn-city", "Naryn (city)", "naryn"),
        Name("moon", "The Moon"), Name("crater", "A crater", "moon"),
    ]);

    [Fact]
    public void What_lies_in_a_region_counts_for_it_callers_as_well_as_centres()
    {
        var view = View(
            [Waits("u", "uzgen", 90), Waits("o", "osh", 10), LiveSamples.Call("talks", CallPhase.Talking, centre: "a", region: "uzgen")],
            [At("uzgen", "a", new LiveLine("a-1", 3, 1, true)), At("osh", "b", new LiveLine("b-1", 1, 1, true)), At("alay", "c", new LiveLine("c-1", 1, 0, false)) with { OnShift = false }]);

        var osh = Of(view, "osh");
        Assert.Equal((Cover.Free, 2, 4, 2, 2, 3), (osh.Cover, osh.Free, osh.Places, osh.Waiting, osh.OnShift, osh.Centres));
        Assert.Equal(LiveSamples.Noon.AddSeconds(-90), osh.LongestWaitSince);
        Assert.DoesNotContain(view.Regions, region => region.RegionId == "uzgen");
    }

    [Fact]
    public void Cover_is_told_by_who_is_free_who_is_on_shift_and_the_alarms()
    {
        LiveCentre[] centres = [At("osh", "a", new LiveLine("a-1", 1, 1, true)), At("naryn-city", "b", new LiveLine("b-1", 1, 0, true))];

        var view = View([], centres, Bare("chuy"), Bare("uzgen"), Bare("talas") with { EndedAt = LiveSamples.Noon });

        Assert.Equal([Cover.Taken, Cover.Free, Cover.None, Cover.FromElsewhere], new[] { "osh", "naryn", "chuy", "talas" }.Select(id => Of(view, id).Cover));
        Assert.Equal(["Uzgen"], Of(view, "osh").Uncovered);
        Assert.All(View([], centres, Bare(null)).Regions, region => Assert.Equal(Cover.None, region.Cover));
    }

    [Fact]
    public void Who_calls_from_nowhere_known_and_what_is_not_on_the_map_is_counted_all_the_same()
    {
        var view = View([Waits("lost", null), Waits("far", "crater")], [At("crater", "a", new LiveLine("a-1", 1, 0, true)), At("atlantis", "b", new LiveLine("b-1", 1, 0, true))]);

        Assert.Equal(1, view.WaitingFromUnknown);
        Assert.Equal(((Tile?)null, "The Moon", 1, 1), Of(view, "moon") is var moon ? (moon.Tile, moon.Name, moon.Waiting, moon.Free) : default);
        Assert.Equal("atlantis", Of(view, "atlantis").Name);
        Assert.Equal(CountryMap.Kyrgyzstan.Tiles.Count + 2, view.Regions.Count);
    }

    [Fact]
    public void Every_region_of_the_first_level_has_a_tile_of_its_own_and_rows_run_east_and_columns_south_as_its_places_lie()
    {
        var regions = Country.Regions;
        var tiles = CountryMap.Kyrgyzstan.Tiles;
        Assert.Equal(regions.All.Where(region => region.Parent is null).Select(region => region.Id).Order(), tiles.Select(tile => tile.Region).Order());
        Assert.Equal(tiles.Count, tiles.Select(tile => (tile.Column, tile.Row)).Distinct().Count());

        // Places are known within 2 km; Chuy lies around Bishkek.
        const double within = 0.05;
        var centre = tiles.ToDictionary(tile => tile.Region, tile => MeanOf(tile.Region));
        foreach (var (one, other) in tiles.SelectMany(one => tiles, (one, other) => (one, other)))
        {
            Assert.False(one.Row == other.Row && one.Column < other.Column && centre[one.Region].East > centre[other.Region].East + within, $"{one.Region} is east of {other.Region}.");
            Assert.False(one.Column == other.Column && one.Row < other.Row && centre[one.Region].North < centre[other.Region].North - within, $"{one.Region} is south of {other.Region}.");
        }
    }

    private static readonly Geography Country = Geography.Load();

    private static CountryView View(LiveCall[] calls, LiveCentre[] centres, params Alarm[] alarms)
    {
        var live = LiveState.From(new LiveSnapshot(1, LiveSamples.Noon, calls, centres) { Alarms = alarms });
        return CountryView.From(live, BoardView.From(live, Names, English, LiveSamples.Noon), CountryMap.Kyrgyzstan, Names, English);
    }

    private static RegionView Of(CountryView view, string id) => view.Regions.Single(region => region.RegionId == id);

    private static RegionName Name(string id, string name, string? parent = null) => new(id, new LocalizedText(null, null, name), parent);

    private static LiveCall Waits(string id, string? region, int seconds = 10) => LiveSamples.Call(id, receivedSecondsAgo: seconds, region: region);

    private static LiveCentre At(string region, string id, params LiveLine[] lines) => LiveSamples.Centre(id, onShift: true, lines) with { Region = region };

    private static Alarm Bare(string? region) =>
        new() { Key = $"no-cover-now:{region}", Kind = AlarmKind.NoCoverNow, Severity = AlarmSeverity.Critical, Subject = region, Since = LiveSamples.Noon };

    private static (double North, double East) MeanOf(string region)
    {
        using var file = typeof(Geography).Assembly.GetManifestResourceStream("places.json")!;
        using var places = JsonDocument.Parse(file);
        List<(double North, double East)> at =
        [
            .. from place in places.RootElement.GetProperty("places").EnumerateArray()
               where place.TryGetProperty("at", out _) && Country.Regions.IsWithin(place.GetProperty("region").GetString()!, region)
               select (place.GetProperty("at")[0].GetDouble(), place.GetProperty("at")[1].GetDouble()),
        ];
        return (at.Average(each => each.North), at.Average(each => each.East));
    }
}
