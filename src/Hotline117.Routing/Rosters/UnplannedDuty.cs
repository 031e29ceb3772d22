using System.Globalization;

namespace Hotline117.Routing.Rosters;

/// <summary>
/// Somebody sits at a line beyond the roster, from now until a time. It is written into the roster as shifts on one date, each of one line, where nobody is on duty there
/// anyway: so it overlaps with nothing, ends by itself and is seen by whatever reads the roster.
/// </summary>
public static class UnplannedDuty
{
    /// <summary>Who stays for longer is planned.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private const string Prefix = "unplanned-";
    private const int LongestId = 64;

    /// <param name="now">On the clock of Asia/Bishkek; what begins, begins with this minute.</param>
    /// <param name="until">Later than <paramref name="now"/>, by <see cref="Longest"/> at most. What these lines have of unplanned duty already ends then, too.</param>
    /// <returns>What to write; null where these lines are on duty until then anyway. Unplanned duty that has long been over is left out.</returns>
    public static RosterContent? Until(Roster roster, IReadOnlyCollection<string> lines, DateTime now, DateTime until)
    {
        var (from, to) = (Minute(now), Minute(until));
        var replaced = roster.Shifts.Where(shift => IsUnplanned(shift) && lines.Contains(shift.Lines[0]) && EndOf(shift) > from).ToHashSet();
        List<Shift> added = [.. lines.SelectMany(line => Gaps(roster, line, from, to).Select(gap => NewShift(line, gap.From, gap.To)))];
        if (added.Count == 0 && replaced.Count == 0)
            return null;
        var kept = roster.Shifts.Where(shift => !IsLongOver(shift, from)).Select(shift => replaced.Contains(shift) ? UntilNow(shift, from) : shift).OfType<Shift>();
        return roster.Content with { Shifts = [.. kept, .. added] };
    }

    /// <summary>One that was written by <see cref="Until"/>.</summary>
    public static bool IsUnplanned(Shift shift) =>
        shift is { IsOnOneDate: true, Lines: [var line] } && shift.Id == IdOf(line, StartOf(shift));

    /// <summary>When nobody is on duty by plan. Somebody on call may be: who is there is rung first.</summary>
    private static IEnumerable<(DateTime From, DateTime To)> Gaps(Roster roster, string line, DateTime from, DateTime to)
    {
        var planned = roster.SpansOf(line, DateOnly.FromDateTime(from).AddDays(-1), DateOnly.FromDateTime(to))
            .Where(span => !span.Shift.OnCall && !IsUnplanned(span.Shift) && span.To > from && span.From < to).OrderBy(span => span.From);
        foreach (var span in planned)
        {
            if (span.From > from)
                yield return (from, span.From);
            from = span.To > from ? span.To : from;
        }
        if (from < to)
            yield return (from, to);
    }

    private static Shift NewShift(string line, DateTime from, DateTime to) => Shift.OnDate(DateOnly.FromDateTime(from), new Shift
    {
        Id = IdOf(line, from),
        Lines = [line],
        Days = [],
        From = TimeOnly.FromDateTime(from),
        To = TimeOnly.FromDateTime(to),
    });

    /// <returns>As far as it has been served; null where it has not begun.</returns>
    private static Shift? UntilNow(Shift shift, DateTime now) => StartOf(shift) < now ? shift with { To = TimeOnly.FromDateTime(now) } : null;

    private static string IdOf(string line, DateTime from)
    {
        var beginning = Prefix + from.ToString("yyyyMMddHHmm-", CultureInfo.InvariantCulture);
        return beginning + line[Math.Max(0, line.Length - (LongestId - beginning.Length))..];
    }

    private static bool IsLongOver(Shift shift, DateTime now) => IsUnplanned(shift) && EndOf(shift) < now.AddDays(-1);

    private static DateTime StartOf(Shift shift) => shift.ValidFrom!.Value.ToDateTime(shift.From);

    private static DateTime EndOf(Shift shift) => StartOf(shift) + shift.Duration;

    private static DateTime Minute(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerMinute);
}
