using Hotline117.Web.SignIn;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>Which calls the charts show, as it stands in the page's address.</summary>
/// <param name="First">Null where it is not said; then the charts choose.</param>
/// <param name="Last">Itself shown.</param>
public sealed record ChartQuery(DateOnly? First, DateOnly? Last, ChartFilter? Only)
{
    public const int MostMonths = 60;

    /// <summary>The resource key of a period of more months.</summary>
    public const string TooLong = "Charts.Fault.Long";

    /// <returns>The query, or null with the resource key of what is wrong.</returns>
    public static (ChartQuery? Query, string? Fault) Parse(string? from, string? to, string? only, DateOnly today)
    {
        var (months, fault) = StatisticsQuery.Parse(from, to, null, null, today, MostMonths);
        if (months is null)
            return (null, fault == "Statistics.Fault.Long" ? TooLong : fault);
        var filter = ChartFilter.Read(only);
        return filter is null && !string.IsNullOrEmpty(only) ? (null, "Charts.Fault.Only") : (new(months.First, months.Last, filter), null);
    }

    /// <summary>What ReportingService is asked.</summary>
    /// <param name="addedUp">The months together, not each by itself.</param>
    public string Asked(string by, bool filtered = true, bool addedUp = false) => string.Join('&', new[]
        {
            ("from", StatisticsQuery.Text(First)), ("to", StatisticsQuery.Text(Last)), ("by", by), ("per", addedUp ? "period" : ""), (filtered && Only is not null ? Only.Attribute : "", Only?.Value ?? ""), ("limit", "5000"),
        }.Where(each => each.Item1.Length > 0 && each.Item2.Length > 0).Select(each => $"{each.Item1}={Uri.EscapeDataString(each.Item2)}"));

    /// <summary>The address of a file with what one of the charts shows.</summary>
    public string FileAddress(string chart, string format) => $"{PageAccess.ChartsPath}/{chart}.{format}?from={StatisticsQuery.Text(First)}&to={StatisticsQuery.Text(Last)}&only={Only}";
}
