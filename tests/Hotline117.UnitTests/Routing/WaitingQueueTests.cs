using CsCheck;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Routing;

public sealed class WaitingQueueTests
{
    private static readonly ushort[] OnlyNearIsFree = [0, 1, 2, 1];

    private readonly SmallTown _town = new();

    [Fact]
    public void Danger_goes_first_then_who_came_first_and_who_is_behind_comes_last()
    {
        var order = WaitingQueue.InOrder([Caller("late", 5), Caller("behind", 60, CallPriority.Behind), Caller("early", 50), Caller("danger", 1, CallPriority.Danger)], SmallTown.Noon);

        Assert.Equal(["danger", "early", "late", "behind"], order.Select(call => call.CallId));
    }

    [Fact]
    public void Only_those_who_wait_are_in_it()
    {
        var talking = Caller("talking", 90) with { Phase = CallPhase.Talking };

        Assert.Equal(["waits"], WaitingQueue.InOrder([talking, Caller("waits", 5)], SmallTown.Noon).Select(call => call.CallId));
    }

    [Fact]
    public void A_call_back_has_no_place_among_them_and_all_of_them_are_before_it()
    {
        var callback = Caller("callback", 90) with { Callback = new("c123", SmallTown.Noon.AddHours(-1)) };

        Assert.Equal(["waits"], WaitingQueue.InOrder([callback, Caller("waits", 5)], SmallTown.Noon).Select(call => call.CallId));
        Assert.Equal(["waits", "behind"], WaitingQueue.Before(callback, [callback, Caller("waits", 5), Caller("behind", 5, CallPriority.Behind)], SmallTown.Noon).Select(call => call.CallId));
        Assert.Empty(WaitingQueue.Before(Caller("waits", 5), [callback], SmallTown.Noon));
    }

    [Fact]
    public void Who_was_cut_off_and_dials_again_keeps_the_place()
    {
        var again = Caller("again", 2) with { CameFirstAt = SmallTown.Noon.AddSeconds(-80) };

        Assert.Equal(["again", "early"], WaitingQueue.InOrder([Caller("early", 50), again], SmallTown.Noon).Select(call => call.CallId));
    }

    [Fact]
    public void Who_came_before_the_clock_was_set_back_is_not_overtaken_by_all_who_have_come_since()
    {
        var before = Caller("before", -3600);

        Assert.Equal(["before", "since"], WaitingQueue.InOrder([Caller("since", 5), before], SmallTown.Noon).Select(call => call.CallId));
        Assert.Equal(["danger", "before"], WaitingQueue.InOrder([before, Caller("danger", 5, CallPriority.Danger)], SmallTown.Noon).Select(call => call.CallId));
        Assert.Empty(WaitingQueue.Before(before, [Caller("since", 5)], SmallTown.Noon));
    }

    [Fact]
    public void Callers_of_a_switch_that_has_not_asked_for_minutes_keep_no_place_from_others()
    {
        var ghost = Caller("ghost", 900, CallPriority.Danger) with { AskedAt = SmallTown.Noon - WaitingQueue.SilentFor };

        Assert.Equal(["alive"], WaitingQueue.InOrder([ghost, Caller("alive", 400)], SmallTown.Noon).Select(call => call.CallId));
    }

    [Fact]
    public void A_freed_place_is_promised_to_the_first_and_to_nobody_else()
    {
        var turns = Turns(OnlyNearIsFree, Caller("late", 5), Caller("early", 50));

        Assert.Equal("early", Assert.Single(turns.Next).CallId);
        Assert.Equal([1, 0, 0, 0], turns.Promised);
    }

    [Fact]
    public void Who_needs_another_language_keeps_nobody_behind_waiting()
    {
        var turns = Turns(OnlyNearIsFree, Caller("needs-uzbek", 20, language: "uz"), Caller("kyrgyz", 5, language: "ky"));

        Assert.Equal("kyrgyz", Assert.Single(turns.Next).CallId);
    }

