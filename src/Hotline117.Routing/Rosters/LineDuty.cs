namespace Hotline117.Routing.Rosters;

/// <summary>All that the roster says of one line. Asked for every line again and again: answers without allocating.</summary>
internal sealed class LineDuty
{
    private readonly (Shift Shift, Duty Duty)[] _shifts;
    private readonly Absence[] _absences;
    private readonly HolidayCalendar _holidays;

    public LineDuty(IEnumerable<Shift> shifts, IEnumerable<Absence> absences, HolidayCalendar holidays)
    {
        // Whoever is on duty comes before whoever is on call; else any order will do that is the same for equal rosters.
        _shifts = [.. shifts.OrderBy(shift => shift.OnCall).ThenBy(shift => shift.Id, StringComparer.Ordinal)
            .Select(shift => (shift, new Duty(shift.OnCall, shift.Counsellors)))];
        _absences = [.. absences];
        _holidays = holidays;
    }

    public Duty? At(DateTime local)
    {
        var today = DateOnly.FromDateTime(local);
        foreach (var (shift, duty) in _shifts)
        {
            if (EndOf(shift, today, local) is not null || EndOf(shift, today.AddDays(-1), local) is not null)
                return duty;
        }
        return null;
    }

    /// <summary>The latest end of what is on at that time, or null where nothing is.</summary>
    public DateTime? LatestEnd(DateTime local)
    {
        var today = DateOnly.FromDateTime(local);
        DateTime? latest = null;
        foreach (var (shift, _) in _shifts)
        {
            var end = EndOf(shift, today, local) ?? EndOf(shift, today.AddDays(-1), local);
            if (end is not null && !(end <= latest))
                latest = end;
        }
        return latest;
    }

    /// <summary>The first beginning after that time on that date.</summary>
    public DateTime? NextStart(DateOnly date, DateTime after)
    {
        DateTime? first = null;
        foreach (var (shift, _) in _shifts)
        {
            var start = date.ToDateTime(shift.From);
            if (start > after && !(start >= first) && BeginsOn(shift, date))
                first = start;
        }
        return first;
    }

    /// <summary>What begins on these dates, both included; not in order.</summary>
    public IEnumerable<DutySpan> Spans(DateOnly first, DateOnly last)
    {
        foreach (var (shift, _) in _shifts)
        {
            for (var date = first; date <= last; date = date.AddDays(1))
            {
                if (BeginsOn(shift, date))
                    yield return new(date.ToDateTime(shift.From), date.ToDateTime(shift.From) + shift.Duration, shift);
            }
        }
    }

    private DateTime? EndOf(Shift shift, DateOnly date, DateTime local)
    {
        var start = date.ToDateTime(shift.From);
        return local >= start && local < start + shift.Duration && BeginsOn(shift, date) ? start + shift.Duration : null;
    }

    private bool BeginsOn(Shift shift, DateOnly date) => ShiftDates.BeginsOn(shift, date, _holidays, _absences);
}
