using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>Calls received by one attribute, a bar for each of its values.</summary>
public sealed record Bars(string Attribute, IReadOnlyList<Bar> All)
{
    /// <param name="table">By this attribute alone.</param>
    public static Bars Of(FigureTable table, IEnumerable<string> values)
    {
        var sums = new PeriodSums(table);
        return Of(table.By[0], values.Select(value => (value, sums.Of(HeatMap.Received, value))));
    }

    public static Bars Of(string attribute, IEnumerable<(string Key, ChartValue Calls)> values)
    {
        var bars = values.ToList();
        var most = bars.Max(bar => bar.Calls.Number);
        return new(attribute, [.. bars.Select(bar => new Bar(bar.Key, bar.Calls, most > 0 ? bar.Calls.Number / most ?? 0 : 0))]);
    }

    public ChartTable Table => new([Attribute], [HeatMap.Received], [.. All.Select(bar => new ChartRow([bar.Key], [bar.Calls]))]);
}

/// <param name="Length">As a share of the longest, 0 to 1.</param>
public sealed record Bar(string Key, ChartValue Calls, double Length);
