namespace Hotline117.RoutingService;

/// <summary>Wakes one loop that otherwise looks by itself from time to time. Rings while it is awake are kept as one.</summary>
internal class Bell(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has rung already.
        }
    }

    /// <returns>When it rings, or when the time is over.</returns>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var timer = time.CreateTimer(_ => over.Cancel(), null, atMost, Timeout.InfiniteTimeSpan);
        try
        {
            await _rung.WaitAsync(over.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    public void Dispose()
    {
        _rung.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Rings when events were appended to the outbox.</summary>
internal sealed class OutboxBell(TimeProvider time) : Bell(time);
