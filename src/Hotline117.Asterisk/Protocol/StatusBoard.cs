using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Hotline117.Asterisk.Protocol;

/// <summary>The client's state and those who watch it.</summary>
internal sealed class StatusBoard(TimeProvider time)
{
    // A watcher that sleeps through more transitions than this misses the oldest.
    private const int WatcherCapacity = 64;

    private readonly Lock _gate = new();
    private readonly List<Channel<AmiStatus>> _watchers = [];
    private volatile AmiStatus _current = new(AmiConnectionState.Disconnected, time.GetUtcNow());

    public AmiStatus Current => _current;

    public void Enter(AmiConnectionState state, AmiFault? fault = null, string? banner = null) =>
        Publish(current => new(state, time.GetUtcNow(), fault ?? current.LastFault, banner ?? current.Banner));

    public void SetFullyBooted() => Publish(current => current with { IsFullyBooted = true });

    public async IAsyncEnumerable<AmiStatus> Watch([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = Channel.CreateBounded<AmiStatus>(
            new BoundedChannelOptions(WatcherCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        Add(watcher);
        try
        {
            await foreach (var status in watcher.Reader.ReadAllAsync(cancellationToken))
                yield return status;
        }
        finally
        {
            lock (_gate)
                _watchers.Remove(watcher);
        }
    }

    private void Add(Channel<AmiStatus> watcher)
    {
        lock (_gate)
        {
            _watchers.Add(watcher);
            Tell_NeedsGate(watcher);
        }
    }

    private void Publish(Func<AmiStatus, AmiStatus> change)
    {
        lock (_gate)
        {
            _current = change(_current);
            foreach (var watcher in _watchers)
                Tell_NeedsGate(watcher);
        }
    }

    private void Tell_NeedsGate(Channel<AmiStatus> watcher)
    {
        watcher.Writer.TryWrite(_current);
        if (_current.State == AmiConnectionState.Stopped)
            watcher.Writer.TryComplete();
    }
}
