using CsCheck;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;

namespace Hotline117.UnitTests.Routing;

/// <summary>What must hold whatever the switch says, and however often and late.</summary>
public sealed class CallPropertyTests
{
    private static readonly string[] Lines = ["a-1", "b-1", "c-1"];

    [Fact]
    public void Signals_in_any_order_end_a_call_once_and_leave_no_line_behind() =>
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var story = new CallStory();
                for (var i = 0; i < 25; i++)
                    story.Give(AnySignal(random, i), Free(random));
                EndAndCheck(story);
            },
            iter: 10_000);

    [Fact]
    public void What_a_switch_really_says_heard_by_two_replicas_has_one_answerer_at_most() =>
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var story = new CallStory();
                var said = Dialplan(random);
                // Each replica hears everything in order; how their hearing interleaves is chance.
                var heard = new[] { 0, 0 };
                while (heard.Any(next => next < said.Count))
                {
                    var replica = random.Next(2);
                    if (heard[replica] < said.Count && Math.Abs(heard[0] - heard[1]) < 4)
                        story.Give(said[heard[replica]++], Free(random));
                    else if (heard[1 - replica] < said.Count)
                        story.Give(said[heard[1 - replica]++], Free(random));
                }
                EndAndCheck(story);
                Assert.True(story.Events.OfType<CallAnswered>().Count() <= 1);
            },
            iter: 10_000);

    [Fact]
    public void An_ended_call_stays_ended() =>
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var story = new CallStory();
                story.Give(Said.Wanted(1, 0), Free(random));
                story.Give(Said.HungUp(1));
                for (var i = 0; i < 20; i++)
                    Assert.False(story.Give(AnySignal(random, i), Free(random)));
            },
            iter: 2_000);

    private static void EndAndCheck(CallStory story)
    {
        story.Give(Said.Wanted(1, 0));
        story.Give(Said.HungUp(1_000));
        Assert.Equal(CallPhase.Ended, story.State!.Phase);
        Assert.IsType<CallReceived>(story.Events[0]);
        Assert.Single(story.Events.OfType<CallReceived>());
        Assert.IsType<CallEnded>(story.Events[^1]);
        Assert.Single(story.Events.OfType<CallEnded>());
        Assert.True(story.Events.OfType<CallAbandoned>().Count() <= 1);
        Assert.All(story.State.BringIns, wish => Assert.True(wish.Outcome is not (BringInOutcome.LineRings or BringInOutcome.Begins or BringInOutcome.Rings) && wish.Tries <= 3));
        Assert.Equal(story.State.BringIns.Sum(wish => wish.Tries), story.BeginsTold);
        Assert.Empty(story.Held);
        Assert.Equal(story.Taken, story.GivenBack);
        Assert.All(story.Events.Zip(story.Events.Skip(1)).Where(pair => pair.Second is CallAnswered), pair =>
            Assert.Equal(((CallAnswered)pair.Second).LineId, Assert.IsType<CallOffered>(pair.First).LineId));
    }

    private static CallSignal AnySignal(Random random, int second) => random.Next(22) switch
    {
        21 => Said.BringInOverdue(second),
        15 or 16 => Said.TransferWanted(Leg(random), random.Next(1, 5), second, Lines[random.Next(3)]),
        17 => Said.TransferJoined(Leg(random), second),
        18 => Said.TransferOver(Leg(random), (TransferEnd)random.Next(3), second),
        19 => Said.CounsellorLeft(second),
        20 => Said.TransferToEmergency(Leg(random), "112", second),
        12 or 13 => random.Next(5) switch { 0 => Said.LineChosen("a-1", second), 4 => Said.LineChosen("b-1", second) with { BringIn = "112" }, 1 => Said.EmergencyChosen(second), _ => Said.TurnCame(second) },
        14 => Said.PrioritySet((CallPriority)random.Next(3), second),
        < 4 => Said.Wanted(random.Next(1, 8), second),
        < 7 => Said.Answered(second),
        < 9 => Said.Fallback(random.Next(1, 8), Lines[random.Next(3)], second),
        9 => Said.Emergency(random.Next(1, 8), second),
        10 => random.Next(4) == 0 ? Said.HungUp(second) : Said.Answered(second),
        _ => random.Next(4) == 0 ? Said.Vanished(second) : Said.Wanted(random.Next(1, 8), second),
    };

    /// <summary>Questions with rising steps; some fall back to the plan, the emergency line or both; at most one answer, and then the end.</summary>
    private static List<CallSignal> Dialplan(Random random)
    {
        var said = new List<CallSignal>();
        var step = 0;
        for (var question = 0; question < 6; question++)
        {
            said.Add(Said.Wanted(++step, said.Count));
            var fallen = random.Next(3) == 0;
            foreach (var line in fallen ? Lines : [])
            {
                said.Add(Said.Fallback(++step, line, said.Count));
                if (random.Next(4) == 0)
                    return [.. said, Said.Answered(said.Count), Said.HungUp(said.Count + 1)];
            }
            if (fallen)
                said.Add(Said.Emergency(++step, said.Count));
            else if (random.Next(4) == 0)
                return [.. said, Said.Answered(said.Count), Said.HungUp(said.Count + 1)];
        }
        return [.. said, Said.HungUp(said.Count)];
    }

    private static string Leg(Random random) => $"leg-{random.Next(2)}";

    private static string? Free(Random random) => random.Next(4) == 0 ? null : Lines[random.Next(3)];
}
