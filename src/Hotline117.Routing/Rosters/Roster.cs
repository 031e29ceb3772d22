using System.Collections.Frozen;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Rosters;

/// <summary>Who is on duty when, on the clock of Asia/Bishkek. Replaced as a whole, never changed. What goes in has passed <see cref="RosterRules"/>.</summary>
public sealed class Roster
{
    private const int LookAheadDays = 7;
    private readonly FrozenDictionary<string, LineDuty> _dutyOfLine;
    private readonly TimeSpan[] _boundaries;

    /// <param name="national">The country's holidays, to which the roster adds its own.</param>
    public Roster(RosterContent content, CentreDirectory directory, HolidayCalendar national)
    {
        Content = content;
        Holidays = national.With(content.Holidays);
        var absences = content.Exceptions
            .SelectMany(absence => LinesOf(absence.Centre, absence.Lines, directory), (absence, line) => (absence, line))
            .ToLookup(pair => pair.line, pair => pair.absence);
        _dutyOfLine = content.Shifts
            .SelectMany(shift => LinesOf(shift.Centre, shift.Lines, directory), (shift, line) => (line, shift))
            .GroupBy(pair => pair.line, pair => pair.shift)
            .ToFrozenDictionary(group => group.Key, group => new LineDuty(group, absences[group.Key], Holidays));
        _boundaries = [.. content.Shifts.SelectMany(shift => new[] { shift.From, shift.To }).Append(TimeOnly.MinValue).Select(time => time.ToTimeSpan()).Distinct().Order()];
        Version = ContentVersion.Of(new
        {
            Shifts = content.Shifts.OrderBy(shift => shift.Id, StringComparer.Ordinal),
            Exceptions = content.Exceptions.OrderBy(absence => absence.Id, StringComparer.Ordinal),
            Holidays = Holidays.Content(),
        });
    }

    /// <summary>Shifts alone, in a world without holidays.</summary>
    public Roster(IEnumerable<Shift> shifts, CentreDirectory directory)
        : this(new RosterContent { Shifts = [.. shifts] }, directory, HolidayCalendar.None)
    {
    }

    public static Roster Empty { get; } = new([], CentreDirectory.Empty);

    public RosterContent Content { get; }

    public IReadOnlyList<Shift> Shifts => Content.Shifts;

    /// <summary>The country's and the roster's own.</summary>
    public HolidayCalendar Holidays { get; }

    /// <summary>12 hexadecimal digits that stand for the content and the holidays, whatever the order of the shifts.</summary>
    public string Version { get; }

    /// <returns>Null where the line is off shift. Where somebody is on duty and somebody on call, the one on duty.</returns>
    public Duty? DutyAt(string lineId, DateTime local) => _dutyOfLine.TryGetValue(lineId, out var line) ? line.At(local) : null;

    public bool OnShift(string lineId, DateTimeOffset instant) => OnShift(lineId, BishkekTime.ToLocal(instant));

    /// <summary>The next time of day at which any line's duty could change, or midnight, when dates do: maybe too early, never too late, at most 24 hours ahead.</summary>
    public DateTime NextBoundary(DateTime local)
    {
        var index = Array.BinarySearch(_boundaries, local.TimeOfDay);
        var next = index < 0 ? ~index : index + 1;
        return next < _boundaries.Length ? local.Date + _boundaries[next] : local.Date.AddDays(1);
    }

    /// <summary>When the line's duty ends, or where it has none, begins; null where nothing changes within seven days.</summary>
    public DateTimeOffset? NextChange(string lineId, DateTimeOffset instant)
    {
        if (!_dutyOfLine.TryGetValue(lineId, out var line))
            return null;
        var now = BishkekTime.ToLocal(instant);
        var horizon = now.AddDays(LookAheadDays);
        var change = line.At(now) is null ? StartOfDuty(line, now, horizon) : EndOfDuty(line, now, horizon);
        return change is { } at && at <= horizon ? BishkekTime.ToInstant(at) : null;
    }

    internal bool OnShift(string lineId, DateTime local) => DutyAt(lineId, local) is not null;

    /// <summary>What begins on these dates, both included; not in order.</summary>
    internal IEnumerable<DutySpan> SpansOf(string lineId, DateOnly first, DateOnly last) =>
        _dutyOfLine.TryGetValue(lineId, out var line) ? line.Spans(first, last) : [];

    internal static IEnumerable<string> LinesOf(string? centre, IReadOnlyList<string> lines, CentreDirectory directory) =>
        centre is null ? lines : directory.FindCentre(centre)?.Lines.Select(line => line.Id) ?? [];

    /// <summary>A shift that begins where another ends carries the duty on.</summary>
    private static DateTime EndOfDuty(LineDuty line, DateTime now, DateTime horizon)
    {
        var end = now;
        while (end <= horizon && line.LatestEnd(end) is { } later)
            end = later;
        return end;
    }

    private static DateTime? StartOfDuty(LineDuty line, DateTime now, DateTime horizon)
    {
        for (var date = DateOnly.FromDateTime(now); date <= DateOnly.FromDateTime(horizon); date = date.AddDays(1))
        {
            if (line.NextStart(date, now) is { } start)
                return start;
        }
        return null;
    }
}
