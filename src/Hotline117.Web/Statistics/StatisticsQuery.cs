using System.Globalization;
using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics;

/// <summary>What the calls of the page are grouped by.</summary>
public enum Grouping { Region, Centre, Hour, Weekday, Language, Outcome, Help, Risk, Referral, TravelTime }

/// <summary>Which months are shown, as it stands in the page's address: both included. Without them it is the last that is published, or of what is exact this month.</summary>
/// <param name="IsExact">Nothing is withheld, and the months need not be over.</param>
public sealed record StatisticsQuery(DateOnly? First, DateOnly? Last, Grouping By, bool IsExact = false)
{
    /// <summary>The <c>view</c> in the address.</summary>
    public const string Exact = "exact";

    public const int MostMonths = 24;

    /// <summary>What is left out means the last month, by region.</summary>
    /// <returns>The query, or null with the resource key of what is wrong.</returns>
    public static (StatisticsQuery? Query, string? Fault) Parse(string? from, string? to, string? by, string? view, DateOnly today, int mostMonths = MostMonths)
    {
        if (!IsMonth(from, out var first) || !IsMonth(to, out var last))
            return (null, "Statistics.Fault.Day");
        if (last < first || first?.Year is < 2000 or > 2100 || last?.Year is < 2000 or > 2100)
            return (null, "Statistics.Fault.Order");
        if (first?.AddMonths(mostMonths) <= last)
            return (null, "Statistics.Fault.Long");
        if (GroupingOf(by) is not { } grouping)
            return (null, "Statistics.Fault.By");
        var month = new DateOnly(today.Year, today.Month, 1);
        return view == Exact ? (new(first ?? last ?? month, last ?? Later(first, month), grouping, IsExact: true), null) : (new(first, last, grouping), null);
    }

    /// <summary>What ReportingService is asked.</summary>
    public string Asked(bool grouped = true) => string.Join('&', new[]
        {
            ("from", IsExact ? Day(First) : Text(First)), ("to", IsExact ? Day(Last?.AddMonths(1)) : Text(Last)), ("by", grouped ? Attribute(By) : ""), ("view", View), ("limit", "5000"),
        }.Where(each => each.Item2.Length > 0).Select(each => $"{each.Item1}={each.Item2}"));

    /// <summary>This page's own address of a file with the same figures.</summary>
    public string FileAddress(string format) => $"{StatisticsFiles.Path}/{format}?from={Text(First)}&to={Text(Last)}&by={Word(By)}&view={View}";

    public static string Word(Grouping by) => by is Grouping.TravelTime ? TravelBand.Attribute : by.ToString().ToLowerInvariant();

    /// <summary>The attribute's name in the API.</summary>
    public static string Attribute(Grouping by) => by is Grouping.Hour ? "hourOfDay" : Word(by);

    public static string Text(DateOnly? month) => month?.ToString("yyyy-MM", CultureInfo.InvariantCulture) ?? "";

    private string View => IsExact ? Exact : "published";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static DateOnly Later(DateOnly? one, DateOnly other) => one > other ? one.Value : other;

    private static bool IsMonth(string? written, out DateOnly? month)
    {
        month = DateOnly.TryParseExact(written, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return month is not null || string.IsNullOrEmpty(written);
    }

    private static Grouping? GroupingOf(string? written) => string.IsNullOrEmpty(written) ? Grouping.Region
        : Enum.GetValues<Grouping>().Where(by => Word(by) == written).Cast<Grouping?>().SingleOrDefault();
}
