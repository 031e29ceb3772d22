using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Progress;
using StackExchange.Redis;

namespace Hotline117.IntegrationTests.Parts;

/// <summary>The four servers as the AppHost starts, watches and ends them.</summary>
public sealed class ServersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_four_servers_answer_their_clients_and_nothing_is_left_mounted_or_running()
    {
        var options = TestStack.Servers("servers");
        var mounts = await File.ReadAllLinesAsync("/proc/self/mountinfo", Stop);
        await using (var stack = await HotlineStack.StartAsync(options, Steps.Silent(), Stop))
        {
            await ServerChecks.AllAnswerAsync(stack.Endpoints, Stop);
            Assert.Equal("asterisk", ProcessTree.ReadStat(stack.Endpoints.Pids.Asterisk)?.Name);
            Assert.Equal("redis-server", ProcessTree.ReadStat(stack.Endpoints.Pids.Redis)?.Name);
            Assert.Equal("beam.smp", ProcessTree.ReadStat(stack.Endpoints.Pids.Rabbitmq)?.Name);
            Assert.Equal("postgres", ProcessTree.ReadStat(stack.Endpoints.Pids.Postgres)?.Name);
            Assert.True(File.Exists(Path.Combine(options.StateFolder, "endpoints.json")));
            Assert.Equal(mounts, await File.ReadAllLinesAsync("/proc/self/mountinfo", Stop));
        }

        Assert.Empty(Leftovers.Find(options.StateFolder));
        Assert.Equal(mounts, await File.ReadAllLinesAsync("/proc/self/mountinfo", Stop));
        Assert.False(File.Exists(Path.Combine(options.StateFolder, "endpoints.json")));
    }

    [Fact]
    public async Task A_killed_server_is_told_with_its_log_and_keeps_its_state_over_a_restart()
    {
        using var told = new StringWriter();
        using var steps = new Steps(told, terminal: false);
        await using var stack = await HotlineStack.StartAsync(TestStack.Servers("killed-server"), steps, Stop);
        await SetAsync(stack.Endpoints.Redis, "kept", "yes");

        Posix.Signal(stack.Endpoints.Pids.Redis, Posix.Kill);
        await TestStack.UntilAsync(() => told.ToString().Contains("Redis 8 has ended by itself with code 137", StringComparison.Ordinal),
            "the death is told", TimeSpan.FromSeconds(10));
        Assert.Contains(Path.Combine(stack.Logs, "redis.log"), told.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, stack.Deaths);

        await stack.RestartAsync("redis", Stop);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(stack.Endpoints.Redis);
        Assert.Equal("yes", await redis.GetDatabase().StringGetAsync("kept"));
    }

    [Fact]
    public async Task Killing_the_broker_ends_its_whole_family()
    {
        var options = TestStack.Servers("killed-broker");
        await using var stack = await HotlineStack.StartAsync(options, Steps.Silent(), Stop);
        var family = ProcessTree.AllIds().Where(id => ProcessTree.ReadStat(id) is { Name: "epmd" or "erl_child_setup" } stat
            && IsBelow(stat, stack.Endpoints.Pids.Rabbitmq)).ToList();
        Assert.NotEmpty(family);

        Posix.Signal(stack.Endpoints.Pids.Rabbitmq, Posix.Kill);
        await TestStack.UntilAsync(() => !family.Any(id => ProcessTree.ReadStat(id) is { State: not 'Z' }), "epmd is gone as well", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Two_runs_in_two_folders_do_not_meet()
    {
        var both = await Task.WhenAll(
            HotlineStack.StartAsync(TestStack.Servers("one"), Steps.Silent(), Stop),
            HotlineStack.StartAsync(TestStack.Servers("two"), Steps.Silent(), Stop));
        await using var one = both[0];
        await using var two = both[1];
        await SetAsync(one.Endpoints.Redis, "whose", "one");
        await SetAsync(two.Endpoints.Redis, "whose", "two");

        await ServerChecks.AllAnswerAsync(one.Endpoints, Stop);
        await ServerChecks.AllAnswerAsync(two.Endpoints, Stop);
        Assert.NotEqual(one.Endpoints.Ami.Port, two.Endpoints.Ami.Port);
        Assert.Equal("one", (await one.RunAsync(["redis-cli", "-p", one.Endpoints.Redis.Split(':')[1], "get", "whose"], Stop)).Output.Trim());
        Assert.Contains("System uptime", (await two.AsteriskAsync("core show uptime", Stop)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_start_is_named_with_the_end_of_its_log()
    {
        var options = TestStack.Servers("broken");
        Directory.CreateDirectory(Path.Combine(options.StateFolder, "postgres", "data"));

        var failure = await Assert.ThrowsAsync<StartFailedException>(() => HotlineStack.StartAsync(options, Steps.Silent(), Stop));

        Directory.Delete(options.StateFolder, recursive: true);
        Assert.StartsWith("PostgreSQL 18 ended with code", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("postgres.log", failure.Log, StringComparison.Ordinal);
        Assert.NotNull(failure.Remedy);
        Assert.Empty(Leftovers.Find(options.StateFolder));
    }

    private static async Task SetAsync(string address, string key, string value)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(address);
        await redis.GetDatabase().StringSetAsync(key, value);
    }

    // epmd is a child of the namespace's first process, as the broker is.
    private static bool IsBelow(ProcessStat stat, int server) =>
        stat.Parent == server || stat.Parent == ProcessTree.ReadStat(server)?.Parent;
}
