using Hotline117.Contracts.Live;
using Hotline117.Web.Dispatch.Feed;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Web;

public sealed class LiveBoardTests
{
    private static readonly TimeSpan JustTooLong = LiveBoard.Silence + TimeSpan.FromMilliseconds(1);
    private readonly FakeTimeProvider time = new(LiveSamples.Noon);
    private readonly LiveBoard board;

    public LiveBoardTests() => board = new LiveBoard(time);

    [Fact]
    public void A_board_that_hears_nothing_is_stale_since_it_last_heard()
    {
        board.Replace(Snapshot(1));
        time.Advance(TimeSpan.FromSeconds(1));
        board.Heard();
        var heardAt = time.GetUtcNow();

        time.Advance(LiveBoard.Silence);
        board.Tick();
        Assert.Null(board.Current.StaleSince);
        time.Advance(TimeSpan.FromMilliseconds(1));
        board.Tick();

        Assert.Equal(heardAt, board.Current.StaleSince);
    }

    [Fact]
    public void A_connection_without_its_snapshot_does_not_freshen_old_figures()
    {
        board.Replace(Snapshot(1));
        board.Disconnected();
        time.Advance(JustTooLong);
        board.Heard();
        board.Tick();

        Assert.NotNull(board.Current.StaleSince);
        board.Replace(Snapshot(5));
        Assert.Null(board.Current.StaleSince);
    }

    [Fact]
    public void A_connection_that_is_back_in_time_is_never_seen_as_stale()
    {
        board.Replace(Snapshot(1));
        board.Disconnected();
        time.Advance(LiveBoard.Silence / 2);
        board.Replace(Snapshot(5));
        time.Advance(LiveBoard.Silence / 2);
        board.Tick();

        Assert.Null(board.Current.StaleSince);
    }

    [Fact]
    public void Changes_after_a_gap_leave_the_board_as_it_was()
    {
        board.Replace(Snapshot(1));

        Assert.False(board.TryApply(new LiveChanges(3, LiveSamples.Noon, [LiveSamples.Call("a")], [], [])));
        Assert.Equal(1, board.Current.Live!.Sequence);
        Assert.True(board.TryApply(new LiveChanges(2, LiveSamples.Noon, [LiveSamples.Call("a")], [], [])));
        Assert.Single(board.Current.Live.Calls);
    }

    [Fact]
    public void Changes_before_any_snapshot_are_a_gap() =>
        Assert.False(board.TryApply(new LiveChanges(1, LiveSamples.Noon, [], [], [])));

    [Fact]
    public async Task A_slow_page_skips_to_the_newest_state()
    {
        var seen = board.Current;
        board.Replace(Snapshot(1));
        board.TryApply(new LiveChanges(2, LiveSamples.Noon, [], [], []));
        board.TryApply(new LiveChanges(3, LiveSamples.Noon, [], [], []));

        Assert.Equal(3, (await board.NextAsync(seen, TestContext.Current.CancellationToken)).Live!.Sequence);
    }

    [Fact]
    public async Task A_page_that_has_seen_all_waits_for_the_next_state()
    {
        var next = board.NextAsync(board.Current, TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);

        board.Replace(Snapshot(9));

        Assert.Equal(9, (await next).Live!.Sequence);
    }

    [Fact]
    public void The_boards_time_runs_while_nothing_happens()
    {
        board.Replace(Snapshot(1));
        time.Advance(TimeSpan.FromSeconds(1));
        board.Heard();
        board.Tick();

        Assert.Equal(time.GetUtcNow(), board.Current.Now);
    }

    private static LiveSnapshot Snapshot(long sequence) => new(sequence, LiveSamples.Noon, [], []);
}
