using System.Globalization;

namespace Hotline117.ReportingService.Staffing.Forecasting;

/// <summary>The 168 hours of a week, from Monday at 00 on, by their number.</summary>
public static class WeekHour
{
    public const int Count = 7 * 24;

    public static int At(int weekday, int hour) => ((weekday - 1) * 24) + hour;

    /// <summary>1 (Monday) to 7.</summary>
    public static string Weekday(int weekHour) => ((weekHour / 24) + 1).ToString(CultureInfo.InvariantCulture);

    public static string HourOfDay(int weekHour) => (weekHour % 24).ToString("00", CultureInfo.InvariantCulture);

    /// <summary>How often each of them comes in the month: four times or five.</summary>
    public static IReadOnlyList<int> DaysIn(DateOnly month)
    {
        var ofWeekday = new int[7];
        for (var day = month; day < month.AddMonths(1); day = day.AddDays(1))
        {
            ofWeekday[((int)day.DayOfWeek + 6) % 7]++;
        }

        return [.. Enumerable.Range(0, Count).Select(weekHour => ofWeekday[weekHour / 24])];
    }
}
