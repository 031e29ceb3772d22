using Hotline117.Contracts.Rosters;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Rosters;

/// <summary>Resolves a roster into the days of a week, for people to look at.</summary>
public static class WeekOfRoster
{
    private const int Days = 7;

    /// <param name="centre">Only this one's lines; null for all.</param>
    public static RosterWeek Of(Roster roster, CentreDirectory directory, DateOnly first, string? centre)
    {
        var dates = Enumerable.Range(0, Days).Select(first.AddDays).ToList();
        return new(
            [.. dates.Select(date => new RosterDay(date, roster.Holidays.NameOf(date)))],
            [
                .. directory.Lines.Where(line => line.Centre.Kind is not CentreKind.Emergency && (centre is null || line.Centre.Id == centre))
                    .Select(line => new RosterLine(line.Centre.Id, line.Id, [.. Turns(roster, line, first, dates[^1])], [.. Off(roster, directory, line.Id, first, dates[^1])])),
            ]);
    }

    /// <summary>A night that has begun the evening before reaches into the first day.</summary>
    private static IEnumerable<RosterTurn> Turns(Roster roster, DirectoryLine line, DateOnly first, DateOnly last) =>
        from span in roster.SpansOf(line.Id, first.AddDays(-1), last)
        where span.To > first.ToDateTime(TimeOnly.MinValue) && line.Centre.IsValidOn(DateOnly.FromDateTime(span.From))
        orderby span.From, span.Shift.Id
        select new RosterTurn(span.Shift.Id, span.Shift.IsOnOneDate, BishkekTime.ToInstant(span.From), BishkekTime.ToInstant(span.To), span.Shift.OnCall, span.Shift.Counsellors);

    private static IEnumerable<RosterAbsence> Off(Roster roster, CentreDirectory directory, string line, DateOnly first, DateOnly last) =>
        from absence in roster.Content.Exceptions
        where absence.From <= last && absence.To >= first && Roster.LinesOf(absence.Centre, absence.Lines, directory).Contains(line)
        orderby absence.From
        select new RosterAbsence(absence.Id, absence.From, absence.To, absence.Reason);
}
