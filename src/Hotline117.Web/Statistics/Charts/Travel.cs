using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>How far help is from those who call, and how many of them nobody answered.</summary>
/// <param name="Uncounted">Months that were published before this was counted: they are in no sum.</param>
public sealed record Travel(Bars Bars, IReadOnlyList<TravelRow> Rows, IReadOnlyList<DateOnly> Uncounted)
{
    private static readonly string[] Figures = [HeatMap.Received, "answered", "abandoned", "overflowed", "indeterminate"];

    /// <param name="table">By <see cref="TravelBand.Attribute"/> alone, its months added up.</param>
    public static Travel Of(FigureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var sums = new PeriodSums(table);
        var counted = table.Months.Where(month => month.HasData && !month.NotCountedBy.Contains(TravelBand.Attribute)).ToList();
        ChartValue? lack = counted.Count == 0 ? Lack.NoData : counted.Skip(1).Any(month => month.Breaks.Contains(TravelBand.Attribute)) ? Lack.SeriesBreaks : null;
        var rows = TravelBand.Values.Select(band => new TravelRow(band, [.. Figures.Select(figure => lack ?? sums.Of(figure, band))])).ToList();
        return new(Bars.Of(TravelBand.Attribute, rows.Select(row => (row.Band, row.Values[0]))), rows, [.. table.Months.Where(month => month.HasData).Except(counted).Select(month => month.Month)]);
    }

    public ChartTable Table => new([TravelBand.Attribute], Figures, [.. Rows.Select(row => new ChartRow([row.Band], row.Values))]) { Defined = [TravelBand.Attribute, .. Figures] };
}

/// <param name="Values">Received, answered, and what became of the others.</param>
public sealed record TravelRow(string Band, IReadOnlyList<ChartValue> Values)
{
    /// <summary>Of the received those without an answer, 0 to 1; null where one of both is not shown.</summary>
    public double? Unserved => Values[0].Number is > 0 and { } received && Values[1].Number is { } answered ? (received - answered) / received : null;
}
