using Hotline117.Contracts.Rosters;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Rosters;

/// <summary>What a roster must be to be used. Finds all that is wrong, not only the first.</summary>
public static class RosterRules
{
    /// <summary>Each is compared with each other.</summary>
    public const int MaxShiftsOfALine = 200;

    /// <summary>More than people would read.</summary>
    private const int MaxOverlaps = 1000;

    private const string AddFirst = "add it to the directory first";

    public static IReadOnlyList<Problem> Check(IReadOnlyList<Shift> shifts, CentreDirectory directory) =>
        Check(new RosterContent { Shifts = shifts }, directory, HolidayCalendar.None);

    /// <summary>A problem's subject is the shift, the <see cref="Absence"/> or the <see cref="HolidayChanges"/> that is wrong.</summary>
    public static IReadOnlyList<Problem> Check(RosterContent content, CentreDirectory directory, HolidayCalendar national)
    {
        var holidays = national.With(content.Holidays);
        var counsellors = directory.Centres.SelectMany(centre => centre.Counsellors, (centre, person) => (person.Id, Centre: centre.Id))
            .DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id, pair => pair.Centre);
        return
        [
            .. content.Shifts.SelectMany(shift => CheckShift(shift, directory, holidays, counsellors)),
            .. content.Exceptions.SelectMany(absence => CheckAbsence(absence, directory)),
            .. Twice(content.Shifts, shift => shift.Id, "shift"),
            .. Twice(content.Exceptions, absence => absence.Id, "exception"),
            .. CheckHolidays(content.Holidays, national),
            .. Overlaps(content, directory, holidays).Take(MaxOverlaps),
        ];
    }

    private static IEnumerable<Problem> CheckShift(
        Shift shift, CentreDirectory directory, HolidayCalendar holidays, Dictionary<string, string> counsellors)
    {
        if (!Slug.IsValid(shift.Id))
            yield return new(shift, "id", Finding.Of(FindingCode.BadId, $"'{shift.Id}' is no id"), Slug.Remedy);
        if (shift.From.Ticks % TimeSpan.TicksPerMinute != 0)
            yield return new(shift, "from", Finding.Of(FindingCode.BetweenMinutes, "the shift begins between two minutes"), "write hours and minutes alone");
        if (shift.To.Ticks % TimeSpan.TicksPerMinute != 0)
            yield return new(shift, "to", Finding.Of(FindingCode.BetweenMinutes, "the shift ends between two minutes"), "write hours and minutes alone");
        if (shift.Days.Count == 0)
            yield return new(shift, "days", Finding.Of(FindingCode.NoDays, "the shift is on no day"), "write 'daily' or a list such as [mon, tue]");
        else if (NeverBegins(shift))
            yield return new(shift, "validTo", Finding.Of(FindingCode.NeverBegins, "none of its days lies between validFrom and validTo"), "mend the dates or the days");
        else if (NeverAllowed(shift, holidays))
            yield return new(shift, "holidays", shift.Holidays == HolidayRule.Only
                ? Finding.Of(FindingCode.NeverOnHoliday, "none of its days is a holiday")
                : Finding.Of(FindingCode.NeverOnPlainDay, "none of its days is a plain day"), "mend the dates or leave 'holidays' out");
        foreach (var problem in CheckLines(shift, shift.Centre, shift.Lines, "shift", "nobody is on duty in this shift", directory))
            yield return problem;
        foreach (var problem in CheckCounsellors(shift, directory, counsellors))
            yield return problem;
    }

    private static IEnumerable<Problem> CheckAbsence(Absence absence, CentreDirectory directory)
    {
        if (!Slug.IsValid(absence.Id))
            yield return new(absence, "id", Finding.Of(FindingCode.BadId, $"'{absence.Id}' is no id"), Slug.Remedy);
        if (absence.To < absence.From)
            yield return new(absence, "to", Finding.Of(FindingCode.EndsBeforeItBegins, "the exception ends before it begins"), "write the last date that it holds for, or leave 'to' out for one day");
        foreach (var problem in CheckLines(absence, absence.Centre, absence.Lines, "exception", "nobody is off by this exception", directory))
            yield return problem;
    }

    private static bool NeverBegins(Shift shift) =>
        shift.ValidTo is { } last && Enumerable.Range(0, 7)
            .Select(day => Math.Max((shift.ValidFrom ?? DateOnly.MinValue).DayNumber, last.DayNumber - day))
            .All(day => !shift.BeginsOn(DateOnly.FromDayNumber(day)));

    /// <summary>Without both dates there is always another year.</summary>
    private static bool NeverAllowed(Shift shift, HolidayCalendar holidays)
    {
        const int looksAt = 3660;
        if (shift.Holidays == HolidayRule.AsUsual || shift is not { ValidFrom: { } first, ValidTo: { } last } || last.DayNumber - first.DayNumber > looksAt)
            return false;
        return Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber)
            .All(date => !shift.BeginsOn(date) || !ShiftDates.AllowedOn(shift.Holidays, date, holidays));
    }

    private static IEnumerable<Problem> CheckLines(
        object subject, string? centreId, IReadOnlyList<string> lines, string kind, string nobody, CentreDirectory directory)
    {
        if (centreId is not null)
        {
            if (lines.Count > 0)
                yield return new(subject, "lines", Finding.Of(FindingCode.CentreAndLines, $"the {kind} has both a centre and lines") with { Arguments = [] }, "write one: a centre stands for all of its lines");
            if (directory.FindCentre(centreId) is not { } centre)
            {
                var near = Suggestion.Near(centreId, directory.Centres.Select(each => each.Id));
                yield return new(subject, "centre", Finding.Of(FindingCode.NoCentre, $"the directory has no centre '{centreId}'") with { Near = near }, Suggestion.Or(AddFirst, near));
            }
            else if (centre.Lines.Count == 0)
                yield return new(subject, "centre", Finding.Of(FindingCode.CentreWithoutLine, $"the centre '{centreId}' has no line that could ring"), "add a line to the directory first");
        }
        else if (lines.Count == 0)
            yield return new(subject, "lines", Finding.Of(FindingCode.NobodyNamed, nobody), "write centre: ID, or lines: [ID, …]");
        foreach (var line in lines.Where(line => directory.FindLine(line) is null))
        {
            var near = Suggestion.Near(line, directory.Lines.Select(each => each.Id));
            yield return new(subject, "lines", Finding.Of(FindingCode.NoLine, $"the directory has no line '{line}'") with { Near = near }, Suggestion.Or(AddFirst, near));
        }
        foreach (var line in lines.CountBy(line => line).Where(count => count.Value > 1))
            yield return new(subject, "lines", Finding.Of(FindingCode.NamedTwice, $"'{line.Key}' is named twice"), "name it once");
    }

    private static IEnumerable<Problem> CheckCounsellors(Shift shift, CentreDirectory directory, Dictionary<string, string> centreOf)
    {
        foreach (var id in shift.Counsellors)
        {
            if (!centreOf.TryGetValue(id, out var centre))
            {
                var near = Suggestion.Near(id, centreOf.Keys);
                yield return new(shift, "counsellors", Finding.Of(FindingCode.NoCounsellor, $"the directory has no counsellor '{id}'") with { Near = near }, Suggestion.Or(AddFirst, near));
            }
            else if (!(shift.Centre is { } own ? own == centre : shift.Lines.Any(line => directory.FindLine(line)?.Centre.Id == centre)))
            {
                var finding = Finding.Of(FindingCode.CounsellorOfOthers, $"'{id}' belongs to the centre '{centre}', none of whose lines is in this shift");
                yield return new(shift, "counsellors", finding, "name a counsellor of the shift's own centre");
            }
        }
        foreach (var id in shift.Counsellors.CountBy(id => id).Where(count => count.Value > 1))
            yield return new(shift, "counsellors", Finding.Of(FindingCode.NamedTwice, $"'{id.Key}' is named twice"), "name each counsellor once");
    }

    private static IEnumerable<Problem> CheckHolidays(HolidayChanges changes, HolidayCalendar national)
    {
        foreach (var date in changes.Add.Intersect(changes.Drop))
            yield return new(changes, "drop", Finding.Of(FindingCode.AddedAndDropped, $"{date:yyyy-MM-dd} is both added and dropped"), "keep one of the two");
        foreach (var date in changes.Drop.Except(changes.Add).Where(date => !national.Contains(date)))
            yield return new(changes, "drop", Finding.Of(FindingCode.NoHoliday, $"{date:yyyy-MM-dd} is no holiday"), "leave it out, or write the date of the holiday that is meant");
        foreach (var date in changes.Add.CountBy(date => date).Where(count => count.Value > 1))
            yield return new(changes, "add", Finding.Of(FindingCode.NamedTwice, $"{date.Key:yyyy-MM-dd} is named twice"), "name it once");
        foreach (var date in changes.Drop.CountBy(date => date).Where(count => count.Value > 1))
            yield return new(changes, "drop", Finding.Of(FindingCode.NamedTwice, $"{date.Key:yyyy-MM-dd} is named twice"), "name it once");
    }

    private static IEnumerable<Problem> Twice<T>(IReadOnlyList<T> all, Func<T, string> idOf, string kind) where T : class =>
        all.GroupBy(idOf).SelectMany(same => same.Skip(1).Select(thing =>
            new Problem(
                thing, "id", Finding.Of(FindingCode.TwiceInRoster, $"the {kind} '{same.Key}' stands in the roster twice") with { Arguments = [same.Key] },
                $"give each {kind} an id of its own", same.First())));

    private static IEnumerable<Problem> Overlaps(RosterContent content, CentreDirectory directory, HolidayCalendar holidays)
    {
        var reported = new HashSet<(Shift, Shift)>();
        var shiftsOfLine = content.Shifts
            .SelectMany(shift => Roster.LinesOf(shift.Centre, shift.Lines, directory).Distinct(), (shift, line) => (shift, line))
            .GroupBy(pair => pair.line, pair => pair.shift);
        var absencesOfLine = content.Exceptions
            .SelectMany(absence => Roster.LinesOf(absence.Centre, absence.Lines, directory), (absence, line) => (absence, line))
            .ToLookup(pair => pair.line, pair => pair.absence);
        foreach (var line in shiftsOfLine)
        {
            var ofLine = line.ToList();
            var overlap = new ShiftOverlap(holidays, [.. absencesOfLine[line.Key]]);
            if (ofLine.Count > MaxShiftsOfALine)
            {
                var finding = Finding.Of(FindingCode.TooManyShifts, $"the line '{line.Key}' has {ofLine.Count} shifts");
                yield return new(ofLine[MaxShiftsOfALine], "lines", finding, $"write at most {MaxShiftsOfALine}, and drop those that are over");
            }
            foreach (var (later, index) in ofLine.Take(MaxShiftsOfALine).Select((shift, index) => (shift, index)))
            {
                // Somebody may be on call while somebody is on duty.
                foreach (var earlier in ofLine.Take(index).Where(earlier => earlier.OnCall == later.OnCall && overlap.Exists(earlier, later) && reported.Add((earlier, later))))
                {
                    var finding = Finding.Of(FindingCode.Overlaps, $"the shift overlaps with '{earlier.Id}' on the line '{line.Key}'");
                    yield return new(later, "from", finding, "let one begin when the other ends", earlier);
                }
            }
        }
    }
}
