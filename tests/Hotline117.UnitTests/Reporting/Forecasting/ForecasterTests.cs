using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Staffing;
using Hotline117.ReportingService.Staffing.Forecasting;

namespace Hotline117.UnitTests.Reporting.Forecasting;

public class ForecasterTests
{
    [Fact]
    public void Four_months_by_hand()
    {
        var forecast = Forecaster.Of(Months.At(4), Months.Of([2, 4, 3, 5]));

        // February (672 hours) from January, March (744) from both, April (720) from all three: off by 2, 1, 2 calls an hour as in the last month; by 2, 0, 2 by the mean.
        Assert.Equal(
            [
                new(ForecastMethod.LastMonth, 3, 1.6517, 0.4141, 1, -0.9551, 0),
                // Variance by mean is 8 after February: all of March is within. 3.007 after March: of April 20 calls are within 5 to 20 where 12 are expected, 25 not within 7 to 24.
                new(ForecastMethod.MeanOf3, 3, 1.3034, 0.3268, 0.7891, -1.3034, 0.8571),
            ],
            forecast.Methods.Take(2).Select(errors => errors.Method is ForecastMethod.LastMonth ? errors with { Coverage = 0 } : errors));
        Assert.Equal(new(ForecastMethod.LevelOfYearAgo, 0, null, null, null, null, null), forecast.Methods[^1]);
        Assert.Equal((ForecastMethod.MeanOf3, 1, 4, 2976.0), (forecast.Method!.Value, forecast.MonthsAhead, forecast.FewestMonths, forecast.Calls!.Value));
        // The mean of 4, 3 and 5; variance by mean is 4.05. 1 May is a Friday.
        Assert.Equal(new ForecastHour("1", "00", 4, 4, 1.75, 6.75), forecast.Hours[0]);
        Assert.Equal(new ForecastHour("7", "23", 5, 4, 1.8, 6.4), forecast.Hours[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_never_changes_is_expected_to_stay_and_was_never_wrong(int ahead)
    {
        var forecast = Forecaster.Of(Months.At(23 + ahead), Months.Of(24, (_, weekHour, days) => weekHour % 5 * days));

        Assert.Equal(Enumerable.Range(0, WeekHour.Count).Select(weekHour => weekHour % 5.0), forecast.Hours.Select(hour => hour.Expected));
        Assert.All(forecast.Methods, errors => Assert.Equal((0, 0, null, 1), (errors.Mae!.Value, Math.Abs(errors.Bias!.Value), errors.Mase, errors.Coverage!.Value)));
        Assert.Equal(ForecastMethod.LastMonth, forecast.Method);
        Assert.All(forecast.Hours, hour => Assert.InRange(hour.Expected, hour.Low, hour.High));
    }

    [Fact]
    public void With_too_few_months_it_expects_nothing_and_says_how_many_it_takes()
    {
        foreach (var (months, ahead) in from months in Enumerable.Range(0, 8) from ahead in Enumerable.Range(1, 3) select (months, ahead))
        {
            var forecast = Forecaster.Of(Months.At(months - 1 + ahead), Months.Of(Enumerable.Repeat(2.0, months)));

            Assert.Equal(months >= 3 + ahead, forecast.Method is not null);
            Assert.Equal((forecast.Method is null, forecast.Method is null), (forecast.Calls is null, forecast.Hours.Count == 0));
            Assert.Equal((months, months == 0 ? 4 : 3 + ahead), (forecast.MadeFrom.Count, forecast.FewestMonths));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_later_month_changes_nothing_of_what_was_expected_of_an_earlier_one(int ahead)
    {
        var months = History(20, seed: ahead, spread: 0.3);

        foreach (var method in Enum.GetValues<ForecastMethod>())
        {
            var all = new Trials(method, months, ahead).All;
            foreach (var trial in all)
            {
                // All that is published by the day it would have been made, and the month itself with what it was.
                var until = months.Where(month => month.Month <= trial.Month.AddMonths(-ahead) || month.Month == trial.Month).ToList();
                Assert.Equal(trial.Sums, new Trials(method, until, ahead).All[^1].Sums);
            }

            Assert.Equal(method is ForecastMethod.LevelOfYearAgo ? 8 : 20 - ahead, all.Count);
        }
    }

    [Fact]
    public void The_hours_add_up_to_the_month()
    {
        var forecast = Forecaster.Of(Months.At(15), History(15, seed: 1, spread: 0.2));

        Assert.InRange(forecast.Hours.Sum(hour => hour.Expected * hour.Days), forecast.Calls!.Value - 1, forecast.Calls.Value + 1);
        Assert.Equal(WeekHour.Count, forecast.Hours.Select(hour => (hour.Weekday, hour.HourOfDay)).Distinct().Count());
        Assert.All(forecast.Hours, hour => Assert.True(hour.Low <= hour.Expected && hour.Expected <= hour.High, $"{hour}"));
    }

    [Fact]
    public void A_year_that_comes_again_is_expected_by_the_year_before()
    {
        var forecast = Forecaster.Of(Months.At(30), Months.Of(30, (month, weekHour, days) => days * (weekHour % 3 + 1) * (month % 12 < 6 ? 4 : 12)));

        // July has three times the calls of June.
        Assert.Equal(ForecastMethod.LevelOfYearAgo, forecast.Method);
        Assert.Equal([12, 24, 36], forecast.Hours.Take(3).Select(hour => Math.Round(hour.Expected, 1)));
    }

    [Theory]
    [InlineData(0.0, 0.1)]
    [InlineData(0.0, 1.0)]
    [InlineData(0.5, 1.0)]
    [InlineData(1.0, 5.0)]
    public void The_interval_holds_about_as_often_as_it_should_and_as_it_says(double spread, double size)
    {
        var (held, said) = (new List<double>(), new List<double>());
        for (var seed = 1; seed <= 10; seed++)
        {
            var months = History(19, seed, spread, size);
            var forecast = Forecaster.Of(Months.At(18), [.. months.Take(18)]);
            held.Add(forecast.Hours.Index().Average(hour => months[18].Rates[hour.Index] >= hour.Item.Low - 0.001 && months[18].Rates[hour.Index] <= hour.Item.High + 0.001 ? 1.0 : 0));
            said.Add(forecast.Methods.Single(errors => errors.Method == forecast.Method).Coverage!.Value);
        }

        // Counts are whole, so that the limits hold a little more than 80 %: much more only where hardly anybody calls.
        Assert.InRange(held.Average(), 0.77, size < 1 ? 0.95 : 0.88);
        Assert.InRange(said.Average(), held.Average() - 0.03, held.Average() + 0.03);
    }

    [Fact]
    public void Each_hour_takes_the_counsellors_of_the_what_if()
    {
        var service = new ServiceWanted(600, 120, new(20, 5, 0.8));

        var staffed = StaffedForecast.Of(Forecaster.Of(Months.At(4), Months.Of(4, (month, weekHour, days) => weekHour < 100 ? 0 : days * (month + 8))), service);

        Assert.All(staffed.Hours.Skip(100), hour =>
        {
            Assert.Equal(StaffingPlan.Fewest(new(hour.Expected, 600, 120), service.Goal), hour.Counsellors);
            Assert.Equal(StaffingPlan.Fewest(new(hour.High, 600, 120), service.Goal), hour.CounsellorsAtHigh);
            Assert.True(hour.CounsellorsAtHigh >= hour.Counsellors);
        });
        Assert.All(staffed.Hours.Take(100), hour => Assert.Equal((0, 1, 1), (hour.Expected, hour.Counsellors, hour.CounsellorsAtHigh)));
        Assert.Equal(new(600, 120, 20, 5, 0.8), staffed.Service);
    }

    [Fact]
    public void Every_method_and_error_is_defined_in_three_languages()
    {
        var defined = FigureDefinitions.WrittenForecasts;

        Assert.Equal(
            Enum.GetNames<ForecastMethod>().Concat(["Expected", "Interval", "MonthsTried", "Mae", "Wape", "Mase", "Bias", "Coverage"]).Order(),
            defined.Select(each => char.ToUpperInvariant(each.Id[0]) + each.Id[1..]).Order());
        Assert.All(defined, each => Assert.All(
            new[] { each.Name.Ky, each.Name.Ru, each.Name.En, each.Formula.Ky, each.Formula.Ru, each.Formula.En }, text => Assert.False(string.IsNullOrWhiteSpace(text))));
    }

    /// <summary>A week with quiet nights; from day to day and hour to hour the rate itself varies by this share of it, and chance does the rest.</summary>
    private static IReadOnlyList<DemandMonth> History(int months, int seed, double spread, double size = 1)
    {
        var random = new Random(seed);
        return Months.Of(months, (_, weekHour, days) => Enumerable.Range(0, days).Sum(_ =>
            (long)Poisson(random, size * (2 + (weekHour % 24 / 4.0)) * Math.Max(0, 1 + (spread * Math.Sqrt(3) * ((2 * random.NextDouble()) - 1))))));
    }

    private static int Poisson(Random random, double mean)
    {
        var (count, time) = (-1, 0.0);
        for (; time <= mean; count++)
        {
            time -= Math.Log(1 - random.NextDouble());
        }

        return count;
    }
}
