namespace Hotline117.IntegrationTests.Stack;

/// <summary>Tests that share the one stack: each begins with nobody on the line.</summary>
[Collection(nameof(Hotline))]
public abstract class CallTests(Hotline hotline) : IAsyncLifetime
{
    protected Hotline Hotline { get; } = hotline;

    public virtual async ValueTask InitializeAsync() => await Hotline.StartAfreshAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
