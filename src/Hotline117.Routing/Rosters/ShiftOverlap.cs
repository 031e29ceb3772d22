namespace Hotline117.Routing.Rosters;

/// <summary>
/// Finds whether two shifts are ever on at the same time on one line. Exact, but where holidays or absences decide and both shifts hold for more than
/// ten years: then each weekday is taken to be a holiday in some year and a plain day in another, which is so with the country's holidays.
/// </summary>
internal sealed class ShiftOverlap(HolidayCalendar holidays, Absence[] absences)
{
    private const int ExactDays = 3660;

    public bool Exists(Shift a, Shift b) => a.Days.Any(day => ApartInDays(a, b).Any(days => MeetOn(day, days, a, b)));

    /// <summary>By how many days b must begin after a so that they overlap. No shift is longer than a day, so more than one can't be.</summary>
    private static IEnumerable<int> ApartInDays(Shift a, Shift b)
    {
        foreach (var days in (int[])[-1, 0, 1])
        {
            var beginsAfter = TimeSpan.FromDays(days) + (b.From.ToTimeSpan() - a.From.ToTimeSpan());
            if (beginsAfter < a.Duration && -beginsAfter < b.Duration)
                yield return days;
        }
    }

    /// <summary>Is there a date, this weekday, on which a begins, and b so many days later?</summary>
    private bool MeetOn(DayOfWeek day, int days, Shift a, Shift b)
    {
        if (!b.Days.Contains((DayOfWeek)(((int)day + days + 7) % 7)))
            return false;
        var earliest = Later(FirstDay(a.ValidFrom), FirstDay(b.ValidFrom) - days);
        var latest = Math.Min(LastDay(a.ValidTo), LastDay(b.ValidTo) - days);
        var untilWeekday = ((int)day - (int)DayOfWeek.Monday - earliest % 7 + 14) % 7;
        var first = earliest + untilWeekday;
        if (first > latest || (days == 0 && a.Holidays != b.Holidays && a.Holidays != HolidayRule.AsUsual && b.Holidays != HolidayRule.AsUsual))
            return false;
        var weekdaysDecide = absences.Length == 0 && a.Holidays == HolidayRule.AsUsual && b.Holidays == HolidayRule.AsUsual;
        return weekdaysDecide || latest - first > ExactDays || BothBeginInAWeek(first, latest, days, a, b);
    }

    private bool BothBeginInAWeek(int first, int latest, int days, Shift a, Shift b)
    {
        for (var day = first; day <= latest; day += 7)
        {
            if (Begins(a, day) && Begins(b, day + days))
                return true;
        }
        return false;
    }

    private bool Begins(Shift shift, int day) => ShiftDates.BeginsOn(shift, DateOnly.FromDayNumber(day), holidays, absences);

    /// <summary>Day 0 has no day before it.</summary>
    private static int Later(int one, int other) => Math.Max(Math.Max(one, other), 1);

    /// <summary>Day 0 is 1 January of the year 1, a Monday.</summary>
    private static int FirstDay(DateOnly? date) => (date ?? DateOnly.MinValue).DayNumber;

    private static int LastDay(DateOnly? date) => (date ?? DateOnly.MaxValue).DayNumber;
}
