using Hotline117.Contracts.Live;

namespace Hotline117.Web.Dispatch.Feed;

/// <summary>
/// Holds the one board of this process. The feed writes it; every open page follows it by <see cref="NextAsync"/>,
/// which skips to the newest state, so a slow page costs no memory.
/// </summary>
public sealed class LiveBoard
{
    /// <summary>The feed speaks at least once a second; after this long without a word its figures are stale.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>Pages hear at least this often, so that a browser notices when its own link is lost.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(900);

    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private TaskCompletionSource<BoardState> next = Promise();
    private DateTimeOffset heardAt;
    private bool synchronised;

    public LiveBoard(TimeProvider time)
    {
        this.time = time;
        heardAt = time.GetUtcNow();
        Current = new BoardState(null, heardAt, null);
    }

    public BoardState Current { get; private set; }

    /// <summary>The newest state, as soon as it is another than <paramref name="seen"/>.</summary>
    public Task<BoardState> NextAsync(BoardState seen, CancellationToken cancellation)
    {
        lock (gate)
        {
            return ReferenceEquals(Current, seen) ? next.Task.WaitAsync(cancellation) : Task.FromResult(Current);
        }
    }

    public void Replace(LiveSnapshot snapshot)
    {
        lock (gate)
        {
            synchronised = true;
            heardAt = time.GetUtcNow();
            Publish_NeedsLock(LiveState.From(snapshot));
        }
    }

    /// <returns>False where changes are missing: the board then stays as it was.</returns>
    public bool TryApply(LiveChanges changes)
    {
        lock (gate)
        {
            if (Current.Live?.After(changes) is not { } live)
                return false;
            Publish_NeedsLock(live);
            return true;
        }
    }

    /// <summary>The feed gave a sign of life, if only a comment.</summary>
    public void Heard()
    {
        lock (gate)
        {
            // Before its snapshot a new connection tells nothing about the figures that still stand on the board.
            if (synchronised)
                heardAt = time.GetUtcNow();
        }
    }

    /// <summary>The connection is lost. What stands on the board grows stale unless a snapshot comes in time.</summary>
    public void Disconnected()
    {
        lock (gate)
        {
            synchronised = false;
        }
    }

    /// <summary>To be called more often than <see cref="Silence"/>: marks the board stale or fresh, and keeps its time running.</summary>
    public void Tick()
    {
        lock (gate)
        {
            if (StaleSince_NeedsLock() != Current.StaleSince || time.GetUtcNow() - Current.Now >= Heartbeat)
                Publish_NeedsLock(Current.Live);
        }
    }

    private void Publish_NeedsLock(LiveState? live)
    {
        Current = new BoardState(live, time.GetUtcNow(), StaleSince_NeedsLock());
        var waiting = next;
        next = Promise();
        waiting.SetResult(Current);
    }

    private DateTimeOffset? StaleSince_NeedsLock() => time.GetUtcNow() - heardAt > Silence ? heardAt : null;

    private static TaskCompletionSource<BoardState> Promise() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
