using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Rosters;

/// <summary>A short time between two shifts in which nobody is on duty: probably a mistake.</summary>
/// <param name="Centre">The centre's id.</param>
/// <param name="Line">The line's id, or null where it is so for the whole centre.</param>
/// <param name="Before">The shift that ends, by its id.</param>
/// <param name="After">The shift that begins.</param>
/// <param name="FirstFrom">When it is so for the first time, UTC.</param>
/// <param name="Times">How many times it is so in the time that was looked at.</param>
public sealed record HandOverGap(string Centre, string? Line, string Before, string After, DateTimeOffset FirstFrom, TimeSpan Length, int Times);

/// <summary>Finds hand-overs where one shift ends a little before the next begins.</summary>
public static class HandOverGaps
{
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(60);

    /// <param name="from">On the clock of Asia/Bishkek, as is <paramref name="to"/>.</param>
    /// <param name="shorterThan">Longer ones are taken to be meant.</param>
    public static IReadOnlyList<HandOverGap> Find(Roster roster, CentreDirectory directory, DateTime from, DateTime to, TimeSpan shorterThan)
    {
        var (first, last) = (DateOnly.FromDateTime(from), DateOnly.FromDateTime(to));
        var found = new List<HandOverGap>();
        foreach (var centre in directory.Centres)
        {
            var ofLines = centre.Lines.Select(line => (Line: (string?)line.Id, Spans: roster.SpansOf(line.Id, first, last).ToList())).ToList();
            var ofCentre = Between(ofLines.SelectMany(line => line.Spans), shorterThan).ToList();
            // What is missing on a centre's every line is said once.
            var said = ofCentre.Select(gap => gap.From).ToHashSet();
            found.AddRange(Summed(centre.Id, null, ofCentre));
            foreach (var (line, spans) in ofLines)
                found.AddRange(Summed(centre.Id, line, Between(spans, shorterThan).Where(gap => !said.Contains(gap.From))));
        }
        return found;
    }

    private static IEnumerable<(DateTime From, TimeSpan Length, string Before, string After)> Between(IEnumerable<DutySpan> spans, TimeSpan shorterThan)
    {
        DutySpan? before = null;
        foreach (var span in spans.OrderBy(span => span.From))
        {
            if (before is { } earlier && span.From > earlier.To && span.From - earlier.To < shorterThan)
                yield return (earlier.To, span.From - earlier.To, earlier.Shift.Id, span.Shift.Id);
            if (before is null || span.To > before.Value.To)
                before = span;
        }
    }

    private static IEnumerable<HandOverGap> Summed(
        string centre, string? line, IEnumerable<(DateTime From, TimeSpan Length, string Before, string After)> gaps) =>
        from gap in gaps
        group gap by (gap.Before, gap.After, gap.Length) into same
        select new HandOverGap(centre, line, same.Key.Before, same.Key.After, BishkekTime.ToInstant(same.First().From), same.Key.Length, same.Count());
}
