using System.Text;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Store;

namespace Hotline117.IntegrationTests.Reporting;

[Collection(nameof(ReportingStack))]
public class TroubleTests(ReportingStack stack)
{
    internal const string ErrorQueue = "hotline117.reporting_error";

    [Fact]
    public async Task What_cannot_be_read_or_stored_goes_to_the_error_queue_and_holds_nobody_up()
    {
        const string number = "+996555123456";
        var history = new CallHistory();
        var readable = history.Answered(1, "osh", "osh").Select(sent => (EventRoutes.RoutingKeys[sent.GetType()], Json(sent)));
        (string, byte[])[] unreadable =
        [
            ("call.received", Encoding.UTF8.GetBytes($"{number} is not JSON")),
            ("call.received", Encoding.UTF8.GetBytes($$"""{"schemaVersion":1,"callId":"{{number}}"}""")),
            ("call.received", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Json(history.Received(2, "osh"))).Replace("\"schemaVersion\":1", "\"schemaVersion\":2", StringComparison.Ordinal))),
            ("call.exploded", Json(history.Received(3, "osh"))),
            ("call.received", []),
            // Readable, but PostgreSQL's text can't hold it.
            ("call.received", Json(history.Received(4, "o\0sh"))),
        ];

        await stack.Events.PublishAsync([.. unreadable, .. readable, .. unreadable]);

        await ReportingStack.UntilAsync(() => stack.Events.CountAsync(ErrorQueue), count => count == 12);
        Assert.Equal(1, (await UntilReceivedAsync(history, 1)).Answered);
        var rejected = await stack.Events.DrainAsync(ErrorQueue);
        Assert.Equal(
            unreadable.Concat(unreadable).Select(message => Convert.ToHexString(message.Item2)).Order(),
            rejected.Select(Convert.ToHexString).Order());
        Assert.Contains("goes to the queue hotline117.reporting_error: its schemaVersion is not 1.", stack.ServiceLog, StringComparison.Ordinal);
        Assert.DoesNotContain(number, stack.ServiceLog, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_away_loses_nothing_and_counts_nothing_twice()
    {
        var history = new CallHistory();
        var calls = Enumerable.Range(0, 1_200).Select(call => history.Answered(call, "talas", "talas").ToList()).ToList();
        await stack.Events.PublishAsync(calls.Take(100).SelectMany(call => call));

        await stack.StopAsync("postgres");
        // More than the service takes at once, so that the rest must wait with the broker.
        Assert.True((calls.Count - 100) * 4 > EventWriter.BatchSize);
        await stack.Events.PublishAsync(calls.Skip(100).SelectMany(call => call));
        await ReportingStack.UntilAsync(() => stack.HealthAsync("postgres"), answer => answer == "503 unhealthy: PostgreSQL can't be reached");
        using (var response = await stack.GetAsync("/api/v1/statistics/calls"))
        {
            Assert.Equal(503, (int)response.StatusCode);
        }

        await stack.RestartAsync("postgres");

        Assert.Equal(new CallStatisticsRow("total", 1_200, 1_200, 0, 0, 0, 0, 0, 6, 60), await UntilReceivedAsync(history, 1_200));
        Assert.Equal(0U, await stack.Events.CountAsync("hotline117.reporting"));
        await ReportingStack.UntilAsync(() => stack.HealthAsync("postgres"), answer => answer.StartsWith("200 healthy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_ends_while_PostgreSQL_is_away_gives_back_what_it_held()
    {
        var history = new CallHistory();
        // Once it is counted nothing of an earlier test is on its way any more.
        await stack.Events.PublishAsync(history.Answered(100, "talas", "talas"));
        await UntilReceivedAsync(history, 1);
        await stack.StopAsync("postgres");
        await stack.Events.PublishAsync(Enumerable.Range(0, 100).SelectMany(call => history.Answered(call, "talas", "talas")));
        await ReportingStack.UntilAsync(() => stack.HealthAsync("postgres"), answer => answer.StartsWith("503", StringComparison.Ordinal));

        await stack.StopAsync("reporting");
        await ReportingStack.UntilAsync(() => stack.Events.CountAsync("hotline117.reporting"), count => count == 400);
        await stack.RestartAsync("postgres");
        await stack.RestartAsync("reporting");

        Assert.Equal(new CallStatisticsRow("total", 101, 101, 0, 0, 0, 0, 0, 6, 60), await UntilReceivedAsync(history, 101));
    }

    [Fact]
    public async Task PostgreSQL_that_hangs_is_noticed_and_loses_nothing_either()
    {
        var history = new CallHistory();
        stack.FreezePostgres();
        try
        {
            await stack.Events.PublishAsync(Enumerable.Range(0, 50).SelectMany(call => history.Answered(call, "talas", "talas")));
            await ReportingStack.UntilAsync(() => stack.HealthAsync("postgres"), answer => answer == "503 unhealthy: PostgreSQL does not answer in time");
        }
        finally
        {
            stack.ThawPostgres();
        }

        Assert.Equal(50, (await UntilReceivedAsync(history, 50)).Answered);
    }

    [Fact]
    public async Task RabbitMQ_away_is_said_and_gets_over_by_itself()
    {
        var history = new CallHistory();
        await stack.StopAsync("rabbitmq");
        await ReportingStack.UntilAsync(() => stack.HealthAsync("rabbitmq"), answer => answer == "503 unhealthy: RabbitMQ can't be reached");

        await stack.RestartAsync("rabbitmq");
        await ReportingStack.UntilAsync(() => stack.HealthAsync("rabbitmq"), answer => answer.StartsWith("200 healthy", StringComparison.Ordinal));

        await stack.Events.PublishAsync(history.Answered(1, "osh", "osh"));
        Assert.Equal(1, (await UntilReceivedAsync(history, 1)).Answered);
    }

    private static byte[] Json(HotlineEvent sent) => JsonSerializer.SerializeToUtf8Bytes(sent, sent.GetType(), ContractJson.Options);

    private Task<CallStatisticsRow> UntilReceivedAsync(CallHistory history, int calls) => ReportingStack.UntilAsync(
        async () => (await stack.CountAsync(history.Hour, StatisticsDimension.Region)).Total,
        total => total.Received == calls && total.InProgress == 0);
}
