using Hotline117.Web.Statistics;

namespace Hotline117.UnitTests.Web;

public sealed class StatisticsQueryTests
{
    private static readonly DateOnly Today = new(2026, 11, 27);

    [Fact]
    public void What_is_left_out_means_the_last_month_by_region()
    {
        var (query, fault) = StatisticsQuery.Parse(null, "", null, null, Today);

        Assert.Null(fault);
        Assert.Equal(new StatisticsQuery(null, null, Grouping.Region), query);
        Assert.Equal("by=region&view=published&limit=5000", query!.Asked());
    }

    [Fact]
    public void Months_and_grouping_are_asked_for_as_the_service_names_them()
    {
        var (query, _) = StatisticsQuery.Parse("2026-01", "2026-03", "hour", "", Today);

        Assert.Equal("from=2026-01&to=2026-03&by=hourOfDay&view=published&limit=5000", query!.Asked());
        Assert.Equal("from=2026-01&to=2026-03&view=published&limit=5000", query.Asked(grouped: false));
        Assert.Equal("/statistics/files/csv?from=2026-01&to=2026-03&by=hour&view=published", query.FileAddress("csv"));
    }

    [Theory]
    [InlineData(null, null, "from=2026-11-01&to=2026-12-01")]
    [InlineData("2026-09", null, "from=2026-09-01&to=2026-12-01")]
    [InlineData("2026-12", null, "from=2026-12-01&to=2027-01-01")]
    [InlineData(null, "2026-02", "from=2026-02-01&to=2026-03-01")]
    public void The_exact_view_is_of_whole_months_too_up_to_this_one(string? from, string? to, string asked) =>
        Assert.Equal($"{asked}&by=region&view=exact&limit=5000", StatisticsQuery.Parse(from, to, null, "exact", Today).Query!.Asked());

    [Theory]
    [InlineData("01.2026", null, null, "Statistics.Fault.Day")]
    [InlineData(null, "2026-13", null, "Statistics.Fault.Day")]
    [InlineData("2026-02-01", null, null, "Statistics.Fault.Day")]
    [InlineData("2026-02", "2026-01", null, "Statistics.Fault.Order")]
    [InlineData("0001-01", null, null, "Statistics.Fault.Order")]
    [InlineData(null, "9999-12", null, "Statistics.Fault.Order")]
    [InlineData("2024-01", "2026-01", null, "Statistics.Fault.Long")]
    [InlineData(null, null, "1", "Statistics.Fault.By")]
    [InlineData(null, null, "Region,Centre", "Statistics.Fault.By")]
    public void What_makes_no_sense_is_told_apart(string? from, string? to, string? by, string expected)
    {
        var (query, fault) = StatisticsQuery.Parse(from, to, by, null, Today);

        Assert.Null(query);
        Assert.Equal(expected, fault);
    }
}
