using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>Whatever a test has broken: in the end the statistics and the switch's own list tell the same of every call since the stack was started.</summary>
public abstract class FaultyCallTests(Hotline hotline) : CallTests(hotline)
{
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        await Hotline.StartAfreshAsync();
        await Hotline.AllReconciledAsync();
    }
}
