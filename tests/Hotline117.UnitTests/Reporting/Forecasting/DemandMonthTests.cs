using Hotline117.ReportingService.Staffing.Forecasting;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Forecasting;

public class DemandMonthTests
{
    private static readonly DateOnly February = new(2026, 2, 1);

    [Fact]
    public void Withheld_counts_share_evenly_what_is_left_of_their_hour_or_else_of_the_month()
    {
        // Of hour 09 two days are withheld, of 10 all; no other hour is published. February has each weekday four times.
        var cells = new Dictionary<string, long> { [""] = 152, ["hourOfDay=09"] = 100, ["hourOfDay=10"] = 28 };
        for (var weekday = 1; weekday <= 5; weekday++)
        {
            cells[$"hourOfDay=09&weekday={weekday}"] = 18;
        }

        var month = DemandMonth.Of(Months.Published(February, cells))!;

        Assert.Equal(152, month.Calls);
        Assert.Equal([4.5, 4.5, 1.25, 1.25], new[] { 1, 5, 6, 7 }.Select(weekday => month.Rates[WeekHour.At(weekday, 9)]));
        Assert.Equal(1, month.Rates[WeekHour.At(3, 10)]);
        // 24 calls in 22 hours of seven days that come four times each.
        Assert.Equal(24.0 / (22 * 28), month.Rates[WeekHour.At(7, 23)], 12);
    }

    [Theory]
    [InlineData(0.7, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 3)]
    [InlineData(60, 4)]
    public void Whatever_is_withheld_each_sum_is_the_true_one_and_together_they_are_the_month(double callsPerCell, int seed)
    {
        var random = new Random(seed);
        var truth = Enumerable.Range(0, WeekHour.Count).Select(_ => random.NextDouble() < 0.1 ? 0L : (long)(random.NextDouble() * 2 * callsPerCell)).ToList();
        CallAttribute[] attributes = [new("hourOfDay"), new("weekday")];
        var counts = new CellCounts(attributes, truth.Select((calls, weekHour) => new CallGroup([WeekHour.HourOfDay(weekHour), WeekHour.Weekday(weekHour)], calls)).Where(group => group.Calls > 0));
        var shown = new Suppression(attributes, counts, 5, new HashSet<AttributeValue>()).Shown().ToDictionary(cell => cell.Key.ToString(), cell => cell.Value);

        var month = DemandMonth.Of(Months.Published(February, shown))!;

        Assert.Equal(truth.Sum(), month.Calls);
        Assert.Equal(Enumerable.Range(0, WeekHour.Count), month.Sums.SelectMany(sum => sum.WeekHours).Order());
        Assert.All(month.Sums, sum => Assert.Equal(sum.WeekHours.Sum(weekHour => truth[weekHour]), sum.Calls));
        Assert.Equal(truth.Sum(), month.Rates.Index().Sum(rate => rate.Item * month.Days[rate.Index]), 6);
    }

    [Fact]
    public void Only_months_that_count_calls_as_they_will_be_counted_are_used_and_none_without_data()
    {
        var published = new[]
        {
            Months.Published(new(2026, 1, 1), new Dictionary<string, long> { [""] = 50 }, version: 7), Months.Published(February, new Dictionary<string, long> { [""] = 50 }),
            Months.Published(new(2026, 3, 1), new Dictionary<string, long>()), Months.Published(new(2026, 4, 1), new Dictionary<string, long> { [""] = 50 }),
        };

        Assert.Equal([February], DemandMonth.ByDefinitionOf(new(2026, 4, 1), published).Select(month => month.Month));
    }

    [Fact]
    public void A_month_has_each_weekday_four_times_or_five()
    {
        // 1 May 2026 is a Friday.
        Assert.Equal([4, 4, 4, 4, 5, 5, 5], Enumerable.Range(1, 7).Select(weekday => WeekHour.DaysIn(new(2026, 5, 1))[WeekHour.At(weekday, 0)]));
    }
}
