using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>How long answered callers waited.</summary>
/// <param name="Uncounted">Months that were published before this was counted: they are in no sum.</param>
public sealed record Waits(Bars Bars, IReadOnlyList<DateOnly> Uncounted)
{
    /// <param name="inTime">By <see cref="WaitBand.InTime"/> alone.</param>
    /// <param name="later">By <see cref="WaitBand.Later"/> alone.</param>
    public static Waits Of(FigureTable inTime, FigureTable later)
    {
        var counted = inTime.Months.Where(month => month.HasData && !month.NotCountedBy.Contains(WaitBand.InTime)).ToList();
        var breaks = counted.Skip(1).Any(month => month.Breaks.Contains(WaitBand.Definition));
        return new(
            Bars.Of(WaitBand.Definition, WaitBand.All.Select(band => (band.Name, breaks ? Lack.SeriesBreaks : ChartValue.Sum([.. counted.Select(month => Of(band, month, inTime, later))])))),
            [.. inTime.Months.Where(month => month.HasData).Except(counted).Select(month => month.Month)]);
    }

    public ChartTable Table => Bars.Table with { Defined = ["received", "answered", WaitBand.Definition] };

    private static ChartValue Of(WaitBand band, FigureMonth month, FigureTable inTime, FigureTable later)
    {
        // The threshold may cut a band; then it is the sum of both parts.
        var parts = new List<FigureTable>();
        if (band.OverSeconds < month.AnsweredWithinSeconds)
            parts.Add(inTime);
        if (band.UpToSeconds is not { } end || end > month.AnsweredWithinSeconds)
            parts.Add(later);
        return ChartValue.Sum([.. parts.Select(table => ChartValue.Of(month, table.Rows.FirstOrDefault(row => row.Month == month.Month && row.Keys[table.By[0]] == band.Name), HeatMap.Received))]);
    }
}
