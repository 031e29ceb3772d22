using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Staffing.Forecasting;

/// <summary>A published month that was predicted from earlier ones.</summary>
/// <param name="Sums">What was expected of each sum that is known, and what it was.</param>
internal sealed record Trial(DateOnly Month, IReadOnlyList<(double Expected, long Calls)> Sums, int Hours)
{
    public double AbsoluteError { get; } = Sums.Sum(sum => Math.Abs(sum.Expected - sum.Calls));
}

/// <summary>A method, tried at each month that lies so far after others: with what was published so long before it, and nothing else.</summary>
internal sealed class Trials
{
    /// <summary>Less is no difference: methods that come to the same differ in their last digits.</summary>
    private const double Difference = 1e-9;

    private readonly int _ahead;

    public Trials(ForecastMethod method, IReadOnlyList<DemandMonth> months, int ahead)
    {
        (Method, _ahead) = (method, ahead);
        All = [.. months.Select(month => Try(month, [.. months.Where(each => IsKnown(each.Month, month.Month))])).OfType<Trial>()];
    }

    public ForecastMethod Method { get; }
    public IReadOnlyList<Trial> All { get; }

    /// <summary>Of the variance, by what chance alone would make it.</summary>
    public double Dispersion => DispersionOf(All);

    public double? MeanAbsoluteError => All.Count == 0 ? null : All.Sum(trial => trial.AbsoluteError) / All.Sum(trial => trial.Hours);

    /// <summary>On the months that both were tried at, of which there are enough to tell.</summary>
    public bool IsBetterThan(Trials other, int fewest)
    {
        var both = All.Join(other.All, trial => trial.Month, trial => trial.Month, (own, others) => (own, others)).ToList();
        return both.Count >= fewest && both.Sum(pair => pair.own.AbsoluteError) < (1 - Difference) * both.Sum(pair => pair.others.AbsoluteError);
    }

    /// <param name="naive">The mean absolute error of last month's calls one month ahead.</param>
    public ForecastErrors Errors(double? naive)
    {
        if (MeanAbsoluteError is not { } error)
        {
            return new(Method, 0, null, null, null, null, null);
        }

        var sums = All.SelectMany(trial => trial.Sums).ToList();
        var (calls, hours) = (sums.Sum(sum => sum.Calls), All.Sum(trial => trial.Hours));
        return new(
            Method, All.Count, Math.Round(error, 4), calls > 0 ? Math.Round(All.Sum(trial => trial.AbsoluteError) / calls, 4) : null, naive > 0 ? Math.Round(error / naive.Value, 4) : null,
            Math.Round((sums.Sum(sum => sum.Expected) - calls) / hours, 4), Coverage() is { } held ? Math.Round(held, 4) : null);
    }

    private Trial? Try(DemandMonth month, IReadOnlyList<DemandMonth> earlier) =>
        earlier.Count > 0 && Methods.Expect(Method, month.Month, earlier) is { } rates
            ? new(month.Month, [.. month.Sums.Select(sum => (sum.WeekHours.Sum(weekHour => rates[weekHour] * month.Days[weekHour]), sum.Calls))], month.Days.Sum())
            : null;

    /// <summary>Each interval is made of the errors that were known when the month was predicted.</summary>
    private double? Coverage()
    {
        var (held, tried) = (0, 0);
        foreach (var trial in All)
        {
            var before = All.Where(each => IsKnown(each.Month, trial.Month)).ToList();
            if (before.Count > 0)
            {
                var dispersion = DispersionOf(before);
                held += trial.Sums.Count(sum => CallInterval.Of(sum.Expected, dispersion) is var interval && interval.Low <= sum.Calls && sum.Calls <= interval.High);
                tried += trial.Sums.Count;
            }
        }

        return tried > 0 ? (double)held / tried : null;
    }

    private bool IsKnown(DateOnly earlier, DateOnly month) => earlier <= month.AddMonths(-_ahead);

    private static double DispersionOf(IReadOnlyList<Trial> trials)
    {
        var sums = trials.SelectMany(trial => trial.Sums).ToList();
        var expected = sums.Sum(sum => sum.Expected);
        // Less than chance makes of it would be luck.
        return expected > 0 ? Math.Max(1, sums.Sum(sum => Math.Pow(sum.Calls - sum.Expected, 2)) / expected) : 1;
    }
}
