using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.Tests;

[assembly: AssemblyFixture(typeof(OneAtATime))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Hotline117.Tests;

/// <summary>
/// Tests that start servers or a browser run one after the other, those of other assemblies included: side by side on a small machine
/// they would measure each other's load.
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
