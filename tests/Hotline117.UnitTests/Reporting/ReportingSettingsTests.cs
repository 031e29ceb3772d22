using Hotline117.Hosting;
using Hotline117.ReportingService;
using Microsoft.Extensions.Configuration;

namespace Hotline117.UnitTests.Reporting;

public class ReportingSettingsTests
{
    [Fact]
    public void Every_fault_is_listed_and_no_secret_repeated()
    {
        var fault = Assert.Throws<ConfigurationException>(() => Read("http://user:hush@rabbit", "Hots=there;Password=hush"));

        Assert.Equal(2, fault.Faults.Count);
        Assert.Contains("RabbitMq:Uri", fault.Faults[0], StringComparison.Ordinal);
        Assert.Contains("Postgres:ConnectionString", fault.Faults[1], StringComparison.Ordinal);
        Assert.DoesNotContain("hush", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_are_missing_are_faults() => Assert.Equal(2, Assert.Throws<ConfigurationException>(() => Read(null, null)).Faults.Count);

    [Fact]
    public void A_server_that_hangs_is_noticed_within_seconds_unless_the_setting_says_otherwise()
    {
        Assert.Equal(10, Read("amqp://rabbit", "Host=postgres").Postgres.CommandTimeout);
        Assert.Equal(60, Read("amqp://rabbit", "Host=postgres;Command Timeout=60").Postgres.CommandTimeout);
    }

    private static ReportingSettings Read(string? broker, string? postgres) => ReportingSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["RabbitMq:Uri"] = broker, ["Postgres:ConnectionString"] = postgres })
        .Build());
}
