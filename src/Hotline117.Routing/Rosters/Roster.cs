using System.Collections.Frozen;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Rosters;

/// <summary>Who is on duty when, on the clock of Asia/Bishkek. Replaced as a whole, never changed. What goes in has passed <see cref="RosterRules"/>.</summary>
public sealed class Roster
{
    private const int LookAheadDays = 7;
    private readonly FrozenDictionary<string, Shift[]> _shiftsOfLine;

    public Roster(IEnumerable<Shift> shifts, CentreDirectory directory)
    {
        Shifts = [.. shifts];
        _shiftsOfLine = Shifts
            .SelectMany(shift => LinesOf(shift, directory), (shift, line) => (line, shift))
            .GroupBy(pair => pair.line, pair => pair.shift)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
        Version = ContentVersion.Of(Shifts.OrderBy(shift => shift.Id, StringComparer.Ordinal));
    }

    public static Roster Empty { get; } = new([], CentreDirectory.Empty);

    public IReadOnlyList<Shift> Shifts { get; }

    /// <summary>12 hexadecimal digits that stand for the content, whatever the order of the shifts.</summary>
    public string Version { get; }

    public bool OnShift(string lineId, DateTimeOffset instant) => OnShift(lineId, BishkekTime.ToLocal(instant));

    /// <summary>When the line's duty ends, or where it has none, begins; null where nothing changes within seven days.</summary>
    public DateTimeOffset? NextChange(string lineId, DateTimeOffset instant)
    {
        var now = BishkekTime.ToLocal(instant);
        DateTime? change = OnShift(lineId, now) ? EndOfDuty(lineId, now) : StartOfDuty(lineId, now);
        return change is { } at && at <= now.AddDays(LookAheadDays) ? BishkekTime.ToInstant(at) : null;
    }

    /// <summary>Who is on duty at a line, on the clock of Asia/Bishkek; null where nobody is. Shifts that overlap count together.</summary>
    public Duty? DutyAt(string lineId, DateTime local)
    {
        Duty? duty = null;
        foreach (var shift in ShiftsOf(lineId))
        {
            if (shift.Covers(local))
                duty = duty is null ? new(shift.OnCall, shift.Counsellors) : duty.With(shift);
        }
        return duty;
    }

    /// <summary>The next moment at which any line's duty may change: shifts begin and end on whole minutes.</summary>
    public static DateTime NextBoundary(DateTime local) => local.AddTicks(TimeSpan.TicksPerMinute - local.Ticks % TimeSpan.TicksPerMinute);

    internal bool OnShift(string lineId, DateTime local) => DutyAt(lineId, local) is not null;

    internal static IEnumerable<string> LinesOf(Shift shift, CentreDirectory directory) =>
        shift.Centre is { } centre ? directory.FindCentre(centre)?.Lines.Select(line => line.Id) ?? [] : shift.Lines;

    private Shift[] ShiftsOf(string lineId) => _shiftsOfLine.GetValueOrDefault(lineId) ?? [];

    /// <summary>A shift that begins where another ends carries the duty on.</summary>
    private DateTime EndOfDuty(string lineId, DateTime now)
    {
        var end = now;
        foreach (var (from, to) in Around(lineId, now).OrderBy(span => span.From))
        {
            if (from <= end && to > end)
                end = to;
        }
        return end;
    }

    private DateTime? StartOfDuty(string lineId, DateTime now) =>
        Around(lineId, now).Where(span => span.From > now).Min(span => (DateTime?)span.From);

    private IEnumerable<(DateTime From, DateTime To)> Around(string lineId, DateTime now) =>
        from day in Enumerable.Range(-1, LookAheadDays + 3)
        let date = DateOnly.FromDateTime(now).AddDays(day)
        from shift in ShiftsOf(lineId)
        where shift.BeginsOn(date)
        let start = date.ToDateTime(shift.From)
        select (start, start + shift.Duration);
}
