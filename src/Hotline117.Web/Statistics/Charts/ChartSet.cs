using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>All charts of one period.</summary>
/// <param name="Query">With the months that are shown, whether they were asked for or not.</param>
/// <param name="Heat">Null where the calls are filtered: of three attributes at once nothing is published.</param>
/// <param name="Travel">Null where the calls are filtered, too.</param>
/// <param name="Hours">With <paramref name="Weekdays"/> instead of <paramref name="Heat"/>.</param>
/// <param name="Languages">On the page for everybody alone.</param>
/// <param name="HandleSeconds">On the average of the last month; null where it is not shown.</param>
public sealed record ChartSet(
    ChartQuery Query, FigureDefinitions Definitions, IReadOnlyList<FigureMonth> Months, Trend Trend, Funnel Funnel, RegionShares Regions, HeatMap? Heat, Waits Waits, Travel? Travel, Bars? Hours, Bars? Weekdays, Bars? Languages, ChartValue HandleSeconds)
{
    /// <summary>By the names that their files have.</summary>
    public IReadOnlyDictionary<string, ChartTable> Tables => new (string Name, ChartTable? Table)[]
    {
        ("trend", Trend.Table), ("funnel", Funnel.Table), ("regions", Regions.Table), ("heat-map", Heat?.Table), ("waits", Waits.Table), ("travel", Travel?.Table), ("hours", Hours?.Table), ("weekdays", Weekdays?.Table), ("languages", Languages?.Table),
    }.Where(chart => chart.Table is not null).ToDictionary(chart => chart.Name, chart => chart.Table!);
}
