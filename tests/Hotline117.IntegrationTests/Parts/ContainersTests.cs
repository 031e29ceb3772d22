using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Progress;

namespace Hotline117.IntegrationTests.Parts;

/// <summary>The same servers by the same command lines, in containers.</summary>
public sealed class ContainersTests
{
    [Fact]
    public async Task All_four_servers_answer_from_containers_and_nothing_is_left()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = TestStack.Folder("podman");
        await using (var engine = await PodmanEngine.StartOrSkipAsync(folder, stop))
        {
            var options = TestStack.Servers("containers") with { Containers = true, ContainerEngine = engine.Address };
            await using var stack = await HotlineStack.StartAsync(options, Steps.Silent(), stop);

            await ServerChecks.AllAnswerAsync(stack.Endpoints, stop);
            Assert.Equal("redis-server", ProcessTree.ReadStat(stack.Endpoints.Pids.Redis)?.Name);
            Assert.Equal("PONG", (await stack.RunAsync(["redis-cli", "-p", stack.Endpoints.Redis.Split(':')[1], "ping"], stop)).Output.Trim());
            Assert.Equal(3, (await stack.RunAsync(["sh", "-c", "exit 3"], stop)).ExitCode);

            await stack.StopAsync("redis");
            await stack.RestartAsync("redis", stop);
            await ServerChecks.AllAnswerAsync(stack.Endpoints, stop);
        }

        Assert.DoesNotContain(await File.ReadAllLinesAsync("/proc/self/mountinfo", stop), mount => mount.Contains(folder, StringComparison.Ordinal));
        Assert.Empty(Leftovers.Find(folder));
    }
}
