namespace Hotline117.Routing.Rosters;

/// <summary>Finds whether two shifts are ever on at the same time, exactly and without walking through the calendar.</summary>
internal static class ShiftOverlap
{
    public static bool Exists(Shift a, Shift b) => a.Days.Any(day => ApartInDays(a, b).Any(days => MeetOn(day, days, a, b)));

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
    private static bool MeetOn(DayOfWeek day, int days, Shift a, Shift b)
    {
        if (!b.Days.Contains((DayOfWeek)(((int)day + days + 7) % 7)))
            return false;
        var earliest = Later(FirstDay(a.ValidFrom), FirstDay(b.ValidFrom) - days);
        var latest = Math.Min(LastDay(a.ValidTo), LastDay(b.ValidTo) - days);
        var untilWeekday = ((int)day - (int)DayOfWeek.Monday - earliest % 7 + 14) % 7;
        return earliest + untilWeekday <= latest;
    }

    private static int Later(int one, int other) => Math.Max(Math.Max(one, other), 0);

    /// <summary>Day 0 is 1 January of the year 1, a Monday.</summary>
    private static int FirstDay(DateOnly? date) => (date ?? DateOnly.MinValue).DayNumber;

    private static int LastDay(DateOnly? date) => (date ?? DateOnly.MaxValue).DayNumber;
}
