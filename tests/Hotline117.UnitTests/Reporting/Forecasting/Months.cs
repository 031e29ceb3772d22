using Hotline117.ReportingService.Staffing.Forecasting;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Forecasting;

/// <summary>Published months as a test wants them.</summary>
internal static class Months
{
    public static DateOnly At(int number) => new DateOnly(2026, 1, 1).AddMonths(number);

    /// <summary>In each hour of the week of each month so many calls an hour.</summary>
    public static IReadOnlyList<DemandMonth> Of(IEnumerable<double> rates) => Of(rates.Count(), (month, _, days) => (long)Math.Round(rates.ElementAt(month) * days));

    /// <param name="calls">By the month's number, the hour of the week, and how often it comes.</param>
    public static IReadOnlyList<DemandMonth> Of(int months, Func<int, int, int, long> calls) =>
        [.. Enumerable.Range(0, months).Select(month => new DemandMonth(At(month), [.. WeekHour.DaysIn(At(month)).Select((days, weekHour) => new KnownSum([weekHour], calls(month, weekHour, days)))]))];

    public static MonthFigures Published(DateOnly month, IReadOnlyDictionary<string, long> cells, int version = 1) => new(
        month, cells.Count > 0, 20, 5, new Dictionary<string, int> { ["received"] = version }, cells, new Dictionary<string, IReadOnlyDictionary<string, double?>>());
}
