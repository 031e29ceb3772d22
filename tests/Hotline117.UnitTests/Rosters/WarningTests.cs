using Hotline117.Contracts;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Rosters;

/// <summary>What is told of a directory and a roster that may be used, and may be mistaken.</summary>
public sealed class WarningTests
{
    private static readonly DateTime Monday = new(2026, 7, 13);

    private static readonly RegionMap Regions = new(new[] { "city", "valley" }.Select(id => new Region(id, null, new LocalizedText(null, null, id), id)));

    private static readonly TravelTimes TravelTimes = new(Regions, new RoadNetwork(
        ["city", "valley"], [new Road("city", "valley", 300, "A", RoadInWinter.Open)], new Dictionary<string, double> { ["A"] = 60 }, new WinterRule(new HashSet<int> { 1 }, 1, 1)));

    [Fact]
    public void Nothing_is_told_of_a_country_that_is_covered_in_all_its_languages() =>
        Assert.Empty(Found([Centre("city"), Centre("valley")], Daily("city", 0, 0), Daily("valley", 0, 0)));

    [Fact]
    public void A_region_without_cover_is_told_with_the_hours()
    {
        var warning = Assert.Single(Found([Centre("city"), Centre("valley")], Daily("city", 0, 0), Daily("valley", 8, 20)));

        Assert.Equal("region valley", warning.Subject);
        Assert.Equal("nobody within 240 minutes by road is on duty for 168 hours until 2026-07-27 00:00, first from 2026-07-13 00:00 to 2026-07-13 08:00", warning.What);
    }

    [Fact]
    public void A_region_that_is_never_covered_and_the_line_that_no_shift_has_are_told()
    {
        var found = Found([Centre("city"), Centre("valley")], Daily("city", 0, 0));

        Assert.Equal(["region valley", "line valley-1"], found.Select(warning => warning.Subject));
        Assert.EndsWith("until 2026-07-27 00:00, at no time", found[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shift_that_is_over_puts_no_line_on_duty() =>
        Assert.Contains(Found([Centre("city"), Centre("valley")], Daily("city", 0, 0), Daily("valley", 0, 0) with { ValidTo = new DateOnly(2026, 6, 30) }),
            warning => warning.Subject == "line valley-1");

    [Fact]
    public void A_centre_without_a_line_is_told() =>
        Assert.Equal("centre office", Assert.Single(Found([Centre("city"), Centre("valley"), Centre("city") with { Id = "office", Lines = [] }], Daily("city", 0, 0), Daily("valley", 0, 0))).Subject);

    [Theory]
    [InlineData("2026-07-12", "its entry held until 2026-07-12, so it is not rung any more")]
    [InlineData("2026-08-11", "its entry holds until 2026-08-11 only")]
    [InlineData("2026-08-12", null)]
    public void An_entry_that_is_over_or_soon_will_be_is_told(string validTo, string? what)
    {
        Centre[] centres = [Centre("city"), Centre("valley"), Centre("city") with { Id = "desk", ValidTo = DateOnly.Parse(validTo, null), Lines = [new Line { Id = "desk-1", Number = "0312000009" }] }];

        var found = Found(centres, Daily("city", 0, 0), Daily("valley", 0, 0), Daily("desk", 0, 0));

        Assert.Equal(what is null ? [] : [("centre desk", what)], found.Select(warning => (warning.Subject, warning.What)));
    }

    [Fact]
    public void A_language_that_only_a_counsellor_who_is_never_on_duty_speaks_is_told()
    {
        Centre[] centres = [Centre("city") with { Counsellors = [Person("anna", "ky", "ru", "uz", "en"), Person("zara", "tg")] }, Centre("valley") with { Languages = ["ky"] }];

        var found = Found(centres, Daily("city", 0, 0) with { Counsellors = ["anna"] }, Daily("valley", 0, 0));

        Assert.Equal("language tg", Assert.Single(found).Subject);
    }

    [Fact]
    public void An_empty_roster_is_told_with_one_word() =>
        Assert.Equal("the whole country", Assert.Single(Found([Centre("city"), Centre("valley")])).Subject);

    [Fact]
    public void Of_a_hole_between_two_shifts_both_are_named() =>
        Assert.Contains("between the shifts 'morning' and 'evening'", Assert.Single(
            Found([Centre("city"), Centre("valley")], Daily("city", 0, 12) with { Id = "morning" }, Daily("city", 12, 0) with { Id = "evening", From = new TimeOnly(12, 5) }, Daily("valley", 0, 0)),
            warning => warning.Subject == "centre city").What, StringComparison.Ordinal);

    [Fact]
    public void More_than_people_would_read_is_counted()
    {
        var silent = Enumerable.Range(0, 300).Select(number => Centre("city") with { Id = $"c{number}", Lines = [] });

        var found = Found([Centre("city"), Centre("valley"), .. silent], Daily("city", 0, 0), Daily("valley", 0, 0));

        Assert.Equal((201, "100 more are not told here"), (found.Count, found[^1].What));
    }

    private static IReadOnlyList<Warning> Found(Centre[] centres, params Shift[] shifts)
    {
        var directory = new CentreDirectory(centres);
        var roster = new Roster(shifts, directory);
        return Warning.Of(Outlook.Of(roster, directory, Regions, TravelTimes, BishkekTime.ToInstant(Monday)), roster, directory);
    }

    private static Shift Daily(string centre, int from, int to) =>
        new() { Id = $"{centre}-{from}", Lines = [$"{centre}-1"], Days = Enum.GetValues<DayOfWeek>(), From = new TimeOnly(from, 0), To = new TimeOnly(to, 0) };

    private static Counsellor Person(string id, params string[] languages) => new() { Id = id, Languages = languages };

    private static Centre Centre(string region) => new()
    {
        Id = region,
        Name = new LocalizedText(null, null, region),
        Region = region,
        Town = region,
        Languages = Languages.Known,
        Lines = [new Line { Id = $"{region}-1", Number = $"031200000{region.Length}" }],
    };
}
