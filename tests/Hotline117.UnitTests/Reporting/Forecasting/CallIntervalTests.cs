using Hotline117.ReportingService.Staffing.Forecasting;

namespace Hotline117.UnitTests.Reporting.Forecasting;

public class CallIntervalTests
{
    // By the recursion from zero calls on, as textbooks write it.
    [Theory]
    [InlineData(0, 3, 0, 0)]
    [InlineData(0.5, 1, 0, 1)]
    [InlineData(4, 1, 2, 7)]
    [InlineData(10, 1, 6, 14)]
    [InlineData(10, 2, 5, 16)]
    [InlineData(100, 3, 78, 123)]
    [InlineData(0.2, 5, 0, 0)]
    public void The_limits_are_those_of_the_distribution(double expected, double dispersion, int low, int high) =>
        Assert.Equal(new CallInterval(low, high), CallInterval.Of(expected, dispersion));

    [Theory]
    [InlineData(1_000_000, 1)]
    [InlineData(1_000_000, 50)]
    [InlineData(300, 10_000)]
    public void Large_numbers_neither_overflow_nor_vanish(double expected, double dispersion)
    {
        var interval = CallInterval.Of(expected, dispersion);

        Assert.InRange(expected, interval.Low, Math.Max(interval.High, expected));
        if (expected > dispersion)
        {
            // Near enough to the normal distribution.
            var deviation = 1.2816 * Math.Sqrt(expected * dispersion);
            Assert.InRange(interval.Low, expected - (1.02 * deviation), expected - (0.98 * deviation));
            Assert.InRange(interval.High, expected + (0.98 * deviation), expected + (1.02 * deviation));
        }
    }
}
