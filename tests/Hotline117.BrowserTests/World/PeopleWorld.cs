using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.BrowserTests.Chromium;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.BrowserTests.World;

/// <summary>The web process with people's accounts in a PostgreSQL of its own, which was empty.</summary>
public sealed class PeopleWorld(Browser browser) : WebWorld(browser)
{
    private readonly Steps steps = Steps.OnConsole();
    private HotlineStack postgres = null!;

    /// <summary>Empty until one of the tests has set the administrator's authenticator up.</summary>
    public Queue<string> AdministratorsRecoveryCodes { get; set; } = [];

    public override async ValueTask InitializeAsync()
    {
        postgres = await HotlineStack.StartAsync(
            new StackOptions { StateFolder = await FreshFolder.MakeAsync("people"), Services = false, Callers = false, Servers = new HashSet<string> { "postgres" } }, steps, TestContext.Current.CancellationToken);
        await base.InitializeAsync();
        await UntilReadyAsync();
    }

    public override Dictionary<string, string> Settings() => new(base.Settings())
    {
        ["Postgres__ConnectionString"] = postgres.Endpoints.Postgres,
        ["Accounts__5__User"] = "another",
        ["Accounts__5__Role"] = "dispatcher",
        ["Accounts__5__PasswordHash"] = base.Settings()["Accounts__0__PasswordHash"],
    };

    public Task StopPostgresAsync() => postgres.StopAsync("postgres");

    public Task RestartPostgresAsync() => postgres.RestartAsync("postgres", TestContext.Current.CancellationToken);

    public async Task<string> HealthAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"{Address}/health/ready"), TestContext.Current.CancellationToken);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    public Task UntilReadyAsync() => Until.TrueAsync(async () => await HealthAsync() is var health
        && health.StartsWith("200", StringComparison.Ordinal) && !health.Contains("PostgreSQL", StringComparison.Ordinal));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await postgres.DisposeAsync();
        steps.Dispose();
    }
}
