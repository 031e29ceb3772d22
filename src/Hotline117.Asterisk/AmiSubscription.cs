using Hotline117.Asterisk.Events;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.Asterisk;

/// <summary>
/// The events of one subscriber in the wire's order, and gaps in their place. The connection never waits for a subscriber (the
/// server cuts off slow readers): events wait here up to <see cref="AmiClientOptions.EventBufferSize"/>, further ones become a gap.
/// Events begin with the subscription and go on over reconnects; the stream ends when the client stops. For one reader at a time;
/// dispose of it to unsubscribe.
/// </summary>
public sealed class AmiSubscription<TEvent> : IAsyncEnumerable<AmiDelivery<TEvent>>, IDisposable
{
    private readonly EventQueue _queue;
    private readonly Func<AmiEvent, TEvent> _view;
    private readonly Action<EventQueue> _unsubscribe;

    internal AmiSubscription(EventQueue queue, Func<AmiEvent, TEvent> view, Action<EventQueue> unsubscribe) =>
        (_queue, _view, _unsubscribe) = (queue, view, unsubscribe);

    /// <summary>How many events wait now.</summary>
    public int Waiting => _queue.Count;

    /// <returns>False once the client stopped, or this was disposed of, and all is read.</returns>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _queue.WaitToReadAsync(cancellationToken);

    public bool TryRead(out AmiDelivery<TEvent> delivery)
    {
        var taken = _queue.TryTake(out var next);
        delivery = !taken ? default : next.Gap is { } gap ? new(default!, gap) : new(_view(next.Event), null);
        return taken;
    }

    public async IAsyncEnumerator<AmiDelivery<TEvent>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (await WaitToReadAsync(cancellationToken))
        {
            while (TryRead(out var delivery))
                yield return delivery;
        }
    }

    public void Dispose()
    {
        _unsubscribe(_queue);
        _queue.Complete();
    }
}
