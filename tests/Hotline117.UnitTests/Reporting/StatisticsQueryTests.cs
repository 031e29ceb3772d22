using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics;

namespace Hotline117.UnitTests.Reporting;

public class StatisticsQueryTests
{
    // Four hours before midnight in Greenwich it is already tomorrow in Bishkek.
    private static readonly DateTimeOffset Now = new(2026, 2, 28, 20, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Bishkek = TimeSpan.FromHours(6);

    [Fact]
    public void Without_parameters_it_is_today_in_Bishkek_by_region() => Assert.Equal(
        new StatisticsQuery(At(2026, 3, 1), At(2026, 3, 2), StatisticsDimension.Region), Read(null, "", null));

    [Theory]
    [InlineData("2026-02-01")]
    [InlineData("2026-02-01T00:00:00+06:00")]
    [InlineData("2026-01-31T18:00Z")]
    [InlineData("2026-01-31T18:00:00.000Z")]
    [InlineData("2026-01-31T13:00:00-05:00")]
    public void A_date_is_its_midnight_in_Bishkek_and_an_instant_is_itself(string from)
    {
        var query = Read(from, "2026-02-02", "hour");

        Assert.Equal(At(2026, 2, 1), query.From);
        Assert.Equal(Bishkek, query.From.Offset);
    }

    [Theory]
    [InlineData("region", StatisticsDimension.Region)]
    [InlineData("Centre", StatisticsDimension.Centre)]
    [InlineData("hour", StatisticsDimension.Hour)]
    [InlineData("OUTCOME", StatisticsDimension.Outcome)]
    [InlineData("help", StatisticsDimension.Help)]
    [InlineData("risk", StatisticsDimension.Risk)]
    [InlineData("referral", StatisticsDimension.Referral)]
    public void Every_dimension_has_its_word(string by, StatisticsDimension dimension) => Assert.Equal(dimension, Read(null, null, by).By);

    [Fact]
    public void Every_fault_is_listed_at_once() =>
        Assert.Equal(["by", "from", "to"], Faults("soon", "later", "colour").Keys.Order());

    [Theory]
    [InlineData("1.3.2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-03-01T08:00:00")]
    [InlineData("2026-03-01T08:00:00 06:00")]
    [InlineData("2026-03-01T25:00:00Z")]
    [InlineData("20260301")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("\u0662\u0660\u0662\u0666-03-01")]
    public void What_is_no_date_and_no_instant_is_refused(string from) => Assert.Equal(["from"], Faults(from, "2026-03-02", null).Keys);

    [Theory]
    [InlineData("0", "by")]
    [InlineData("1", "by")]
    [InlineData("region,hour", "by")]
    public void What_is_no_dimension_is_refused(string by, string parameter) => Assert.Equal([parameter], Faults(null, null, by).Keys);

    [Theory]
    [InlineData("2026-03-01", "2026-03-01", "region")]
    [InlineData("2026-03-02", "2026-03-01", "region")]
    [InlineData("2016-02-29", "2026-03-01", "region")]
    [InlineData("2025-02-27", "2026-03-01", "hour")]
    public void An_empty_or_too_long_period_is_refused(string from, string to, string by) => Assert.Equal(["to"], Faults(from, to, by).Keys);

    [Theory]
    [InlineData("2016-03-01", "2026-03-01", "region")]
    [InlineData("2025-02-28", "2026-03-01", "hour")]
    public void The_longest_period_is_allowed(string from, string to, string by) => Read(from, to, by);

    private static StatisticsQuery Read(string? from, string? to, string? by)
    {
        var query = StatisticsQuery.Read(from, to, by, Now, out var errors);
        Assert.Empty(errors);
        return Assert.IsType<StatisticsQuery>(query);
    }

    private static Dictionary<string, string[]> Faults(string? from, string? to, string? by)
    {
        Assert.Null(StatisticsQuery.Read(from, to, by, Now, out var errors));
        return errors;
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, Bishkek);
}
