using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>Figures of a period: the sum of its months, those left out in which nobody counted.</summary>
public sealed class PeriodSums(FigureTable table)
{
    private readonly IReadOnlyList<FigureMonth> counted = [.. table.Months.Where(month => month.HasData)];
    private readonly ILookup<string, FigureRow> rows = table.Rows.ToLookup(row => Key(table.By.Select(attribute => row.Keys[attribute])));

    /// <summary>Every key there is in a month, of the first thing the table is grouped by.</summary>
    public IReadOnlyList<string> Keys => [.. table.Rows.Select(row => row.Keys[table.By[0]]).Distinct().Order(StringComparer.Ordinal)];

    /// <param name="keys">In the order of what the table is grouped by.</param>
    public ChartValue Of(string figure, params IReadOnlyList<string> keys) =>
        counted.Skip(1).Any(month => month.Breaks.Contains(figure)) ? Lack.SeriesBreaks
        : ChartValue.Sum([.. counted.Select(month => ChartValue.Of(month, rows[Key(keys)].FirstOrDefault(row => row.Month == month.Month), figure))]);

    private static string Key(IEnumerable<string> keys) => string.Join('\n', keys);
}
