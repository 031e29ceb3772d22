using System.Threading.Channels;
using Hotline117.Contracts.Live;

namespace Hotline117.RoutingService.Live;

/// <summary>One reader of the live feed. <see cref="Changes"/> follow <see cref="Snapshot"/> without a gap; they end where the reader was too slow.</summary>
internal sealed record LiveFeed(LiveSnapshot Snapshot, ChannelReader<LiveChanges> Changes);

/// <summary>Those who read the feed. Not for several threads at once.</summary>
internal sealed class LiveFeeds
{
    /// <summary>30 seconds of changes; who is further behind gets a fresh snapshot instead.</summary>
    private const int Capacity = 300;

    private readonly List<Channel<LiveChanges>> _open = [];

    public LiveFeed Open(LiveSnapshot snapshot)
    {
        var feed = Channel.CreateBounded<LiveChanges>(Capacity);
        _open.Add(feed);
        return new(snapshot, feed.Reader);
    }

    public void Close(LiveFeed feed) => _open.RemoveAll(open => open.Reader == feed.Changes);

    public void Tell(LiveChanges changes) => _open.RemoveAll(feed =>
    {
        if (feed.Writer.TryWrite(changes))
        {
            return false;
        }

        RoutingTelemetry.LiveFeedsCut.Add(1);
        feed.Writer.Complete();
        return true;
    });
}
