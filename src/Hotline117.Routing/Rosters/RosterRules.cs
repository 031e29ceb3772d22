using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Rosters;

/// <summary>What a roster must be to be used. Finds all that is wrong, not only the first.</summary>
public static class RosterRules
{
    /// <summary>Each is compared with each other.</summary>
    public const int MaxShiftsOfALine = 200;

    /// <summary>More than people would read.</summary>
    private const int MaxOverlaps = 1000;

    public static IReadOnlyList<Problem> Check(IReadOnlyList<Shift> shifts, CentreDirectory directory) =>
    [
        .. shifts.SelectMany(shift => CheckShift(shift, directory)),
        .. shifts.GroupBy(shift => shift.Id).SelectMany(same => same.Skip(1).Select(shift =>
            new Problem(shift, "id", $"the shift '{shift.Id}' stands in the roster twice", "give each shift an id of its own", same.First()))),
        .. Overlaps(shifts, directory).Take(MaxOverlaps),
    ];

    private static IEnumerable<Problem> CheckShift(Shift shift, CentreDirectory directory)
    {
        if (!Slug.IsValid(shift.Id))
            yield return new(shift, "id", $"'{shift.Id}' is no id", Slug.Remedy);
        if (shift.Days.Count == 0)
            yield return new(shift, "days", "the shift is on no day", "write 'daily' or a list such as [mon, tue]");
        else if (NeverBegins(shift))
            yield return new(shift, "validTo", "none of its days lies between validFrom and validTo", "mend the dates or the days");
        foreach (var problem in CheckLines(shift, directory).Concat(CheckCounsellors(shift, directory)))
            yield return problem;
    }

    private static IEnumerable<Problem> CheckCounsellors(Shift shift, CentreDirectory directory)
    {
        var centres = shift.Centre is { } centre ? [centre] : shift.Lines.Select(directory.FindLine).OfType<DirectoryLine>().Select(line => line.Centre.Id).ToList();
        var known = directory.Centres.Where(each => centres.Contains(each.Id)).SelectMany(each => each.Counsellors).Select(person => person.Id).ToList();
        foreach (var person in shift.Counsellors.Where(person => !known.Contains(person)))
        {
            var remedy = Suggestion.Or("add the entry to the centre's counsellors in the directory first", person, known);
            yield return new(shift, "counsellors", $"the centre has no counsellor '{person}'", remedy);
        }
    }

    private static bool NeverBegins(Shift shift) =>
        shift.ValidTo is { } last && Enumerable.Range(0, 7)
            .Select(day => Math.Max((shift.ValidFrom ?? DateOnly.MinValue).DayNumber, last.DayNumber - day))
            .All(day => !shift.BeginsOn(DateOnly.FromDayNumber(day)));

    private static IEnumerable<Problem> CheckLines(Shift shift, CentreDirectory directory)
    {
        const string AddFirst = "add it to the directory first";
        if (shift.Centre is { } id)
        {
            if (shift.Lines.Count > 0)
                yield return new(shift, "lines", "the shift has both a centre and lines", "write one: a centre stands for all of its lines");
            if (directory.FindCentre(id) is not { } centre)
            {
                var remedy = Suggestion.Or(AddFirst, id, directory.Centres.Select(each => each.Id));
                yield return new(shift, "centre", $"the directory has no centre '{id}'", remedy);
            }
            else if (centre.Lines.Count == 0)
                yield return new(shift, "centre", $"the centre '{id}' has no line that could ring", "add a line to the directory first");
        }
        else if (shift.Lines.Count == 0)
            yield return new(shift, "lines", "nobody is on duty in this shift", "write centre: ID, or lines: [ID, …]");
        foreach (var line in shift.Lines.Where(line => directory.FindLine(line) is null))
        {
            var remedy = Suggestion.Or(AddFirst, line, directory.Lines.Select(each => each.Id));
            yield return new(shift, "lines", $"the directory has no line '{line}'", remedy);
        }
        foreach (var line in shift.Lines.CountBy(line => line).Where(count => count.Value > 1))
            yield return new(shift, "lines", $"'{line.Key}' is named twice", "name it once");
    }

    private static IEnumerable<Problem> Overlaps(IReadOnlyList<Shift> shifts, CentreDirectory directory)
    {
        var reported = new HashSet<(Shift, Shift)>();
        var shiftsOfLine = shifts
            .SelectMany(shift => Roster.LinesOf(shift, directory).Distinct(), (shift, line) => (shift, line))
            .GroupBy(pair => pair.line, pair => pair.shift);
        foreach (var line in shiftsOfLine)
        {
            var ofLine = line.ToList();
            if (ofLine.Count > MaxShiftsOfALine)
            {
                var what = $"the line '{line.Key}' has {ofLine.Count} shifts";
                yield return new(ofLine[MaxShiftsOfALine], "lines", what, $"write at most {MaxShiftsOfALine}, and drop those that are over");
            }
            foreach (var (later, index) in ofLine.Take(MaxShiftsOfALine).Select((shift, index) => (shift, index)))
            {
                foreach (var earlier in ofLine.Take(index).Where(earlier => ShiftOverlap.Exists(earlier, later) && reported.Add((earlier, later))))
                {
                    var what = $"the shift overlaps with '{earlier.Id}' on the line '{line.Key}'";
                    yield return new(later, "from", what, "let one begin when the other ends", earlier);
                }
            }
        }
    }
}
