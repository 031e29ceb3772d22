using CsCheck;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Rosters;

/// <summary>Random rosters against an oracle that walks through every minute.</summary>
public sealed class RosterPropertyTests
{
    private static readonly DateTime Start = RosterWorld.Start.ToDateTime(TimeOnly.MinValue);

    [Fact]
    public void Duty_is_what_painting_every_minute_shows() => Each(world =>
    {
        foreach (var line in world.Directory.Lines)
        {
            var minutes = DutyOracle.Minutes(world, line.Centre, line.Line);
            for (var minute = 0; minute < minutes.Length; minute += 5)
            {
                var duty = world.Roster.DutyAt(line.Id, Start.AddMinutes(minute));
                Assert.Equal(minutes[minute], duty is null ? '.' : duty.OnCall ? 'c' : 'd');
            }
        }
    });

    [Fact]
    public void No_duty_changes_between_a_time_and_its_next_boundary() => Each(world =>
    {
        var painted = world.Directory.Lines.Select(line => DutyOracle.Minutes(world, line.Centre, line.Line)).ToList();
        for (var at = Start; at < Start.AddDays(RosterWorld.Days - 2);)
        {
            var next = world.Roster.NextBoundary(at);
            Assert.InRange(next, at.AddTicks(1), at.AddDays(1));
            foreach (var minutes in painted)
                Assert.Single(minutes[(int)(at - Start).TotalMinutes..(int)(next - Start).TotalMinutes].Distinct());
            at = next;
        }
    });

    [Fact]
    public void The_next_change_is_the_first_minute_painted_otherwise() => Each(world =>
    {
        foreach (var line in world.Directory.Lines)
        {
            var minutes = DutyOracle.Minutes(world, line.Centre, line.Line);
            for (var minute = 0; minute < 20 * 1440; minute += 611)
            {
                var later = Enumerable.Range(minute, 7 * 1440 + 1).Where(each => minutes[each] == '.' != (minutes[minute] == '.')).Select(each => (int?)each).FirstOrDefault();
                DateTimeOffset? expected = later is { } found ? BishkekTime.ToInstant(Start.AddMinutes(found)) : null;
                Assert.Equal(expected, world.Roster.NextChange(line.Id, BishkekTime.ToInstant(Start.AddMinutes(minute))));
            }
        }
    }, iter: 100);

    [Fact]
    public void Gaps_of_cover_are_the_minutes_that_nobody_near_is_painted_in() => Each(world =>
    {
        var painted = world.Directory.Lines
            .Where(line => line.Centre.Kind == CentreKind.CrisisCentre)
            .Select(line => (line.Centre, Minutes: DutyOracle.Minutes(world, line.Centre, line.Line))).ToList();
        foreach (var within in new[] { 0, 60, 120 })
        {
            var gaps = CoverGaps.Find(
                world.Roster, world.Directory, world.Regions, world.TravelTimes, Start, Start.AddDays(RosterWorld.Days), TimeSpan.FromMinutes(within));
            foreach (var region in world.Regions.All.Select(region => (string?)region.Id).Append(null))
            {
                var expected = Enumerable.Range(0, RosterWorld.Days * 1440).Select(minute => !painted.Any(line =>
                    line.Minutes[minute] != '.' && Valid(line.Centre, minute) && (region is null || Near(region, line.Centre.Region, minute, within))));
                Assert.Equal(expected, Marked(gaps.Where(gap => gap.Region == region)));
            }
        }
    }, iter: 40);

    /// <summary>The roads of <see cref="RosterWorld"/>, by hand: an hour between neighbours, and in January none to "away".</summary>
    private static bool Near(string region, string other, int minute, int within)
    {
        string[] road = ["here", "there", "away"];
        var shut = Start.AddMinutes(minute).Month == 1 && region != other && (region == "away" || other == "away");
        return !shut && 60 * Math.Abs(Array.IndexOf(road, region) - Array.IndexOf(road, other)) <= within;
    }

    private static bool Valid(Centre centre, int minute) => centre.ValidTo is not { } last || RosterWorld.Start.AddDays(minute / 1440) <= last;

    private static bool[] Marked(IEnumerable<CoverGap> gaps)
    {
        var minutes = new bool[RosterWorld.Days * 1440];
        foreach (var gap in gaps)
        {
            var from = (int)(BishkekTime.ToLocal(gap.From) - Start).TotalMinutes;
            Array.Fill(minutes, true, from, (int)(gap.To - gap.From).TotalMinutes);
        }
        return minutes;
    }

    private static void Each(Action<RosterWorld> holds, long iter = 300) => Gen.Int.Sample(seed => holds(new RosterWorld(seed)), iter: iter);
}
