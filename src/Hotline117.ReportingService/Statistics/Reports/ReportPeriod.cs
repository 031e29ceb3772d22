using System.Globalization;

namespace Hotline117.ReportingService.Statistics.Reports;

/// <summary>What a report tells of: a month, such as <c>2026-01</c>, or a quarter, such as <c>2026-Q1</c>.</summary>
/// <param name="First">Its first month, by that month's first day.</param>
public sealed record ReportPeriod(DateOnly First, bool IsQuarter)
{
    private const int InQuarter = 3;

    public string Name => IsQuarter
        ? string.Create(CultureInfo.InvariantCulture, $"{First.Year:0000}-Q{((First.Month - 1) / InQuarter) + 1}")
        : First.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public IReadOnlyList<DateOnly> Months => [.. Enumerable.Range(0, IsQuarter ? InQuarter : 1).Select(First.AddMonths)];

    public DateOnly Last => Months[^1];

    /// <returns>Null where it names no period.</returns>
    public static ReportPeriod? Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (DateOnly.TryParseExact(name, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return new(month, IsQuarter: false);
        }

        return name is [_, _, _, _, '-', 'Q', >= '1' and <= '4' and var quarter]
            && DateOnly.TryParseExact($"{name[..4]}-{((quarter - '1') * InQuarter) + 1:00}", "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            ? new(first, IsQuarter: true) : null;
    }

    /// <summary>The periods of which every month is there, the latest first; a quarter before its months.</summary>
    public static IEnumerable<ReportPeriod> Within(IEnumerable<DateOnly> months)
    {
        var known = months.ToHashSet();
        return known.SelectMany(month => new[] { new ReportPeriod(month, IsQuarter: false), new(month.AddMonths(-((month.Month - 1) % InQuarter)), IsQuarter: true) })
            .Distinct().Where(period => period.Months.All(known.Contains))
            .OrderByDescending(period => period.Last).ThenByDescending(period => period.IsQuarter);
    }
}
