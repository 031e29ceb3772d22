using Hotline117.Contracts;
using Hotline117.Contracts.Rosters;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Rosters;

/// <summary>A week of the roster, as people look at it.</summary>
public sealed class WeekOfRosterTests
{
    private static readonly DateOnly Monday = new(2026, 7, 13);

    private static readonly Shift Nights = new()
    {
        Id = "nights",
        Centre = "osh",
        Days = Enum.GetValues<DayOfWeek>(),
        From = new TimeOnly(20, 0),
        To = new TimeOnly(8, 0),
    };

    [Fact]
    public void A_night_from_before_the_week_reaches_into_it_and_is_whole()
    {
        var turns = Week(new RosterContent { Shifts = [Nights] }).Lines[0].Turns;

        Assert.Equal(8, turns.Count);
        Assert.Equal(new DateTime(2026, 7, 12, 20, 0, 0), BishkekTime.ToLocal(turns[0].From));
        Assert.Equal(new DateTime(2026, 7, 20, 8, 0, 0), BishkekTime.ToLocal(turns[^1].To));
    }

    [Fact]
    public void An_exception_of_the_centre_holds_for_each_of_its_lines_and_for_no_other()
    {
        var week = Week(new RosterContent { Shifts = [Nights], Exceptions = [new Absence { Id = "repair", Centre = "osh", From = Monday, To = Monday.AddDays(6) }] });

        Assert.Equal(["osh-1", "osh-2"], week.Lines.Where(line => line.Off.Count == 1).Select(line => line.LineId));
        Assert.Equal("talas-1", Assert.Single(week.Lines, line => line.Off.Count == 0).LineId);
        // The night that had begun before it ends as it is written.
        Assert.Single(week.Lines[0].Turns);
    }

    [Fact]
    public void A_holiday_has_its_name_and_other_centres_can_be_left_out()
    {
        var roster = new RosterContent { Shifts = [Nights], Holidays = new HolidayChanges([Monday.AddDays(2)], []) };
        var week = WeekOfRoster.Of(new Roster(roster, Directory, HolidayCalendar.None), Directory, Monday, "talas");

        Assert.Equal([Monday.AddDays(2)], week.Days.Where(day => day.Holiday is not null).Select(day => day.Date));
        Assert.Equal(["talas-1"], week.Lines.Select(line => line.LineId));
    }

    private static readonly CentreDirectory Directory = new([Centre("osh", "osh-1", "osh-2"), Centre("talas", "talas-1")]);

    private static RosterWeek Week(RosterContent content) => WeekOfRoster.Of(new Roster(content, Directory, HolidayCalendar.None), Directory, Monday, centre: null);

    private static Centre Centre(string id, params string[] lines) => new()
    {
        Id = id,
        Name = new LocalizedText(null, null, id),
        Region = "city",
        Town = id,
        Languages = ["ky"],
        Lines = [.. lines.Select(line => new Line { Id = line, Number = "0312000009" })],
    };
}
