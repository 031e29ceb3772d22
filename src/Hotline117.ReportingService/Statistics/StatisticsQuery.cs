using System.Globalization;
using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics;

/// <summary>The calls received in [From, To), grouped by one dimension.</summary>
public sealed record StatisticsQuery(DateTimeOffset From, DateTimeOffset To, StatisticsDimension By)
{
    public const int LongestYears = 10;
    public const int LongestDaysByHour = 366;
    public const string TimeZoneId = "Asia/Bishkek";

    private static readonly TimeZoneInfo Bishkek = TimeZoneInfo.FindSystemTimeZoneById(TimeZoneId);
    private static readonly string[] InstantFormats = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
    private static readonly string Dimensions =
        string.Join(", ", Enum.GetNames<StatisticsDimension>().Select(name => name.ToLowerInvariant()));

    /// <summary>An absent or empty parameter has its default: today in Bishkek, by region.</summary>
    /// <param name="errors">Every fault by parameter; empty where there is a query.</param>
    public static StatisticsQuery? Read(string? from, string? to, string? by, DateTimeOffset now, out Dictionary<string, string[]> errors)
    {
        errors = [];
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Bishkek).DateTime);
        var start = ReadTime("from", from, Midnight(today), errors);
        var end = ReadTime("to", to, Midnight(today.AddDays(1)), errors);
        var dimension = ReadDimension(by, errors);
        if (start is { } first && end is { } last)
        {
            CheckSpan(first, last, dimension, errors);
        }

        return errors.Count == 0 ? new(start!.Value, end!.Value, dimension!.Value) : null;
    }

    /// <summary>In Bishkek's time, as people there read it.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Bishkek);

    private static DateTimeOffset? ReadTime(string name, string? text, DateTimeOffset otherwise, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1 and < 9999)
        {
            return Midnight(date);
        }

        if (HasOffset(text) && DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            && instant.Year is > 1 and < 9999)
        {
            return Local(instant);
        }

        errors[name] = [$"'{name}' is neither a date such as 2026-03-01 (its midnight in {TimeZoneId}) nor an instant with an offset such as 2026-03-01T08:00:00Z; a plus sign is written %2B in a URL."];
        return null;
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-ddT".Length;

    private static StatisticsDimension? ReadDimension(string? by, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(by))
        {
            return StatisticsDimension.Region;
        }

        foreach (var dimension in Enum.GetValues<StatisticsDimension>())
        {
            if (by.Equals(dimension.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return dimension;
            }
        }

        errors["by"] = [$"'by' is one of {Dimensions}."];
        return null;
    }

    private static void CheckSpan(DateTimeOffset from, DateTimeOffset to, StatisticsDimension? by, Dictionary<string, string[]> errors)
    {
        if (to <= from)
        {
            errors["to"] = ["'to' must be later than 'from'; the instant 'to' itself is not counted."];
        }
        else if (to > from.AddYears(LongestYears))
        {
            errors["to"] = [$"'to' is more than {LongestYears} years after 'from'; ask for shorter periods."];
        }
        else if (by is StatisticsDimension.Hour && to > from.AddDays(LongestDaysByHour))
        {
            errors["to"] = [$"'to' is more than {LongestDaysByHour} days after 'from', the longest period by hour; ask for shorter periods."];
        }
    }

    public static DateTimeOffset Midnight(DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new(midnight, Bishkek.GetUtcOffset(midnight));
    }
}
