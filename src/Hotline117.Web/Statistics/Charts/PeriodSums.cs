using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>Figures of a period, as ReportingService adds its months up: those left out in which nobody counted.</summary>
/// <param name="table">Asked for with <c>per=period</c>.</param>
public sealed class PeriodSums(FigureTable table)
{
    private readonly Dictionary<string, FigureRow> rows = table.Rows.ToDictionary(row => Key(table.By.Select(attribute => row.Keys[attribute])));

    /// <summary>Every key there is in a month, of the first thing the table is grouped by.</summary>
    public IReadOnlyList<string> Keys => [.. table.Rows.Select(row => row.Keys[table.By[0]]).Distinct().Order(StringComparer.Ordinal)];

    /// <param name="keys">In the order of what the table is grouped by.</param>
    public ChartValue Of(string figure, params IReadOnlyList<string> keys) =>
        !table.Months.Any(month => month.HasData) ? Lack.NoData
        : rows.GetValueOrDefault(Key(keys)) is not { } row ? Lack.Withheld
        : row.Figures.GetValueOrDefault(figure) is { } number ? number
        : row.Withheld.Contains(figure) ? ChartValue.WithheldIn(row, figure)
        : table.Months.SkipWhile(month => !month.HasData).Skip(1).Any(month => month.Breaks.Contains(figure)) ? Lack.SeriesBreaks
        : Lack.NoData;

    private static string Key(IEnumerable<string> keys) => string.Join('\n', keys);
}
