using System.Globalization;
using System.Net;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Progress;
using Hotline117.IntegrationTests.Stack;
using StackExchange.Redis;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>The stack whose routers keep all in a Redis with a replica, watched over by a Sentinel; its own Redis is not used.</summary>
public sealed class SentinelHotline : Hotline
{
    private const string Service = "hotline";

    private readonly Steps _steps = Steps.OnConsole();
    private readonly CancellationTokenSource _over = new();
    private HotlineStack _primary = null!, _replica = null!;
    private int _sentinel;
    private Task _watching = Task.CompletedTask;

    protected override string Name => "sentinel";

    protected override IReadOnlyDictionary<string, string> RoutingSettings =>
        new Dictionary<string, string> { ["Redis__ConnectionString"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_sentinel},serviceName={Service}") };

    public override async ValueTask InitializeAsync()
    {
        _primary = await RedisAsync("primary");
        _replica = await RedisAsync("replica");
        var primary = IPEndPoint.Parse(_primary.Endpoints.Redis);
        await using (var replica = await ConnectionMultiplexer.ConnectAsync($"{_replica.Endpoints.Redis},allowAdmin=true"))
        {
            await replica.GetDatabase().ExecuteAsync("REPLICAOF", primary.Address.ToString(), primary.Port);
        }

        _sentinel = _replica.TakePort();
        await File.WriteAllTextAsync(Path.Combine(_replica.StateFolder, "sentinel.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            bind 127.0.0.1
            port {_sentinel}
            sentinel monitor {Service} {primary.Address} {primary.Port} 1
            sentinel down-after-milliseconds {Service} 1000
            sentinel failover-timeout {Service} 5000

            """), TestContext.Current.CancellationToken);
        _watching = _replica.RunAsync(["redis-server", "/srv/sentinel.conf", "--sentinel"], _over.Token);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _over.CancelAsync();
        await _watching.ContinueWith(_ => { }, TaskScheduler.Default);
        await _primary.DisposeAsync();
        await _replica.DisposeAsync();
        _over.Dispose();
        _steps.Dispose();
    }

    /// <summary>Kills the primary once its replica has all that was written.</summary>
    public async Task KillPrimaryAsync()
    {
        await using (var primary = await ConnectionMultiplexer.ConnectAsync(_primary.Endpoints.Redis))
        {
            await Until.TrueAsync(async () => (int)await primary.GetDatabase().ExecuteAsync("WAIT", 1, 1000) == 1, what: "the replica has all that was written");
        }

        Posix.Signal(_primary.Endpoints.Pids.Redis, Posix.Kill);
    }

    private async Task<HotlineStack> RedisAsync(string name) => await HotlineStack.StartAsync(
        new StackOptions
        {
            StateFolder = await FreshFolder.MakeAsync($"{Name}-{name}"),
            Services = false,
            Callers = false,
            // Nobody rings, but with a trunk no phones are simulated.
            Trunk = new DnsEndPoint("127.0.0.1", 9),
            Servers = new HashSet<string> { "redis" },
        },
        _steps, TestContext.Current.CancellationToken);
}
