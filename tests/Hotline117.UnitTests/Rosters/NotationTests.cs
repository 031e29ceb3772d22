using System.Text;
using CsCheck;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;
using Hotline117.UnitTests.Routing;

namespace Hotline117.UnitTests.Rosters;

/// <summary>The roster as a table and as a calendar.</summary>
public sealed class NotationTests
{
    private static readonly CentreDirectory Town = new SmallTown().Snapshot.Directory;

    [Fact]
    public void Any_roster_comes_back_the_same_from_YAML_a_table_and_a_calendar() => Gen.Int.Sample(
        seed =>
        {
            var world = new RosterWorld(seed);
            // The country's own holidays, as the files know no others.
            var content = world.Valid() with { Holidays = HolidayChanges.None };
            if (content.Shifts.Count == 0 || RosterRules.Check(content, world.Directory, NationalHolidays.Calendar).Count > 0)
                return;
            content = content with { Holidays = seed % 2 == 0 ? content.Holidays : new([new(2026, 12, 29)], [new(2026, 3, 20)]) };
            if (RosterRules.Check(content, world.Directory, NationalHolidays.Calendar).Count > 0)
                return;
            var roster = new Roster(content, world.Directory, NationalHolidays.Calendar);

            Same(roster, RosterFile.Read(RosterFile.Write(roster, FileFormat.Yaml), "yaml", world.Directory));
            Same(roster, RosterCsv.Read(RosterCsv.Write(roster), "csv", world.Directory));
            Same(roster, RosterCalendarReading.Read(RosterCalendar.Write(roster, world.Directory), "ics", world.Directory));
        },
        iter: 200);

    [Fact]
    public void A_table_from_a_Russian_Excel_is_read()
    {
        const string table = "\uFEFFtype;id;lines;days;from;to\r\nshift;ночь;near-1;mon tue;20:00;8:00\r\n\r\nshift;days;\"near-1 far-1\";daily;08:00;20:00\r\n";
        Assert.Contains("'ночь' is no id", Assert.Single(RosterCsv.Read(table, "roster.csv", Town).Problems).What, StringComparison.Ordinal);
        var roster = RosterCsv.Read(table.Replace("ночь", "nights", StringComparison.Ordinal), "roster.csv", Town).Value!;
        Assert.Equal(["nights", "days"], roster.Shifts.Select(shift => shift.Id));
        Assert.Equal(["near-1", "far-1"], roster.Shifts[1].Lines);
    }