    [Fact]
    public void A_place_that_is_anothers_turn_is_not_taken_and_one_that_is_busy_is_not_bid_for()
    {
        var promised = Turns(OnlyNearIsFree, Caller("early", 50)).Promised;
        var ranking = Ranking.Of(CallFacts.Of(Caller("new", 0)), _town.Snapshot, SmallTown.Noon, OnlyNearIsFree, promised);

        Assert.Empty(ranking.Candidates);
        Assert.False(ranking.IsHopeless);
        Assert.Equal(
            [("middle-1", Verdict.Busy), ("far-1", Verdict.Busy), ("near-1", Verdict.HeldForEarlier), ("asleep-1", Verdict.OffShift)],
            ranking.Explain().Considered.OrderBy(line => line.Verdict).ThenBy(line => line.TravelMinutes).Select(line => (line.LineId, line.Verdict)));
    }

    [Fact]
    public void A_line_that_did_not_answer_in_this_round_is_nobodys_turn_for_this_caller()
    {
        var turns = Turns(OnlyNearIsFree, Caller("tried", 50) with { Tried = ["near-1"] });

        Assert.Empty(turns.Next);
    }

    [Fact]
    public void In_any_world_no_place_is_promised_twice_and_nobody_is_passed_over_who_could_have_had_the_place() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var random = new Random(seed);
                var waiting = WaitingQueue.InOrder(Enumerable.Range(0, random.Next(1, 8)).Select(number => AnyCaller(number, world, random)), world.Now);
                var turns = WaitingQueue.TurnsOf(waiting, world.Snapshot, world.Now, world.Taken);

                for (var line = 0; line < turns.Promised.Length; line++)
                {
                    Assert.True(turns.Promised[line] == 0 || world.Taken[line] + turns.Promised[line] <= world.Snapshot.Directory.Lines[line].Line.Capacity);
                }

                foreach (var passedOver in waiting.Except(turns.Next))
                {
                    var alone = Ranking.Of(CallFacts.Of(passedOver), world.Snapshot, world.Now, world.Taken);
                    var before = WaitingQueue.TurnsOf(WaitingQueue.Before(passedOver, waiting, world.Now), world.Snapshot, world.Now, world.Taken);
                    Assert.All(alone.Candidates.Where(line => IsFree(line.LineId)), line => Assert.True(before.Promised[IndexOf(line.LineId)] > 0));
                }

                bool IsFree(string line) => world.Taken[IndexOf(line)] < world.Snapshot.Directory.Lines[IndexOf(line)].Line.Capacity;
                int IndexOf(string line) => world.Snapshot.Directory.IndexOf(line);
            },
            iter: 20_000);

    private Turns Turns(ushort[] taken, params CallState[] waiting) => WaitingQueue.TurnsOf(WaitingQueue.InOrder(waiting, SmallTown.Noon), _town.Snapshot, SmallTown.Noon, taken);

    private static CallState AnyCaller(int number, World world, Random random) => Caller($"1700000000.{number}", 0, (CallPriority)random.Next(3)) with
    {
        ReceivedAt = world.Now.AddSeconds(-random.Next(60)),
        AskedAt = world.Now,
        Region = world.Call.Region,
        Wishes = world.Call.Wishes with { Language = random.Next(3) switch { 0 => null, 1 => "uz", _ => "ru" } },
        Tried = [.. world.Snapshot.Directory.Lines.Where(_ => random.Next(6) == 0).Select(line => line.Id)],
    };

    private static CallState Caller(string id, int secondsAgo, CallPriority priority = CallPriority.Normal, string? language = null) => new()
    {
        CallId = id,
        Version = 1,
        Phase = CallPhase.Waiting,
        PhaseSince = SmallTown.Noon.AddSeconds(-secondsAgo),
        ReceivedAt = SmallTown.Noon.AddSeconds(-secondsAgo),
        Step = 1,
        AskedAt = SmallTown.Noon,
        Attempt = 0,
        Region = new CallerRegion("centre-town", RegionSource.AreaCode, RegionCertainty.High),
        Wishes = new CallerWishes(language),
        Priority = priority,
    };
}
