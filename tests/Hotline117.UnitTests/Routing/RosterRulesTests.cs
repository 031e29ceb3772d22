using CsCheck;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Routing;

public sealed class RosterRulesTests
{
    private static readonly CentreDirectory Town = new SmallTown().Snapshot.Directory;

    [Fact]
    public void Two_shifts_overlap_exactly_where_the_calendar_shows_it() =>
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var one = World.RandomShift(1, Town, random) with { Centre = null, Lines = ["near-1"], OnCall = false };
                var other = World.RandomShift(2, Town, random) with { Centre = null, Lines = ["near-1"], OnCall = false };
                var found = RosterRules.Check([one, other], Town).Any(problem => problem.What.Contains("overlaps", StringComparison.Ordinal));
                Assert.Equal(OverlapInTheCalendar(one, other), found);
            },
            iter: 2_000);

    [Fact]
    public void One_that_begins_when_the_other_ends_does_not_overlap()
    {
        var day = Shift("day", "08:00", "20:00");
        var night = Shift("night", "20:00", "08:00");
        Assert.Empty(RosterRules.Check([day, night], Town));
    }

    [Fact]
    public void A_centres_shift_overlaps_with_one_of_its_lines()
    {
        var problem = Assert.Single(RosterRules.Check([Shift("line", "08:00", "20:00"), Shift("centre", "12:00", "13:00") with { Lines = [], Centre = "near" }], Town));
        Assert.Equal("centre", ((Shift)problem.Subject).Id);
        Assert.Equal("line", ((Shift)problem.Other!).Id);
    }

    [Fact]
    public void Shifts_of_different_lines_may_overlap() =>
        Assert.Empty(RosterRules.Check([Shift("one", "08:00", "20:00"), Shift("other", "08:00", "20:00") with { Lines = ["far-1"] }], Town));

    [Theory]
    [InlineData("2026-07-20", "2026-07-13", true)]
    [InlineData("2026-07-14", "2026-07-14", true)]
    [InlineData("2026-07-13", "2026-07-13", false)]
    [InlineData("2026-07-14", "2026-07-20", false)]
    [InlineData(null, "2026-07-14", false)]
    [InlineData("2026-07-14", null, false)]
    public void A_shift_that_never_begins_is_a_mistake(string? from, string? to, bool mistaken)
    {
        var mondays = Shift("mondays", "08:00", "20:00") with { Days = [DayOfWeek.Monday], ValidFrom = Date(from), ValidTo = Date(to) };
        Assert.Equal(mistaken, RosterRules.Check([mondays], Town).Count > 0);
    }

    /// <summary>Random shifts begin at half hours and are limited to dates within half a year, if they are.</summary>
    private static bool OverlapInTheCalendar(Shift one, Shift other)
    {
        var day = new DateOnly(2026, 2, 20);
        var spansOfOther = Enumerable.Range(0, 180).Where(index => other.BeginsOn(day.AddDays(index))).Select(index => day.AddDays(index).ToDateTime(other.From)).ToHashSet();
        return Enumerable.Range(0, 180).Select(index => day.AddDays(index)).Where(one.BeginsOn).Select(date => date.ToDateTime(one.From)).Any(start =>
            spansOfOther.Any(begin => begin < start + one.Duration && start < begin + other.Duration));
    }

    private static Shift Shift(string id, string from, string to) =>
        new() { Id = id, Lines = ["near-1"], Days = Enum.GetValues<DayOfWeek>(), From = TimeOnly.Parse(from, null), To = TimeOnly.Parse(to, null) };

    private static DateOnly? Date(string? date) => date is null ? null : DateOnly.Parse(date, null);
}