    [Fact]
    public void Nothing_in_a_table_is_run_as_a_formula()
    {
        var table = RosterCsv.Write(new Roster(
            new RosterContent
            {
                Shifts = Town.Centres.Count == 0 ? [] : [new Shift { Id = "a", Lines = ["near-1"], Days = [DayOfWeek.Monday], From = new(8, 0), To = new(9, 0) }],
                Exceptions = [new Absence { Id = "b", Lines = ["near-1"], From = new(2026, 12, 31), To = new(2026, 12, 31), Reason = "=HYPERLINK(\"http://evil\")" }],
            },
            Town, NationalHolidays.Calendar));
        Assert.Contains("\"'=HYPERLINK(", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type,id,shoes\nshift,a,b\n", 1, "there is no column 'shoes'")]
    [InlineData("id,lines\na,near-1\n", 1, "there is no column 'type'")]
    [InlineData("type,id,lines,days,from,to\nshft,a,near-1,daily,08:00,20:00\n", 2, "'shft' is no type of a row")]
    [InlineData("type,id,lines,days,from,to\nshift,a,near-1,daily,08:00,20:00,more\n", 2, "7 cells")]
    [InlineData("type,id,lines,days,from,to\nshift,a,near-1,daily,08:00,26:00\n", 2, "'26:00' is no time of day")]
    [InlineData("type,id,lines,days,from,to\nshift,a,near-1,daily,08:00,20:00\nshift,b,near-1,mon,08:00,09:00\n", 3, "overlaps with 'a'")]
    [InlineData("type,date,id\nholiday,2026-12-29,a\n", 2, "a holiday has a date and nothing else")]
    public void A_mistake_in_a_table_is_named_with_its_line(string table, int line, string what)
    {
        var problem = RosterCsv.Read(table, "roster.csv", Town).Problems[0];
        Assert.Equal(line, problem.Line);
        Assert.NotNull(problem.Finding);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_of_another_program_is_read()
    {
        var roster = Calendar("""
            BEGIN:VEVENT
            UID:AB_12@Example.com
            SUMMARY:Nights
            DTSTART;TZID=Asia/Bishkek:20260713T200000
            DURATION:PT12H
            RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261230T140000Z
            EXDATE;TZID=Asia/Bishkek:20260715T200000
            X-HOTLINE117-LINES:near-1
            END:VEVENT
            BEGIN:VEVENT
            UID:one
            DTSTART:20260716T080000
            DTEND:20260716T200000
            CATEGORIES:ON-CALL
            X-HOTLINE117-CENTRE:far
            END:VEVENT
            """).Value!;
        Assert.Equal(["ab-12-example-com", "one"], roster.Shifts.Select(shift => shift.Id));
        Assert.Equal((new DateOnly(2026, 7, 13), new DateOnly(2026, 12, 30)), (roster.Shifts[0].ValidFrom, roster.Shifts[0].ValidTo));
        Assert.NotNull(roster.DutyAt("near-1", new DateTime(2026, 7, 14, 7, 59, 0)));
        Assert.Null(roster.DutyAt("near-1", new DateTime(2026, 7, 15, 21, 0, 0)));
        Assert.NotNull(roster.DutyAt("near-1", new DateTime(2026, 7, 20, 21, 0, 0)));
        Assert.True(roster.DutyAt("far-1", new DateTime(2026, 7, 16, 9, 0, 0))!.OnCall);
    }

    [Theory]
    [InlineData("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "recurs every 2 times")]
    [InlineData("RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "recurs monthly")]
    [InlineData("RRULE:FREQ=WEEKLY;COUNT=5", "ends after a number of times")]
    [InlineData("RRULE:FREQ=DAILY;BYMONTH=1", "no word for")]
    [InlineData("RDATE;TZID=Asia/Bishkek:20260714T080000", "has single dates more")]
    [InlineData("RECURRENCE-ID;TZID=Asia/Bishkek:20260713T080000", "changes one occurrence")]
    public void What_a_roster_has_no_word_for_is_refused_with_the_events_name(string property, string what)
    {
        var problems = Calendar($"""
            BEGIN:VEVENT
            UID:a
            SUMMARY:Osh at night
            DTSTART;TZID=Asia/Bishkek:20260713T080000
            DTEND;TZID=Asia/Bishkek:20260713T200000
            {property}
            X-HOTLINE117-LINES:near-1
            END:VEVENT
            """).Problems;
        Assert.All(problems, problem => Assert.NotNull(problem.Finding));
        Assert.Contains(problems, problem => problem.What.Contains("'Osh at night' " + what, StringComparison.Ordinal) || (problem.What.Contains("'Osh at night'", StringComparison.Ordinal) && problem.What.Contains(what, StringComparison.Ordinal)));
    }

    [Fact]
    public void All_that_is_wrong_in_a_calendar_is_told_at_once()
    {
        var problems = Calendar("""
            BEGIN:VEVENT
            UID:a
            DTSTART;TZID=Europe/Berlin:20260713T080000
            DTEND;TZID=Europe/Berlin:20260713T200000
            END:VEVENT
            BEGIN:VEVENT
            UID:b
            DTSTART;TZID=Asia/Bishkek:20260713T080000
            DTEND;TZID=Asia/Bishkek:20260716T080000
            END:VEVENT
            BEGIN:VEVENT
            UID:c
            DTSTART;TZID=Asia/Bishkek:20260713T080000
            DTEND;TZID=Asia/Bishkek:20260713T090000
            END:VEVENT
            """).Problems;
        Assert.Contains(problems, problem => problem.What.Contains("'a' is on the clock of Europe/Berlin", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.What.Contains("'b' does not last from a minute to a day", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.What.Contains("nobody is on duty", StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.True(problem.Line > 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("BEGIN:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:99999999T999999\r\nEND:VEVENT\r\nEND:VCALENDAR")]
    public void Rubbish_is_no_calendar(string text) => Assert.False(RosterCalendarReading.Read(text, "roster.ics", Town).IsValid);

    [Fact]
    public void A_calendar_with_too_many_events_is_not_even_parsed()
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\n").Insert(16, "BEGIN:VEVENT\nEND:VEVENT\n", RosterCalendarReading.MaxEvents + 1).ToString();
        Assert.Contains("more than 20000 events", Assert.Single(RosterCalendarReading.Read(text, "roster.ics", Town).Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_calendar_names_its_clock_and_leaves_out_the_dates_that_are_off()
    {
        var roster = RosterFile.Read(
            "{ shifts: [{ id: a, lines: [near-1], days: [thu], from: 20:00, to: 08:00, holidays: off }], exceptions: [{ id: x, centre: near, from: 2026-12-24 }] }", "r", Town).Value!;
        var calendar = RosterCalendar.Write(roster, Town).ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal);
        Assert.Contains("BEGIN:VTIMEZONE", calendar, StringComparison.Ordinal);
        Assert.Contains("TZOFFSETTO:+0600", calendar, StringComparison.Ordinal);
        Assert.Contains("DTSTART;TZID=Asia/Bishkek:20260101T200000", calendar, StringComparison.Ordinal);
        Assert.Matches("EXDATE;TZID=Asia/Bishkek:[0-9T,]*20261224T200000", calendar);
        Assert.Matches("EXDATE;TZID=Asia/Bishkek:[0-9T,]*20260101T200000", calendar);
    }

    private static FileResult<Roster> Calendar(string events) => RosterCalendarReading.Read(
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n{events.ReplaceLineEndings("\r\n")}\r\nEND:VCALENDAR\r\n", "roster.ics", Town);

    private static void Same(Roster expected, FileResult<Roster> read)
    {
        Assert.Empty(read.Problems);
        Assert.Equal(RosterFile.Write(expected, FileFormat.Yaml), RosterFile.Write(read.Value!, FileFormat.Yaml));
        Assert.Equal(expected.Version, read.Value!.Version);
    }
}
