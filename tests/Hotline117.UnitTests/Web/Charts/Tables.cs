using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Web.Charts;

/// <summary>Figures as ReportingService answers them, by hand.</summary>
internal static class Tables
{
    public static FigureMonth Month(int month, params string[] breaks) => new(new(2026, month, 1), true, DateTimeOffset.UnixEpoch, 20, 5, breaks);

    public static FigureMonth Uncounted(int month) => Month(month) with { HasData = false };

    /// <param name="keys">In the order of the table's <c>By</c>.</param>
    public static FigureRow Row(int month, IReadOnlyDictionary<string, string> keys, params (string Figure, double? Value)[] figures) => new(
        new(2026, month, 1), keys, figures.ToDictionary(figure => figure.Figure, figure => figure.Value), [.. figures.Where(figure => figure.Value is null).Select(figure => figure.Figure)]);

    public static FigureRow Row(int month, params (string Figure, double? Value)[] figures) => Row(month, new Dictionary<string, string>(), figures);

    public static FigureTable Of(string by, IReadOnlyList<FigureMonth> months, params FigureRow[] rows) => new(
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, by.Split(',', StringSplitOptions.RemoveEmptyEntries), false, months, rows, null);

    /// <summary>As ReportingService adds the months up.</summary>
    public static FigureTable Sum(string by, IReadOnlyList<FigureMonth> months, params FigureRow[] rows) => PeriodFigures.Of(Of(by, months, rows));
}
