namespace Hotline117.Routing;

/// <summary>The clock on the wall in Kyrgyzstan. Rosters and seasons are written in it; instants everywhere else are UTC.</summary>
public static class BishkekTime
{
    public const string ZoneId = "Asia/Bishkek";

    /// <summary>A machine without the time zone database must still route calls: UTC+6 has held since 12 August 2005.</summary>
    public static TimeZoneInfo Zone { get; } =
        TimeZoneInfo.TryFindSystemTimeZoneById(ZoneId, out var zone)
            ? zone
            : TimeZoneInfo.CreateCustomTimeZone(ZoneId, TimeSpan.FromHours(6), ZoneId, ZoneId);

    public static DateTime ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    public static DateTimeOffset ToInstant(DateTime local) => new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
}
