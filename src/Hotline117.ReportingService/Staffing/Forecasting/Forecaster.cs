using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Staffing.Forecasting;

/// <summary>
/// Expects calls of a month by the method that would have been wrong the least in the months that are published. A pure function of what is published, so that it can tell
/// nothing else.
/// </summary>
public static class Forecaster
{
    public const int MostMonthsAhead = 3;

    /// <summary>Older months say little, and the work stays small.</summary>
    public const int MostMonths = 36;

    /// <summary>At so many months at least a method must have been tried before its error says anything.</summary>
    private const int FewestTried = 3;

    /// <param name="published">All before the month, the earliest first, and by one definition of what a call is.</param>
    public static DemandForecast Of(DateOnly month, IReadOnlyList<DemandMonth> published)
    {
        ArgumentNullException.ThrowIfNull(published);
        var months = published.TakeLast(MostMonths).ToList();
        IReadOnlyList<DateOnly> madeFrom = [.. months.Select(each => each.Month)];
        var ahead = months.Count == 0 ? 0 : (12 * (month.Year - madeFrom[^1].Year)) + month.Month - madeFrom[^1].Month;
        var tried = Methods.All.Select(method => new Trials(method, months, Math.Max(1, ahead))).ToList();
        var naive = new Trials(ForecastMethod.LastMonth, months, ahead: 1).MeanAbsoluteError;
        // A month that lies further ahead is tried at fewer.
        var nothing = new DemandForecast(
            month, madeFrom, ahead, FewestTried + Math.Max(1, ahead), null, [.. tried.Select(method => method.Errors(naive))], CallInterval.Share, null, []);
        if (tried[0].All.Count < FewestTried)
        {
            return nothing;
        }

        var able = tried.Where(method => Methods.Expect(method.Method, month, months) is not null);
        var best = able.Aggregate((best, next) => next.IsBetterThan(best, FewestTried) ? next : best);
        var (rates, days) = (Methods.Expect(best.Method, month, months)!, WeekHour.DaysIn(month));
        return nothing with
        {
            Method = best.Method,
            Calls = Math.Round(rates.Index().Sum(rate => rate.Item * days[rate.Index]), 1),
            Hours = [.. rates.Select((rate, weekHour) => Hour(weekHour, days[weekHour], rate, best.Dispersion))],
        };
    }

    private static ForecastHour Hour(int weekHour, int days, double rate, double dispersion)
    {
        var interval = CallInterval.Of(rate * days, dispersion);
        return new(
            WeekHour.Weekday(weekHour), WeekHour.HourOfDay(weekHour), days, Math.Round(rate, 3),
            Math.Round((double)interval.Low / days, 3), Math.Round((double)interval.High / days, 3));
    }
}
