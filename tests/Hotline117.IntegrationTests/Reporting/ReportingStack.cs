using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Progress;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.UnitTests.Hosting;
using Npgsql;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>The real stack for the tests of the ReportingService: they take its servers away, so it is theirs alone.</summary>
public sealed class ReportingStack : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Steps steps = Steps.OnConsole();
    private HotlineStack stack = null!;
    private NpgsqlDataSource database = null!;

    public NpgsqlDataSource Database => database;
    public HttpClient Http { get; private set; } = null!;
    public EventPublisher Events { get; private set; } = null!;
    public TokenProvider Provider { get; private set; } = null!;
    public string Routing => stack.Endpoints.Routing;
    public string Postgres => stack.Endpoints.Postgres;
    public SpanListener Spans { get; } = new();
    public string ServiceLog => File.ReadAllText(Path.Combine(stack.Logs, "reporting.log"));

    public async ValueTask InitializeAsync()
    {
        Provider = await TokenProvider.StartAsync();
        var options = new StackOptions
        {
            StateFolder = Path.Combine(Checkout.Find().Root, ".run", "test-reporting"),
            Callers = false,
            // Tests tell of calls of months that are over.
            ServiceSettings = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Spans.Endpoint,
                ["Statistics__PublishUnasked"] = "false",
                ["ApiClients__Authority"] = Provider.Issuer,
                ["ApiClients__Audience"] = TokenProvider.Audience,
                ["ApiClients__Clients__0__Id"] = "dashboard",
                ["ApiClients__Clients__0__Role"] = Roles.Ministry,
                ["ApiClients__Clients__1__Id"] = "rescue-112",
                ["ApiClients__Clients__1__Role"] = Roles.Dispatcher,
            },
        };
        stack = await HotlineStack.StartAsync(options, steps, TestContext.Current.CancellationToken);
        Http = new HttpClient { BaseAddress = new Uri(stack.Endpoints.Reporting) };
        Events = new EventPublisher(stack.Endpoints.Amqp);
        // Without a pool: some tests restart the server, and what is left in a pool is dead then.
        database = NpgsqlDataSource.Create(stack.Endpoints.Postgres + ";Pooling=false");
        await ForgetFormerRunAsync();
    }

    // The state folder outlives a run; what tests count does not.
    private async Task ForgetFormerRunAsync()
    {
        await UntilAsync(() => Events.CountAsync("hotline117.reporting"), count => count == 0);
        await Events.DrainAsync(TroubleTests.ErrorQueue);
        await using var forget = database.CreateCommand("TRUNCATE events, calls, published_months");
        await forget.ExecuteNonQueryAsync();
        // Months are published once something has come in from after them.
        await Events.PublishAsync(new RosterChanged { EventId = Guid.NewGuid(), OccurredAt = TimeProvider.System.GetUtcNow(), Version = "0123456789ab", Shifts = 0 });
        await UntilAsync(() => ScalarAsync("SELECT count(*) FROM events"), count => count > 0);
    }

    public Task StopAsync(string part) => stack.StopAsync(part);

    public Task RestartAsync(string part) => stack.RestartAsync(part, TestContext.Current.CancellationToken);

    /// <summary>Every process of PostgreSQL stops where it is, as when a disk hangs: connections stay open and nothing answers.</summary>
    public void FreezePostgres() => SignalPostgres(19);

    public void ThawPostgres() => SignalPostgres(18);

    private void SignalPostgres(int signal)
    {
        var server = stack.Endpoints.Pids.Postgres;
        foreach (var process in ProcessTree.AllIds().Select(ProcessTree.ReadStat).OfType<ProcessStat>().Where(process => process.Id == server || process.Parent == server))
        {
            Posix.Signal(process.Id, signal);
        }
    }

    public string KeyOf(string role) => stack.Endpoints.KeyOf(role);

    public Task<HttpResponseMessage> GetAsync(string path, string? role = Roles.Administrator) => SendAsync(HttpMethod.Get, path, role);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? role, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (role is not null)
        {
            request.Headers.Add("X-Api-Key", stack.Endpoints.KeyOf(role));
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Of the hour in which all calls of one test are.</summary>
    public async Task<CallStatistics> CountAsync(DateTimeOffset hour, StatisticsDimension by)
    {
        using var response = await GetAsync($"/api/v1/statistics/calls?from={hour.UtcDateTime:s}Z&to={hour.AddHours(1).UtcDateTime:s}Z&by={by}");
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<CallStatistics>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    /// <summary>Publishes events and waits until the service has stored them all.</summary>
    public async Task StoreAsync(IReadOnlyCollection<HotlineEvent> events)
    {
        await Events.PublishAsync(events);
        var ids = events.Select(told => told.EventId).Distinct().ToArray();
        await UntilAsync(() => ScalarAsync("SELECT count(*) FROM events WHERE event_id = ANY ($1)", ids), count => count == ids.Length);
    }

    public async Task<long> ScalarAsync(string sql, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>What <c>/health/ready</c> says of one check: its status and description.</summary>
    public async Task<string> HealthAsync(string check)
    {
        using var response = await GetAsync("/health/ready", role: null);
        var report = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var entry = report.GetProperty("checks").GetProperty(check);
        return $"{(int)response.StatusCode} {entry.GetProperty("status")}: {entry.GetProperty("description")}";
    }

    /// <summary>Asks again and again until the answer is right, for a minute at most.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isRight)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (true)
        {
            var answer = await ask();
            if (isRight(answer))
            {
                return answer;
            }

            Assert.False(deadline.IsCancellationRequested, $"After {Patience} it is still {answer}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        Http.Dispose();
        await database.DisposeAsync();
        await stack.DisposeAsync();
        await Spans.DisposeAsync();
        await Provider.DisposeAsync();
        steps.Dispose();
    }
}

[CollectionDefinition(nameof(ReportingStack))]
public sealed class ReportingStackCollection : ICollectionFixture<ReportingStack>;
