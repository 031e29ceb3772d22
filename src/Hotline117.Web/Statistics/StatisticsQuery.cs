using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics;

/// <summary>Which calls are counted, as it stands in the page's address: whole days in Asia/Bishkek, both included.</summary>
public sealed record StatisticsQuery(DateOnly FirstDay, DateOnly LastDay, StatisticsDimension By)
{
    public const int LongestDays = 366;

    public DateTimeOffset From => BishkekTime.StartOf(FirstDay);

    /// <summary>Excluded.</summary>
    public DateTimeOffset To => BishkekTime.StartOf(LastDay.AddDays(1));

    /// <summary>What is left out means today, by region.</summary>
    /// <returns>The query, or null with the resource key of what is wrong.</returns>
    public static (StatisticsQuery? Query, string? Fault) Parse(string? from, string? to, string? by, DateOnly today)
    {
        if (Day(from, today) is not { } first || Day(to, today) is not { } last)
            return (null, "Statistics.Fault.Day");
        if (last < first || first.Year < 2000 || last.Year > 2100)
            return (null, "Statistics.Fault.Order");
        if (last.DayNumber - first.DayNumber >= LongestDays)
            return (null, "Statistics.Fault.Long");
        return Dimension(by) is { } dimension ? (new StatisticsQuery(first, last, dimension), null) : (null, "Statistics.Fault.By");
    }

    /// <returns>This page's address with another grouping.</returns>
    public string AddressBy(StatisticsDimension by) =>
        string.Create(CultureInfo.InvariantCulture, $"statistics?from={FirstDay:yyyy-MM-dd}&to={LastDay:yyyy-MM-dd}&by={Word(by)}");

    public static string Word(StatisticsDimension by) => by switch
    {
        StatisticsDimension.Region => "region",
        StatisticsDimension.Centre => "centre",
        StatisticsDimension.Hour => "hour",
        StatisticsDimension.Help => "help",
        StatisticsDimension.Risk => "risk",
        StatisticsDimension.Referral => "referral",
        _ => "outcome",
    };

    private static DateOnly? Day(string? written, DateOnly today) =>
        string.IsNullOrEmpty(written) ? today
        : DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static StatisticsDimension? Dimension(string? written)
    {
        if (string.IsNullOrEmpty(written))
            return StatisticsDimension.Region;
        var known = Enum.GetValues<StatisticsDimension>().Where(by => Word(by) == written).ToList();
        return known.Count == 1 ? known[0] : null;
    }
}
