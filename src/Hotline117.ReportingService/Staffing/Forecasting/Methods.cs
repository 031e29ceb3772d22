using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Staffing.Forecasting;

/// <summary>Simple ways to expect calls, each from earlier months alone.</summary>
internal static class Methods
{
    private const int ProfileMonths = 12;

    public static IReadOnlyList<ForecastMethod> All { get; } = Enum.GetValues<ForecastMethod>();

    /// <param name="earlier">At least one, in their order.</param>
    /// <returns>Calls an hour for each hour of the week; null where the month that the method goes by is not there.</returns>
    public static double[]? Expect(ForecastMethod method, DateOnly month, IReadOnlyList<DemandMonth> earlier) => method switch
    {
        ForecastMethod.LastMonth => Mean(earlier, 1),
        ForecastMethod.MeanOf3 => Mean(earlier, 3),
        ForecastMethod.MeanOf6 => Mean(earlier, 6),
        ForecastMethod.MeanOf12 => Mean(earlier, 12),
        ForecastMethod.LevelOfLastMonth => AtLevelOf([earlier[^1]], earlier),
        ForecastMethod.LevelOf3 => AtLevelOf([.. earlier.TakeLast(3)], earlier),
        ForecastMethod.LevelOfYearAgo => earlier.FirstOrDefault(each => each.Month == month.AddYears(-1)) is { } yearAgo ? AtLevelOf([yearAgo], earlier) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };

    private static double[] Mean(IReadOnlyList<DemandMonth> earlier, int months)
    {
        var last = earlier.TakeLast(months).ToList();
        return [.. Enumerable.Range(0, WeekHour.Count).Select(weekHour => last.Average(month => month.Rates[weekHour]))];
    }

    /// <summary>The week as it was in a year, so often as these months had the calls that it would have had in them.</summary>
    private static double[] AtLevelOf(IReadOnlyList<DemandMonth> months, IReadOnlyList<DemandMonth> earlier)
    {
        var week = Mean(earlier, ProfileMonths);
        var level = months.Average(month => week.Index().Sum(hour => hour.Item * month.Days[hour.Index]) is > 0 and var calls ? month.Calls / calls : 0);
        return [.. week.Select(calls => calls * level)];
    }
}
