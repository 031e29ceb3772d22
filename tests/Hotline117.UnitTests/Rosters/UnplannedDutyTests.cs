using CsCheck;
using Hotline117.Contracts;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Rosters;

public sealed class UnplannedDutyTests
{
    private const string Line = "osh-1";
    /// <summary>A Saturday.</summary>
    private static readonly DateTime Evening = new(2026, 11, 28, 22, 31, 40);

    private static readonly CentreDirectory Directory = new([new Centre
    {
        Id = "osh",
        Name = new LocalizedText(null, null, "Osh"),
        Region = "osh-city",
        Town = "Osh",
        Languages = ["ky"],
        Lines = [new Line { Id = Line, Number = "0322900001" }, new Line { Id = "osh-2", Number = "0322900002" }],
    }]);

    [Fact]
    public void It_begins_with_this_minute_and_ends_by_itself()
    {
        var roster = After(Roster(), Evening.AddHours(3));

        Assert.True(OnDuty(roster, Line, Evening));
        Assert.True(OnDuty(roster, Line, new DateTime(2026, 11, 29, 1, 30, 59)));
        Assert.False(OnDuty(roster, Line, new DateTime(2026, 11, 29, 1, 31, 0)));
        Assert.False(OnDuty(roster, Line, Evening.AddDays(7)));
        Assert.False(OnDuty(roster, "osh-2", Evening));
        Assert.Equal(("unplanned-202611282231-osh-1", new TimeOnly(22, 31), new TimeOnly(1, 31)), (roster.Shifts[0].Id, roster.Shifts[0].From, roster.Shifts[0].To));
    }

    [Fact]
    public void Only_what_the_roster_leaves_open_is_filled_and_who_is_on_call_stays_at_home()
    {
        var night = Daily("night", 23, 2);
        var atHome = Daily("at-home", 0, 0) with { OnCall = true };
        var roster = After(Roster(night, atHome), Evening.AddHours(6));

        Assert.Equal([(22, 23), (2, 4)], roster.Shifts.Where(UnplannedDuty.IsUnplanned).Select(shift => (shift.From.Hour, shift.To.Hour)));
        Assert.False(roster.DutyAt(Line, Evening)!.OnCall);
        Assert.Contains(night, roster.Shifts);
    }

    [Fact]
    public void Somebody_is_there_in_spite_of_an_exception_and_on_a_holiday()
    {
        var off = new Absence { Id = "repair", Lines = [Line], From = new(2026, 11, 28), To = new(2026, 11, 28) };
        var before = new Roster(new RosterContent { Shifts = [Daily("always", 0, 0)], Exceptions = [off] }, Directory, HolidayCalendar.None);
        Assert.False(OnDuty(before, Line, Evening));

        Assert.True(OnDuty(After(before, Evening.AddHours(1)), Line, Evening));
    }

    [Fact]
    public void A_second_time_takes_the_place_of_the_first_whether_it_is_later_or_earlier()
    {
        var first = After(Roster(), Evening.AddHours(4));
        var later = Evening.AddHours(1);

        foreach (var hours in new[] { 1, 8 })
        {
            var roster = After(first, later.AddHours(hours), later);
            Assert.True(OnDuty(roster, Line, later));
            Assert.True(OnDuty(roster, Line, later.AddHours(hours).AddMinutes(-1)));
            Assert.False(OnDuty(roster, Line, later.AddHours(hours)));
            Assert.Equal([(22, 23), (23, later.AddHours(hours).Hour)], roster.Shifts.Select(shift => (shift.From.Hour, shift.To.Hour)));
        }
    }

    [Fact]
    public void Whoever_is_on_duty_until_then_anyway_needs_nothing_and_what_has_long_been_over_goes()
    {
        var planned = Roster(Daily("always", 0, 0));
        Assert.Null(UnplannedDuty.Until(planned, [Line], Evening, Evening.AddHours(3)));

        var old = After(Roster(), Evening.AddHours(1));
        Assert.Single(After(old, Evening.AddDays(3).AddHours(1), Evening.AddDays(3)).Shifts);
        Assert.Equal(2, After(old, Evening.AddHours(14), Evening.AddHours(12)).Shifts.Count);
    }

    [Fact]
    public void An_id_is_one_however_long_the_line_is_called()
    {
        var line = new string('a', 64);
        var content = UnplannedDuty.Until(Roster(), [line], Evening, Evening.AddHours(1))!;

        Assert.True(Hotline117.Routing.Slug.IsValid(content.Shifts.Single().Id));
        Assert.True(UnplannedDuty.IsUnplanned(content.Shifts.Single()));
    }

    [Fact]
    public void Whatever_the_roster_it_stays_one_that_the_rules_accept_each_minute_is_covered_and_no_other_changes() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var world = new RosterWorld(seed);
        var before = new Roster(world.Valid(), world.Directory, RosterWorld.National);
        var line = world.Directory.Lines[seed % world.Directory.Lines.Count].Id;
        var now = RosterWorld.Start.AddDays(2 + seed % 20).ToDateTime(new TimeOnly(seed % 24, seed % 60));
        var until = now.AddMinutes(1 + seed % 1440);
        if (UnplannedDuty.Until(before, [line], now, until) is not { } content)
        {
            Assert.True(Minutes(now, until).All(at => before.DutyAt(line, at) is { OnCall: false }));
            return;
        }

        Assert.Empty(RosterRules.Check(content, world.Directory, RosterWorld.National));
        var after = new Roster(content, world.Directory, RosterWorld.National);
        foreach (var at in Minutes(now.AddHours(-26), until.AddHours(26)))
        {
            Assert.Equal(at >= now && at < until ? false : before.DutyAt(line, at)?.OnCall, after.DutyAt(line, at)?.OnCall);
        }
    }, iter: 300);

    private static IEnumerable<DateTime> Minutes(DateTime from, DateTime to) => Enumerable.Range(0, (int)(to - from).TotalMinutes).Select(minute => from.AddMinutes(minute));

    private static bool OnDuty(Roster roster, string line, DateTime local) => roster.DutyAt(line, local) is not null;

    private static Roster Roster(params Shift[] shifts) => new(new RosterContent { Shifts = shifts }, Directory, HolidayCalendar.None);

    private static Roster After(Roster before, DateTime until, DateTime? now = null) =>
        new(UnplannedDuty.Until(before, [Line], now ?? Evening, until)!, Directory, HolidayCalendar.None);

    private static Shift Daily(string id, int from, int to) =>
        new() { Id = id, Lines = [Line], Days = Enum.GetValues<DayOfWeek>(), From = new(from, 0), To = new(to, 0) };
}
