using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>A replica whose clock is set otherwise than PostgreSQL's, on tables of its own in the real one.</summary>
[Collection(nameof(ReportingStack))]
public sealed class SettlingClockTests(ReportingStack stack) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    /// <summary>The last month that is settled by right clocks.</summary>
    private static readonly DateOnly Last = PublishedMonths.LastSettled(Now, StatisticsSettings.Default.SettleDays);

    private OwnTables tables = null!;

    private NpgsqlDataSource Database => tables.Database;

    public async ValueTask InitializeAsync()
    {
        tables = await OwnTables.MakeAsync(stack, "settling");
    }

    public ValueTask DisposeAsync() => tables.DisposeAsync();

    [Theory]
    [InlineData(100.0)]
    [InlineData(-100.0)]
    [InlineData(2.0 / 24 / 60)]
    public async Task While_the_clocks_differ_nothing_is_published_and_what_is_can_still_be_had(double daysAhead)
    {
        await TellAsync(Last.AddMonths(-6), Now);
        await Published(TimeSpan.Zero).GetAsync(Last.AddMonths(-1), TestContext.Current.CancellationToken);
        var months = Published(TimeSpan.FromDays(daysAhead));

        var unasked = await Assert.ThrowsAsync<UnsettledException>(() => months.PublishSettledAsync(TestContext.Current.CancellationToken));
        foreach (var month in new[] { months.Last, Last, Last.AddMonths(-2) }.Where(month => month != Last.AddMonths(-1)))
        {
            await Assert.ThrowsAsync<UnsettledException>(() => months.GetAsync(month, TestContext.Current.CancellationToken));
        }

        Assert.Contains("s apart", unasked.Message, StringComparison.Ordinal);
        Assert.Equal([Last.AddMonths(-1)], (await months.ListAsync(TestContext.Current.CancellationToken)).Keys);
        Assert.Equal(Last.AddMonths(-1), (await months.GetAsync(Last.AddMonths(-1), TestContext.Current.CancellationToken)).Figures.Month);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(TimeSpan.FromDays(daysAhead)));
    }

    [Fact]
    public async Task When_both_agree_each_settled_month_is_published_and_none_that_goes_on()
    {
        await TellAsync(Last.AddMonths(-2), Now);
        var months = Published(TimeSpan.FromSeconds(20));

        await months.PublishSettledAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<UnsettledException>(() => months.GetAsync(Last.AddMonths(1), TestContext.Current.CancellationToken));

        Assert.Equal([Last.AddMonths(-2), Last.AddMonths(-1), Last], (await months.ListAsync(TestContext.Current.CancellationToken)).Keys);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_month_of_which_events_may_still_wait_is_published_once_one_has_come_in_that_is_from_after_it()
    {
        var settled = StatisticsQuery.Midnight(Last.AddMonths(1)).AddDays(StatisticsSettings.Default.SettleDays);
        await TellAsync(Last.AddMonths(-1), settled.AddMinutes(-1));
        var months = Published(TimeSpan.Zero);

        var early = await Assert.ThrowsAsync<UnsettledException>(() => months.PublishSettledAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith($"{Last:yyyy-MM} can't be published yet", early.Message, StringComparison.Ordinal);
        Assert.Equal([Last.AddMonths(-1)], (await months.ListAsync(TestContext.Current.CancellationToken)).Keys);

        await RunAsync("INSERT INTO events (event_id, type, occurred_at, body) VALUES (gen_random_uuid(), 'cover.counted', $1, '{}')", settled);
        await months.PublishSettledAsync(TestContext.Current.CancellationToken);
        Assert.Equal([Last.AddMonths(-1), Last], (await months.ListAsync(TestContext.Current.CancellationToken)).Keys);
    }

    [Fact]
    public async Task The_service_tells_of_its_clock_in_its_health_and_in_a_metric()
    {
        Assert.Equal("200 healthy: ", await stack.HealthAsync("clock"));
        using var metrics = await stack.GetAsync("/metrics", Roles.Monitor);
        Assert.Matches(@"(?m)^hotline117_reporting_clock_apart_seconds\{.*\} 0( |$)", await metrics.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A call in the first month, and the newest.</summary>
    private async Task TellAsync(DateOnly first, DateTimeOffset newest)
    {
        foreach (var at in new[] { StatisticsQuery.Midnight(first).AddDays(1), newest })
        {
            await RunAsync("INSERT INTO calls (call_id, received_at, offers, transfers) VALUES ($1, $2, 0, 0)", $"{at:O}", at);
        }
    }

    private async Task RunAsync(string sql, params object[] parameters)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter is DateTimeOffset at ? at.ToUniversalTime() : parameter });
        }

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private PublishedMonths Published(TimeSpan ahead)
    {
        var settings = StatisticsSettings.Default;
        return new(Database, new MonthMaker(Database, new CoverFigures(Database, settings), settings, NullLogger<MonthMaker>.Instance), Clock(ahead), settings, new ShiftedTime(ahead));
    }

    private SettlingClock Clock(TimeSpan ahead) => new(Database, StatisticsSettings.Default, new ShiftedTime(ahead), NullLogger<SettlingClock>.Instance);

    private async Task<HealthStatus> HealthAsync(TimeSpan ahead) =>
        (await new ClockHealth(Clock(ahead)).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status;
}
