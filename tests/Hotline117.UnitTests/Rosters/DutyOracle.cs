using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Rosters;

/// <summary>Who is on duty, worked out anew and slowly from what people wrote: paints every minute of a month.</summary>
internal static class DutyOracle
{
    /// <returns>For each minute from the start of <see cref="RosterWorld"/>: 'd' on duty, 'c' on call, '.' nobody.</returns>
    public static char[] Minutes(RosterWorld world, Centre centre, Line line)
    {
        var minutes = Enumerable.Repeat('.', RosterWorld.Days * 24 * 60).ToArray();
        foreach (var shift in world.Content.Shifts.Where(shift => shift.Centre == centre.Id || shift.Lines.Contains(line.Id)))
        {
            for (var day = -2; day < RosterWorld.Days; day++)
            {
                if (!Begins(world, centre, line, shift, RosterWorld.Start.AddDays(day)))
                    continue;
                var from = day * 1440 + shift.From.Hour * 60 + shift.From.Minute;
                var to = day * 1440 + shift.To.Hour * 60 + shift.To.Minute;
                for (var minute = from; minute < (to <= from ? to + 1440 : to); minute++)
                {
                    if (minute >= 0 && minute < minutes.Length && minutes[minute] != 'd')
                        minutes[minute] = shift.OnCall ? 'c' : 'd';
                }
            }
        }
        return minutes;
    }

    private static bool Begins(RosterWorld world, Centre centre, Line line, Shift shift, DateOnly date)
    {
        var weekday = shift.Days.Any(day => day == date.DayOfWeek);
        var inTime = (shift.ValidFrom ?? date) <= date && date <= (shift.ValidTo ?? date);
        var changes = world.Content.Holidays;
        var holiday = !changes.Drop.Contains(date)
            && (changes.Add.Contains(date) || date is { Month: 1, Day: 1 or 7 } || date is { Year: 2026, Month: 12, Day: 24 or 27 });
        var holidayFits = shift.Holidays switch { HolidayRule.Off => !holiday, HolidayRule.Only => holiday, _ => true };
        var absent = world.Content.Exceptions.Any(absence =>
            (absence.Centre == centre.Id || absence.Lines.Contains(line.Id)) && date >= absence.From && date <= absence.To);
        var extra = shift.ValidFrom is { } only && shift.ValidTo == only;
        return weekday && inTime && holidayFits && (!absent || extra);
    }
}
