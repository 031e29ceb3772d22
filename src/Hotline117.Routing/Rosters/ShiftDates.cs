namespace Hotline117.Routing.Rosters;

/// <summary>On which dates a shift begins, all told.</summary>
internal static class ShiftDates
{
    /// <param name="absences">Of the line that is asked about.</param>
    public static bool BeginsOn(Shift shift, DateOnly date, HolidayCalendar holidays, Absence[] absences) =>
        shift.BeginsOn(date) && AllowedOn(shift.Holidays, date, holidays) && (shift.IsOnOneDate || !AnyHolds(absences, date));

    public static bool AllowedOn(HolidayRule rule, DateOnly date, HolidayCalendar holidays) =>
        rule == HolidayRule.AsUsual || holidays.Contains(date) == (rule == HolidayRule.Only);

    private static bool AnyHolds(Absence[] absences, DateOnly date)
    {
        foreach (var absence in absences)
        {
            if (absence.Holds(date))
                return true;
        }
        return false;
    }
}
