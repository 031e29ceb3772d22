using Hotline117.Contracts;
using Hotline117.Routing;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Rosters;

/// <summary>What other helplines' routers got wrong with rosters, told in the issues of github.com/bmlt-enabled/yap.</summary>
public sealed class WhatBrokeOthersTests
{
    private static readonly DateTime Monday = new(2026, 7, 13);

    private static readonly RegionMap Regions = new(new[] { "city", "valley" }.Select(id => new Region(id, null, new LocalizedText(null, null, id), id)));

    private static readonly TravelTimes TravelTimes = new(Regions, new RoadNetwork(
        ["city", "valley"], [new Road("city", "valley", 300, "A", RoadInWinter.Open)], new Dictionary<string, double> { ["A"] = 60 }, new WinterRule(new HashSet<int> { 1 }, 1, 1)));

    private static readonly CentreDirectory Directory = new([Centre("city"), Centre("valley")]);

    /// <summary>Issues 107 and 122: a schedule with nobody on it let the phone ring for ever.</summary>
    [Fact]
    public void When_nobody_is_rostered_nobody_is_rung_and_the_hours_are_known_before()
    {
        var roster = RosterOf(Daily("days", "city-1", 8, 20));

        Assert.Null(roster.DutyAt("city-1", Monday.AddHours(20)));
        Assert.Null(roster.DutyAt("valley-1", Monday.AddHours(12)));
        var nights = Gaps(roster, TimeSpan.FromHours(6)).Where(gap => gap.Region is null).ToList();
        Assert.Equal(
            [(Monday, Monday.AddHours(8)), (Monday.AddHours(20), Monday.AddDays(1).AddHours(8))],
            nights.Take(2).Select(gap => (BishkekTime.ToLocal(gap.From), BishkekTime.ToLocal(gap.To))));
    }

    /// <summary>Issue 122: an entry that was there but empty was worse than none.</summary>
    [Fact]
    public void An_empty_roster_is_a_gap_from_end_to_end()
    {
        var gap = Assert.Single(Gaps(Roster.Empty, TimeSpan.FromHours(6)), gap => gap.Region is null);
        Assert.Equal((Monday, Monday.AddDays(7)), (BishkekTime.ToLocal(gap.From), BishkekTime.ToLocal(gap.To)));
    }

    /// <summary>Issue 159: phones rang outside of their shifts.</summary>
    [Fact]
    public void A_line_is_off_from_the_very_moment_its_shift_ends()
    {
        var roster = RosterOf(Daily("days", "city-1", 8, 20));

        Assert.NotNull(roster.DutyAt("city-1", Monday.AddHours(20).AddTicks(-1)));
        Assert.Null(roster.DutyAt("city-1", Monday.AddHours(20)));
        Assert.Null(roster.DutyAt("city-1", Monday.AddHours(8).AddTicks(-1)));
    }

    /// <summary>Issues 37 and 210: a shift over midnight had to be written as two, with a minute lost between them.</summary>
    [Fact]
    public void A_shift_over_midnight_is_one_shift_without_a_hole()
    {
        var roster = RosterOf(Daily("nights", "city-1", 18, 8));

        for (var minute = 18 * 60; minute < 32 * 60; minute++)
            Assert.NotNull(roster.DutyAt("city-1", Monday.AddMinutes(minute)));
        Assert.Null(roster.DutyAt("city-1", Monday.AddHours(32)));
        Assert.Empty(HandOverGaps.Find(roster, Directory, Monday, Monday.AddDays(7), HandOverGaps.Usual));
    }

    /// <summary>Issue 210, the other way round: the two halves written by hand.</summary>
    [Fact]
    public void A_night_written_as_two_halves_with_a_minute_between_is_pointed_out()
    {
        var roster = RosterOf(
            Daily("evening", "city-1", 18, 0) with { To = new TimeOnly(23, 59) },
            Daily("morning", "city-1", 0, 8));

        var gap = Assert.Single(HandOverGaps.Find(roster, Directory, Monday, Monday.AddDays(7), HandOverGaps.Usual));
        Assert.Equal(("city", null, "evening", "morning", TimeSpan.FromMinutes(1)), (gap.Centre, gap.Line, gap.Before, gap.After, gap.Length));
        Assert.Equal(7, gap.Times);
    }

    /// <summary>Issue 1490: for half a year an area's calls went to its big neighbour, because nobody could see who would be rung.</summary>
    [Fact]
    public void A_region_whose_own_centre_is_not_rung_shows_as_a_gap_although_the_country_is_covered()
    {
        var roster = RosterOf(Daily("always", "city-1", 0, 0), Daily("long-over", "valley-1", 0, 0) with { ValidTo = new DateOnly(2026, 1, 31) });

        var gap = Assert.Single(Gaps(roster, TimeSpan.FromHours(2)));
        Assert.Equal(("valley", TimeSpan.FromDays(7)), (gap.Region, gap.To - gap.From));
    }

    private static IReadOnlyList<CoverGap> Gaps(Roster roster, TimeSpan within) =>
        CoverGaps.Find(roster, Directory, Regions, TravelTimes, Monday, Monday.AddDays(7), within);

    private static Roster RosterOf(params Shift[] shifts) => new(shifts, Directory);

    private static Shift Daily(string id, string line, int from, int to) =>
        new() { Id = id, Lines = [line], Days = Enum.GetValues<DayOfWeek>(), From = new TimeOnly(from, 0), To = new TimeOnly(to, 0) };

    private static Centre Centre(string region) => new()
    {
        Id = region,
        Name = new LocalizedText(null, null, region),
        Region = region,
        Town = region,
        Languages = ["ky"],
        Lines = [new Line { Id = $"{region}-1", Number = "0312000000" }],
    };
}
