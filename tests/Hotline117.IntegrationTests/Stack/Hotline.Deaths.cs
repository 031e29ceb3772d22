using Hotline117.AppHost;
using Hotline117.AppHost.Machine;

namespace Hotline117.IntegrationTests.Stack;

public partial class Hotline
{
    /// <summary>These lines are on shift, the switch knows it, and no router lives.</summary>
    /// <returns>Ends with all routers alive again.</returns>
    public async Task<IAsyncDisposable> LeavePlanAndDieAsync(params TestLine[] lines)
    {
        // One router writes the plan: the other one's, of the roster before, could still be on its way.
        await Stack.StopAsync("routing-2");
        await PutRosterAsync(lines);
        await PlanAsync(lines);
        return KillRouters();
    }

    /// <summary>Kills those that live.</summary>
    /// <returns>When disposed of, all routers live again.</returns>
    public IAsyncDisposable KillRouters()
    {
        foreach (var pid in Stack.Endpoints.Pids.Routing)
        {
            Posix.Signal(pid, Posix.Kill);
        }

        return new Resurrection(Stack);
    }

    private sealed class Resurrection(HotlineStack stack) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() =>
            await Task.WhenAll(new[] { "routing", "routing-2" }.Select(router => stack.RestartAsync(router, CancellationToken.None)));
    }
}
