using Hotline117.Contracts.Statistics;
using Hotline117.Web.Statistics;

namespace Hotline117.UnitTests.Web;

public sealed class StatisticsQueryTests
{
    private static readonly DateOnly Today = new(2026, 1, 31);

    [Fact]
    public void What_is_left_out_means_today_by_region()
    {
        var (query, fault) = StatisticsQuery.Parse(null, "", null, Today);

        Assert.Null(fault);
        Assert.Equal(new StatisticsQuery(Today, Today, StatisticsDimension.Region), query);
    }

    [Fact]
    public void Days_are_those_of_Bishkek_and_the_last_is_counted()
    {
        var (query, _) = StatisticsQuery.Parse("2026-01-01", "2026-01-31", "hour", Today);

        Assert.Equal(new DateTimeOffset(2025, 12, 31, 18, 0, 0, TimeSpan.Zero), query!.From);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 18, 0, 0, TimeSpan.Zero), query.To);
    }

    [Theory]
    [InlineData("31.01.2026", null, null, "Statistics.Fault.Day")]
    [InlineData(null, "2026-02-30", null, "Statistics.Fault.Day")]
    [InlineData("2026-02-01", "2026-01-01", null, "Statistics.Fault.Order")]
    [InlineData("0001-01-01", "0001-01-02", null, "Statistics.Fault.Order")]
    [InlineData("9999-12-31", "9999-12-31", null, "Statistics.Fault.Order")]
    [InlineData("2024-01-01", "2025-01-01", null, "Statistics.Fault.Long")]
    [InlineData(null, null, "1", "Statistics.Fault.By")]
    [InlineData(null, null, "Region,Centre", "Statistics.Fault.By")]
    public void What_makes_no_sense_is_told_apart(string? from, string? to, string? by, string expected)
    {
        var (query, fault) = StatisticsQuery.Parse(from, to, by, Today);

        Assert.Null(query);
        Assert.Equal(expected, fault);
    }
}
