using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.Tests;

[assembly: AssemblyFixture(typeof(OneAtATime))]
#if ONE_BY_ONE
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
#endif

namespace Hotline117.Tests;

/// <summary>
/// Test assemblies run one after the other: side by side on a small machine they would measure each other's load. Within one, those tests run side by side that start no
/// server, and of the others no more than the assembly says.
/// </summary>
public sealed class OneAtATime : IAsyncLifetime
{
    private FileStream turn = null!;

    public async ValueTask InitializeAsync()
    {
        var state = Directory.CreateDirectory(Path.Combine(Checkout.Find().Root, ".run")).FullName;
        turn = await FileLock.TakeAsync(
            Path.Combine(state, "tests.lock"), () => Console.WriteLine("Other tests run; waiting for them."), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => turn.DisposeAsync();
}
