using Hotline117.ReportingService.Statistics.Reports;

namespace Hotline117.UnitTests.Reporting.Reports;

public class ReportPeriodTests
{
    [Theory]
    [InlineData("2026-01", 1, 1)]
    [InlineData("2026-Q1", 1, 3)]
    [InlineData("2026-Q4", 10, 12)]
    public void A_period_is_a_month_or_a_quarter(string name, int first, int last)
    {
        var period = ReportPeriod.Parse(name)!;

        Assert.Equal(name, period.Name);
        Assert.Equal((new DateOnly(2026, first, 1), new DateOnly(2026, last, 1)), (period.First, period.Last));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-13")]
    [InlineData("2026-Q0")]
    [InlineData("2026-Q5")]
    [InlineData("abcd-Q1")]
    [InlineData("0000-Q1")]
    [InlineData("2026-01.html")]
    public void Anything_else_is_none(string name) => Assert.Null(ReportPeriod.Parse(name));

    [Fact]
    public void A_quarter_is_there_once_all_its_months_are()
    {
        var months = new[] { 2, 3, 4, 5, 6 }.Select(month => new DateOnly(2026, month, 1));

        Assert.Equal(["2026-Q2", "2026-06", "2026-05", "2026-04", "2026-03", "2026-02"], ReportPeriod.Within(months).Select(period => period.Name));
    }
}
