using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Files;
using Hotline117.UnitTests.Routing;

namespace Hotline117.UnitTests.Files;

public sealed class RosterFileTests
{
    private static readonly CentreDirectory Town = new SmallTown().Snapshot.Directory;

    private const string Good =
        """
        shifts:
          - id: days
            centre: near
            days: daily
            from: "08:00"
            to: "20:00"
          - id: nights
            lines: [near-1, far-1]
            days: [mon, tue]
            from: 20:00
            to: 8:00
            validFrom: 2026-01-01
            validTo: 2026-12-31
          - id: new-year
            lines: [middle-1]
            date: 2026-12-31
            from: "18:00"
            to: "24:00"
        """;

    [Fact]
    public void A_good_file_is_read_whole()
    {
        var shifts = Read(Good).Value!.Shifts;
        Assert.Equal(["days", "nights", "new-year"], shifts.Select(shift => shift.Id));
        Assert.Equal(7, shifts[0].Days.Count);
        Assert.Equal("near", shifts[0].Centre);
        Assert.Equal((new TimeOnly(20, 0), new TimeOnly(8, 0), TimeSpan.FromHours(12)), (shifts[1].From, shifts[1].To, shifts[1].Duration));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Tuesday], shifts[1].Days);
        Assert.Equal((new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), (shifts[1].ValidFrom, shifts[1].ValidTo));
        Assert.Equal((new DateOnly(2026, 12, 31), new DateOnly(2026, 12, 31), TimeSpan.FromHours(6)), (shifts[2].ValidFrom, shifts[2].ValidTo, shifts[2].Duration));
        Assert.Equal([DayOfWeek.Thursday], shifts[2].Days);
    }

    [Theory]
    [InlineData("centre: near", "centre: neer", 3, "shifts[0].centre", "the directory has no centre 'neer'", "write 'near'")]
    [InlineData("[middle-1]", "[middle-9]", 15, "shifts[2].lines", "the directory has no line 'middle-9'", "write 'middle-1'")]
    [InlineData("[middle-1]", "[somebody-else]", 15, "shifts[2].lines", "the directory has no line 'somebody-else'", "add it to the directory first")]
    [InlineData("[middle-1]", "[middle-1, middle-1]", 15, "shifts[2].lines", "'middle-1' is named twice", "once")]
    [InlineData("lines: [middle-1]", "# lines", 14, "shifts[2].lines", "nobody is on duty", "centre: ID")]
    [InlineData("days: daily", "days: daily\n    lines: [far-1]", 5, "shifts[0].lines", "both a centre and lines", "write one")]
    [InlineData("days: daily", "days: [mon, thurs]", 4, "shifts[0].days", "'thurs' is no day", "write 'thu'")]
    [InlineData("days: daily", "days: [mon, mon]", 4, "shifts[0].days", "'mon' is named twice", "once")]
    [InlineData("days: daily", "days: []", 4, "shifts[0].days", "the shift is on no day", "'daily'")]
    [InlineData("days: daily", "# days", 2, "shifts[0].days", "the shift is on no day", "'daily'")]
    [InlineData("from: \"08:00\"", "from: \"8 o'clock\"", 5, "shifts[0].from", "is no time of day", "\"08:00\"")]
    [InlineData("from: \"08:00\"", "from: \"25:00\"", 5, "shifts[0].from", "'25:00' is no time of day", "\"08:00\"")]
    [InlineData("from: \"08:00\"", "from: \"24:00\"", 5, "shifts[0].from", "'24:00' is no time of day", "\"08:00\"")]
    [InlineData("to: \"20:00\"", "# to", 2, "shifts[0].to", "this is missing", "\"08:00\"")]
    [InlineData("validTo: 2026-12-31", "validTo: 31.12.2026", 13, "shifts[1].validTo", "'31.12.2026' is no date", "2026-03-21")]
    [InlineData("validTo: 2026-12-31", "validTo: 2026-02-30", 13, "shifts[1].validTo", "'2026-02-30' is no date", "2026-03-21")]
    [InlineData("validTo: 2026-12-31", "validTo: 2025-12-31", 13, "shifts[1].validTo", "none of its days lies between", "mend the dates")]
    [InlineData("date: 2026-12-31", "date: 2026-12-31\n    days: daily", 16, "shifts[2].date", "don't go with a date", "leave")]
    [InlineData("id: nights", "id: days", 7, "shifts[1].id", "'days' stands in the roster twice (line 2)", "an id of its own")]
    [InlineData("from: 20:00", "from: 19:00", 10, "shifts[1].from", "overlaps with 'days' on the line 'near-1' (line 2)", "when the other ends")]
    public void Each_mistake_is_named_with_its_line_its_field_and_its_remedy(string right, string wrong, int line, string field, string what, string remedy)
    {
        var problem = Assert.Single(Read(Good.Replace(right, wrong, StringComparison.Ordinal)).Problems);
        Assert.Equal((line, field), (problem.Line, problem.Field));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
        Assert.NotNull(problem.Finding);
    }

    private const string Full =
        """
        shifts:
          - { id: nights, lines: [near-1], days: daily, from: "20:00", to: "08:00", onCall: true, holidays: off }
          - { id: extra, lines: [near-1], date: 2026-12-31, from: "20:00", to: "23:00", holidays: asUsual }
        exceptions:
          - { id: repair, lines: [near-1, far-1], from: 2026-12-30, to: 2027-01-02, reason: "the roof" }
          - { id: away, centre: middle, from: 2026-12-30 }
        holidays: { add: [2026-12-29], drop: [2026-03-20] }
        """;

    [Fact]
    public void Persons_on_call_exceptions_and_holidays_are_read_whole()
    {
        var roster = Read(Full).Value!;
        Assert.Equal((true, HolidayRule.Off), (roster.Shifts[0].OnCall, roster.Shifts[0].Holidays));
        Assert.Equal(
            new Absence { Id = "repair", Lines = ["near-1", "far-1"], From = new(2026, 12, 30), To = new(2027, 1, 2), Reason = "the roof" } with { Lines = roster.Content.Exceptions[0].Lines },
            roster.Content.Exceptions[0]);
        Assert.Equal(new DateOnly(2026, 12, 30), roster.Content.Exceptions[1].To);
        Assert.True(roster.DutyAt("near-1", new DateTime(2026, 12, 28, 23, 0, 0))!.OnCall);
        Assert.Null(roster.DutyAt("near-1", new DateTime(2026, 12, 29, 23, 0, 0)));
        Assert.False(roster.DutyAt("near-1", new DateTime(2026, 12, 31, 20, 0, 0))!.OnCall);
        Assert.False(roster.Holidays.Contains(new DateOnly(2026, 3, 20)));
        Assert.True(roster.Holidays.Contains(new DateOnly(2030, 3, 21)));
    }

    [Theory]
    [InlineData("holidays: off }", "holidays: of }", 2, "shifts[0].holidays", "'of' is no rule for holidays", "write 'off'")]
    [InlineData("onCall: true", "onCall: yes", 2, "shifts[0].onCall", "neither true nor false", "one of the two")]
    [InlineData("onCall: true", "counsellors: [anna]", 2, "shifts[0].counsellors", "the directory has no counsellor 'anna'", "add it")]
    [InlineData("id: away", "id: repair", 6, "exceptions[1].id", "the exception 'repair' stands in the roster twice (line 5)", "an id of its own")]
    [InlineData("centre: middle", "centre: midle", 6, "exceptions[1].centre", "the directory has no centre 'midle'", "write 'middle'")]
    [InlineData("to: 2027-01-02", "to: 2026-01-02", 5, "exceptions[0].to", "ends before it begins", "leave 'to' out")]
    [InlineData("from: 2026-12-30 }", "form: 2026-12-30 }", 6, "exceptions[1].form", "there is no such field", "write 'from'")]
    [InlineData("drop: [2026-03-20]", "drop: [2026-03-19]", 7, "holidays.drop", "2026-03-19 is no holiday", "leave it out")]
    [InlineData("add: [2026-12-29]", "add: [tomorrow]", 7, "holidays.add", "'tomorrow' is no date", "2026-03-21")]
    [InlineData("holidays: { add", "holidays: { ad", 7, "holidays.ad", "there is no such field", "write 'add'")]
    public void Each_mistake_in_the_newer_fields_is_named_too(string right, string wrong, int line, string field, string what, string remedy)
    {
        var problems = Read(Full.Replace(right, wrong, StringComparison.Ordinal)).Problems;
        var problem = problems.Single(each => each.Field == field);
        Assert.Equal(line, problem.Line);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
        Assert.NotNull(problem.Finding);
    }

    [Fact]
    public void An_exception_makes_room_for_another_shift_on_its_date_and_not_on_others()
    {
        const string Other = "shifts: [{ id: a, lines: [near-1], days: daily, from: 08:00, to: 20:00 }, { id: b, lines: [near-1], date: 2026-12-31, from: 10:00, to: 14:00 }]\n";
        Assert.Empty(Read(Other + "exceptions: [{ id: x, lines: [near-1], from: 2026-12-31 }]").Problems);
        Assert.Equal("shifts[1].from", Assert.Single(Read(Other + "exceptions: [{ id: x, lines: [near-1], from: 2026-12-30 }]").Problems).Field);
        Assert.Equal("shifts[1].from", Assert.Single(Read(Other + "exceptions: [{ id: x, lines: [far-1], from: 2026-12-31 }]").Problems).Field);
    }

    [Fact]
    public void A_shift_for_holidays_and_one_for_other_days_do_not_meet() => Assert.Empty(Read(
        "shifts: [{ id: a, lines: [near-1], days: daily, from: 08:00, to: 20:00, holidays: off }, { id: b, lines: [near-1], days: daily, from: 10:00, to: 14:00, holidays: only }]").Problems);

    [Fact]
    public void A_centre_without_lines_can_not_be_on_duty()
    {
        var directory = new CentreDirectory([Town.FindCentre("near")! with { Lines = [] }]);
        var problem = Assert.Single(RosterFile.Read("shifts: [{ id: days, centre: near, days: daily, from: 08:00, to: 20:00 }]", "roster.yaml", directory).Problems);
        Assert.Contains("has no line that could ring", problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FileFormat.Yaml)]
    [InlineData(FileFormat.Json)]
    public void What_is_written_is_read_back_the_same(FileFormat format)
    {
        foreach (var text in new[] { Good, Full })
        {
            var roster = Read(text).Value!;
            Assert.Equal(roster.Version, Read(RosterFile.Write(roster, format)).Value!.Version);
        }
    }

    private static FileResult<Roster> Read(string text) => RosterFile.Read(text, "roster.yaml", Town);
}
