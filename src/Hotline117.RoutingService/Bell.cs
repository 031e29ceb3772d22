using System.Threading.Channels;

namespace Hotline117.RoutingService;

/// <summary>Wakes one loop that otherwise looks by itself from time to time. Rings while it is awake are kept as one.</summary>
internal class Bell(TimeProvider time)
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rung.Writer.TryWrite(true);

    /// <returns>When it rings, or when the time is over.</returns>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var timer = time.CreateTimer(_ => over.Cancel(), null, atMost, Timeout.InfiniteTimeSpan);
        try
        {
            await _rung.Reader.ReadAsync(over.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over.
        }
    }
}

/// <summary>Rings when events were appended to the outbox.</summary>
internal sealed class OutboxBell(TimeProvider time) : Bell(time);
