using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>How figures go from month to month.</summary>
public sealed record Trend(IReadOnlyList<FigureMonth> Months, IReadOnlyList<TrendLine> Calls, TrendLine ServiceLevel)
{
    public static IReadOnlyList<string> Figures { get; } = ["received", "answered", "abandoned", "serviceLevel"];

    public static Trend Of(FigureTable all)
    {
        var lines = Figures.Select(figure => TrendLine.Of(figure, all)).ToList();
        return new(all.Months, lines[..^1], lines[^1]);
    }

    private IEnumerable<TrendLine> Lines => Calls.Append(ServiceLevel);

    public ChartTable Table => new(["month"], Figures, [.. Months.Index().Select(month => new ChartRow([StatisticsQuery.Text(month.Item.Month)], [.. Lines.Select(line => line.Values[month.Index])]))]);

    /// <summary>Where one of these figures is defined otherwise than in the month before.</summary>
    public IReadOnlyList<SeriesBreak> Breaks =>
    [
        .. Months.Index().Skip(1).Select(month => new SeriesBreak(month.Index, Months[month.Index - 1], month.Item, [.. month.Item.Breaks.Intersect(Figures)])).Where(each => each.Figures.Count > 0),
    ];
}

/// <param name="Figures">Ids, in the order of the chart.</param>
public sealed record SeriesBreak(int Place, FigureMonth Before, FigureMonth Month, IReadOnlyList<string> Figures);

/// <param name="Values">In the order of the months.</param>
/// <param name="Runs">Places of months that a stroke joins: none across a gap, and none across a break of the series.</param>
public sealed record TrendLine(string Figure, IReadOnlyList<ChartValue> Values, IReadOnlyList<IReadOnlyList<int>> Runs)
{
    public static TrendLine Of(string figure, FigureTable all)
    {
        List<ChartValue> values = [.. all.Months.Select(month => ChartValue.Of(month, all.Rows.FirstOrDefault(row => row.Month == month.Month), figure))];
        var runs = new List<List<int>>();
        foreach (var (i, month) in all.Months.Index().Where(month => values[month.Index].Lacks is Lack.Nothing))
        {
            if (runs.Count > 0 && runs[^1][^1] == i - 1 && !month.Breaks.Contains(figure))
                runs[^1].Add(i);
            else
                runs.Add([i]);
        }

        return new(figure, values, runs);
    }
}
