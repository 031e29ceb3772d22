using Hotline117.Hosting;
using Hotline117.ReportingService;
using Microsoft.Extensions.Configuration;

namespace Hotline117.UnitTests.Reporting;

public class StatisticsSettingsTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("false", false)]
    public void Months_are_published_unasked_unless_a_site_says_otherwise(string? written, bool expected) => Assert.Equal(expected, Read(written).PublishUnasked);

    [Fact]
    public void Anything_but_true_and_false_is_told() =>
        Assert.Contains("Statistics:PublishUnasked is neither true nor false.", Assert.Throws<ConfigurationException>(() => Read("perhaps")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, 0)]
    [InlineData("3", 3)]
    [InlineData("36", 36)]
    public void Calls_are_kept_for_good_unless_a_site_says_for_how_long(string? months, int expected) => Assert.Equal(expected, Read(null, months).KeepCallsMonths);

    [Fact]
    public void Calls_are_not_kept_shorter_than_they_are_needed() =>
        Assert.Contains("Statistics:KeepCallsMonths is less than 3", Assert.Throws<ConfigurationException>(() => Read(null, "2")).Message, StringComparison.Ordinal);

    private static StatisticsSettings Read(string? written, string? months = null) => StatisticsSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Statistics:PublishUnasked"] = written, ["Statistics:KeepCallsMonths"] = months }).Build());
}
