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

    private static StatisticsSettings Read(string? written) =>
        StatisticsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Statistics:PublishUnasked"] = written }).Build());
}
