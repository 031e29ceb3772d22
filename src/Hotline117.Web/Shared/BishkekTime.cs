using System.Globalization;

namespace Hotline117.Web.Shared;

/// <summary>Clock times as people in Kyrgyzstan read them.</summary>
public static class BishkekTime
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Bishkek");

    public static DateTimeOffset In(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone);

    public static DateOnly DateOf(DateTimeOffset time) => DateOnly.FromDateTime(In(time).DateTime);

    public static DateTimeOffset StartOf(DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight));
    }

    /// <returns>When the clock shows this time next: today, or tomorrow.</returns>
    public static DateTimeOffset Next(TimeOnly time, DateTimeOffset now)
    {
        var today = StartOf(DateOf(now)) + time.ToTimeSpan();
        return today > now ? today : today.AddDays(1);
    }

    /// <returns><c>2026-11-24</c>, as addresses and forms have it (ISO 8601).</returns>
    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <returns><c>14:03:22</c></returns>
    public static string Clock(DateTimeOffset time) => In(time).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <returns><c>18:00</c>, and with the day and month where it is not today: <c>24.11. 09:00</c></returns>
    public static string Moment(DateTimeOffset time, DateOnly today) =>
        In(time).ToString(DateOf(time) == today ? "HH:mm" : "dd.MM. HH:mm", CultureInfo.InvariantCulture);
}
