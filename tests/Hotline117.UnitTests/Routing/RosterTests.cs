using CsCheck;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Routing;

public sealed class RosterTests
{
    private static readonly CentreDirectory Town = new SmallTown().Snapshot.Directory;

    [Theory]
    [InlineData("2026-07-13T21:59:59+06:00", false)]
    [InlineData("2026-07-13T22:00:00+06:00", true)]
    [InlineData("2026-07-13T23:59:59+06:00", true)]
    [InlineData("2026-07-14T00:00:00+06:00", true)]
    [InlineData("2026-07-13T18:00:00+00:00", true)]
    [InlineData("2026-07-14T05:59:59+06:00", true)]
    [InlineData("2026-07-14T06:00:00+06:00", false)]
    [InlineData("2026-07-14T22:00:00+06:00", false)]
    [InlineData("2026-07-13T05:00:00+06:00", false)]
    public void A_night_of_Monday_ends_on_Tuesday_morning(string instant, bool onShift)
    {
        var roster = RosterOf(Night(DayOfWeek.Monday));
        Assert.Equal(onShift, roster.OnShift("near-1", DateTimeOffset.Parse(instant, null)));
    }

    [Fact]
    public void A_night_that_begins_on_the_last_valid_date_is_served_to_its_end()
    {
        var roster = RosterOf(Night(Enum.GetValues<DayOfWeek>()) with { ValidTo = new DateOnly(2026, 7, 13) });
        Assert.True(roster.OnShift("near-1", At("2026-07-14T05:00:00+06:00")));
        Assert.False(roster.OnShift("near-1", At("2026-07-14T23:00:00+06:00")));
    }

    [Fact]
    public void A_shift_on_one_date_is_on_that_date_alone()
    {
        var roster = RosterOf(Shift.OnDate(new DateOnly(2026, 12, 31), Night()));
        Assert.True(roster.OnShift("near-1", At("2027-01-01T03:00:00+06:00")));
        Assert.False(roster.OnShift("near-1", At("2026-12-31T03:00:00+06:00")));
        Assert.False(roster.OnShift("near-1", At("2027-01-07T23:00:00+06:00")));
    }

    [Fact]
    public void From_midnight_to_midnight_is_a_whole_day()
    {
        var roster = RosterOf(Night(DayOfWeek.Monday) with { From = default, To = default });
        Assert.Equal(TimeSpan.FromHours(24), roster.Shifts[0].Duration);
        Assert.True(roster.OnShift("near-1", At("2026-07-13T00:00:00+06:00")));
        Assert.True(roster.OnShift("near-1", At("2026-07-13T23:59:59+06:00")));
        Assert.False(roster.OnShift("near-1", At("2026-07-14T00:00:00+06:00")));
    }

    [Fact]
    public void A_shift_of_a_centre_is_one_of_all_its_lines_and_of_no_other()
    {
        var roster = RosterOf(Night(DayOfWeek.Monday) with { Lines = [], Centre = "far" });
        Assert.True(roster.OnShift("far-1", At("2026-07-13T23:00:00+06:00")));
        Assert.False(roster.OnShift("near-1", At("2026-07-13T23:00:00+06:00")));
        Assert.False(roster.OnShift("nobody", At("2026-07-13T23:00:00+06:00")));
    }

    [Fact]
    public void Duty_that_one_shift_hands_to_the_next_changes_when_the_last_of_them_ends()
    {
        var roster = RosterOf(
            Night(DayOfWeek.Monday),
            Night(DayOfWeek.Tuesday) with { Id = "morning", From = new TimeOnly(6, 0), To = new TimeOnly(12, 0) });
        Assert.Equal(At("2026-07-14T12:00:00+06:00"), roster.NextChange("near-1", At("2026-07-13T23:00:00+06:00")));
        Assert.Equal(At("2026-07-13T22:00:00+06:00"), roster.NextChange("near-1", At("2026-07-13T12:00:00+06:00")));
    }

    [Fact]
    public void Who_is_always_on_duty_or_never_has_no_change_ahead()
    {
        var snapshot = new SmallTown().Snapshot;
        Assert.Null(snapshot.Roster.NextChange("near-1", World.Start));
        Assert.Null(snapshot.Roster.NextChange("asleep-1", World.Start));
    }

    [Fact]
    public void The_next_change_is_where_walking_through_the_week_finds_it() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var (roster, directory) = (world.Snapshot.Roster, world.Snapshot.Directory);
                foreach (var line in directory.Lines)
                    Assert.Equal(Walk(roster, line, world.Now), roster.NextChange(line.Id, world.Now));
            },
            iter: 300);

    [Fact]
    public void A_changed_shift_changes_the_version()
    {
        var night = Night(DayOfWeek.Monday);
        Assert.Equal(RosterOf(night).Version, RosterOf(night with { Days = [DayOfWeek.Monday] }).Version);
        Assert.NotEqual(RosterOf(night).Version, RosterOf(night with { To = new TimeOnly(7, 0) }).Version);
        Assert.Matches("^[0-9a-f]{12}$", RosterOf(night).Version);
    }

    [Fact]
    public void The_clock_of_Bishkek_is_six_hours_ahead_in_every_month()
    {
        for (var month = 1; month <= 12; month++)
            Assert.Equal(6, BishkekTime.ToLocal(new DateTimeOffset(2026, month, 15, 0, 0, 0, TimeSpan.Zero)).Hour);
    }

    /// <summary>Shifts of the random worlds begin and end at whole and half hours.</summary>
    private static DateTimeOffset? Walk(Roster roster, DirectoryLine line, DateTimeOffset now)
    {
        var onShift = RankingOracle.OnShift(roster.Content, line.Centre, line.Line, now);
        for (var at = now.AddMinutes(30 - now.Minute % 30); at <= now.AddDays(7); at = at.AddMinutes(30))
        {
            if (RankingOracle.OnShift(roster.Content, line.Centre, line.Line, at) != onShift)
                return at;
        }
        return null;
    }

    private static Shift Night(params DayOfWeek[] days) =>
        new() { Id = "night", Lines = ["near-1"], Days = days, From = new TimeOnly(22, 0), To = new TimeOnly(6, 0) };

    private static Roster RosterOf(params Shift[] shifts) => new(shifts, Town);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, null);
}
