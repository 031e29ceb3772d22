using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Hotline117.Web.Statistics.Charts;

namespace Hotline117.UnitTests.Web.Charts;

public sealed class ChartQueryTests
{
    private static readonly DateOnly Today = new(2026, 11, 27);

    [Fact]
    public void The_period_and_the_filter_are_asked_for_as_the_service_names_them()
    {
        var (query, fault) = ChartQuery.Parse("2026-01", "2026-03", "language:uz", Today);

        Assert.Null(fault);
        Assert.Equal("from=2026-01&to=2026-03&by=region&language=uz&limit=5000", query!.Asked("region"));
        Assert.Equal("from=2026-01&to=2026-03&by=hourOfDay%2Cweekday&limit=5000", query.Asked("hourOfDay,weekday", filtered: false));
        Assert.Equal("from=2026-01&to=2026-03&by=region&per=period&language=uz&limit=5000", query.Asked("region", addedUp: true));
        Assert.Equal("/statistics/charts/trend.xlsx?from=2026-01&to=2026-03&only=language:uz", query.FileAddress("trend", "xlsx"));
    }

    [Theory]
    [InlineData("yesterday", "", "", "Statistics.Fault.Day")]
    [InlineData("2026-01", "2031-01", "", "Charts.Fault.Long")]
    [InlineData("", "", "caller:anna", "Charts.Fault.Only")]
    [InlineData("", "", "language:xx", "Charts.Fault.Only")]
    [InlineData("", "", "language", "Charts.Fault.Only")]
    public void What_makes_no_sense_is_refused(string from, string to, string only, string expected) =>
        Assert.Equal(((ChartQuery?)null, expected), ChartQuery.Parse(from, to, only, Today));

    [Fact]
    public void Every_filter_can_be_asked_for_with_what_the_charts_are_by()
    {
        Assert.All(ChartFilter.Choices.SelectMany(choices => choices), filter =>
        {
            var errors = new Dictionary<string, string[]>();
            foreach (var by in new[] { "", "hourOfDay", "weekday", "waitedInTime", "waitedLater", filter.Attribute == "region" ? "" : "region" })
                FigureQuery.ReadPublished("2026-01", "2026-03", by, new Dictionary<string, string> { [filter.Attribute] = filter.Value }, new(2026, 10, 1), errors);
            Assert.Empty(errors);
            Assert.Equal(filter, ChartFilter.Read(filter.ToString()));
        });
        Assert.Equal([.. Hotline117.Routing.Languages.Known, "unknown"], ChartFilter.Choices.Single(choices => choices.Key == "language").Select(filter => filter.Value));
    }

    [Fact]
    public void What_is_not_said_is_the_last_year_of_what_is_published_without_a_gap()
    {
        static ChartQuery? Usual(DateOnly? first, DateOnly? last, IEnumerable<DateOnly> published) => ChartClient.UsualPeriod(new(first, last, null), [.. published]);
        var published = Enumerable.Range(0, 20).Select(new DateOnly(2026, 1, 1).AddMonths).ToList();

        Assert.Equal(new ChartQuery(new(2026, 9, 1), new(2027, 8, 1), null), Usual(null, null, published));
        Assert.Equal(new ChartQuery(new(2027, 5, 1), new(2027, 8, 1), null), Usual(null, null, published.Where(month => month != new DateOnly(2027, 4, 1))));
        Assert.Equal(new ChartQuery(new(2026, 1, 1), new(2026, 3, 1), null), Usual(null, new(2026, 3, 1), published));
        Assert.Equal(new ChartQuery(new(2027, 2, 1), new(2027, 8, 1), null), Usual(new(2027, 2, 1), null, published));
        Assert.Null(Usual(null, null, []));
    }

    [Theory]
    [InlineData("2026-11-29", "2026-11", "2026-12-04")]
    [InlineData("2026-12-03", "2026-11", "2026-12-04")]
    [InlineData("2026-12-04", "2026-12", "2027-01-04")]
    public void The_first_charts_are_there_on_the_day_on_which_the_month_is_settled(string today, string month, string day)
    {
        var next = FirstPublication.After(DateOnly.Parse(today, null), settleDays: 3);

        Assert.Equal((DateOnly.Parse(month + "-01", null), DateOnly.Parse(day, null)), (next.Month, next.Day));
        Assert.Equal(next.Month, PublishedMonths.LastSettled(StatisticsQuery.Midnight(next.Day), 3));
        Assert.NotEqual(next.Month, PublishedMonths.LastSettled(StatisticsQuery.Midnight(next.Day).AddSeconds(-1), 3));
    }
}
