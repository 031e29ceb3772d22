using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Live;
using Hotline117.UnitTests.Routing;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Live;

/// <summary>States of a call reach a router's board over several ways, and not always in their order.</summary>
public sealed class RoutersBoardTests : IDisposable
{
    private readonly WallClock time = new(new FakeTimeProvider(new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero)));
    private readonly SmallTown town = new();
    private readonly LiveBoard board;

    public RoutersBoardTests() =>
        board = new LiveBoard(() => town.Snapshot, time);

    public void Dispose() => board.Dispose();

    [Fact]
    public void What_was_read_before_a_call_ended_and_is_shown_after_it_brings_nobody_back()
    {
        var read = Waiting("1.1", version: 2);
        board.Show(read);
        board.Show(read with { Version = 3, Phase = CallPhase.Ended });

        board.Show(read);

        Assert.Empty(board.Calls);
        Assert.Empty(board.Waiting);
    }

    [Fact]
    public void The_end_of_a_call_that_was_never_shown_keeps_what_was_read_before_it_away()
    {
        board.Show(Waiting("1.1", version: 3) with { Phase = CallPhase.Ended });

        board.Show(Waiting("1.1", version: 2));

        Assert.Empty(board.Calls);
    }

    [Fact]
    public void A_call_that_was_ended_by_who_knew_less_of_it_has_ended()
    {
        board.Show(Waiting("1.1", version: 9));

        board.Show(Waiting("1.1", version: 2) with { Phase = CallPhase.Ended });

        Assert.Empty(board.Calls);
    }

    [Fact]
    public void What_has_ended_stays_away_whatever_the_clock_does()
    {
        board.Show(Waiting("1.1", version: 3) with { Phase = CallPhase.Ended });
        time.Ahead = TimeSpan.FromHours(2);
        board.Show(Waiting("1.2", version: 3) with { Phase = CallPhase.Ended });

        board.Show(Waiting("1.1", version: 2));

        Assert.Empty(board.Calls);
    }

    [Fact]
    public void An_older_state_is_not_shown_in_place_of_a_newer()
    {
        board.Show(Waiting("1.1", version: 3));

        board.Show(Waiting("1.1", version: 2));

        Assert.Equal(3, Assert.Single(board.Calls).Version);
    }

    private CallState Waiting(string id, long version) => new()
    {
        CallId = id,
        Version = version,
        Phase = CallPhase.Waiting,
        PhaseSince = time.GetUtcNow(),
        ReceivedAt = time.GetUtcNow(),
        Step = 1,
        Attempt = 0,
        Region = CallerRegion.Unknown,
    };
}
