using CsCheck;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;

namespace Hotline117.UnitTests.Routing;

/// <summary>The state machine against <see cref="CallModel"/>. What fails is made as short as it can be before it is shown.</summary>
public sealed class CallModelTests
{
    private static readonly string[] Lines = ["a-1", "b-1", "c-1"];

    /// <summary>One thing that is heard of the call.</summary>
    /// <param name="Step">What the switch numbers it with: as it likes, so that signals come in any order and again.</param>
    /// <param name="Line">The line that rings or is free; one more than there are stands for none.</param>
    /// <param name="Later">Seconds after the one before.</param>
    private sealed record Heard(int Kind, int Step, int Line, int Tried, int Later);

    private static readonly Gen<Heard[]> Anything = Gen.Select(Gen.Int[0, 8], Gen.Int[1, 9], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3],
        (kind, step, line, tried, later) => new Heard(kind, step, line, tried, later)).Array[0, 30];

    [Fact]
    public void Whatever_is_heard_in_whatever_order_and_however_often_the_call_is_that_of_the_model() => Anything.Sample(
        heard =>
        {
            var (story, model, second) = (new CallStory(), new CallModel(), 0);
            foreach (var each in heard)
            {
                var signal = SignalOf(each, second += each.Later);
                var free = LineOf(each.Line);
                story.Give(signal, free);
                model.Hear(signal, free);

                Assert.Equal((model.Phase, model.Step), (story.State?.Phase, story.State?.Step ?? 0));
                Assert.Equal(model.Line is null ? [] : [model.Line], story.Held);
            }

            Assert.Equal(model.Disposition is { } disposition ? [disposition] : [], story.Events.OfType<CallEnded>().Select(ended => ended.Disposition));
            Assert.InRange(story.Events.OfType<CallAnswered>().Count(), 0, 1);
        },
        iter: 100_000);

    [Fact]
    public void From_wherever_a_call_has_come_the_switchs_next_word_is_heard_so_that_no_wait_is_without_an_end() => Gen.Select(Anything, Gen.Int[0, 4]).Sample(
        (heard, next) =>
        {
            var (story, second) = (new CallStory(), 0);
            foreach (var each in heard)
                story.Give(SignalOf(each, second += each.Later), LineOf(each.Line));
            if (story.State is not { Phase: not CallPhase.Ended } state)
                return;

            // Later than any answer that is still on its way to the switch.
            second += 2;
            var word = next switch
            {
                0 => (CallSignal)Said.Wanted(state.Step + 1, second),
                1 => Said.Fallback(state.Step + 1, "b-1", second),
                2 => Said.Emergency(state.Step + 1, second),
                3 => Said.HungUp(second),
                _ => Said.Vanished(second),
            };
            Assert.True(story.Give(word, "c-1"));
            Assert.Equal(next < 3 ? CallPhase.Ringing : CallPhase.Ended, story.State.Phase);
        },
        iter: 50_000);

    [Fact]
    public void Who_waits_rings_as_soon_as_her_turn_finds_a_line() => Anything.Sample(
        heard =>
        {
            var (story, second) = (new CallStory(), 0);
            foreach (var each in heard)
                story.Give(SignalOf(each, second += each.Later), LineOf(each.Line));
            var waits = story.State is { Phase: CallPhase.Waiting };
            Assert.Equal(waits, story.Give(Said.TurnCame(second), "c-1"));
            Assert.True(!waits || story.Held.SetEquals(["c-1"]));
        },
        iter: 20_000);

    /// <summary>Events that the connection to the switch loses, its end among them: the next look at the switch's channels finds the call gone.</summary>
    [Fact]
    public void Whatever_is_lost_a_call_has_one_disposition_and_one_answerer_at_most() => Gen.Select(Anything, Gen.Bool.Array[30], Gen.Bool).Sample(
        (heard, lost, endIsLost) =>
        {
            var (story, second) = (new CallStory(), 0);
            story.Give(Said.Wanted(1, 0), "a-1");
            foreach (var (index, each) in heard.Where(each => each.Kind < 7).Index())
            {
                second += each.Later;
                if (!lost[index])
                    story.Give(SignalOf(each, second), LineOf(each.Line));
            }

            if (!endIsLost)
                story.Give(Said.HungUp(second));
            story.Give(Said.Vanished(second + 30));
            story.Give(Said.HungUp(second + 31));

            Assert.Equal(endIsLost, story.Ended.Disposition is Disposition.Indeterminate);
            Assert.InRange(story.Events.OfType<CallAnswered>().Count(), 0, 1);
            Assert.Empty(story.Held);
        },
        iter: 20_000);

    private static CallSignal SignalOf(Heard heard, int second) => heard.Kind switch
    {
        0 or 1 => Said.Wanted(heard.Step, second) with { Tried = LineOf(heard.Tried) is { } tried ? new HashSet<string> { tried } : [] },
        2 => Said.Fallback(heard.Step, Lines[heard.Line % Lines.Length], second),
        3 => Said.Emergency(heard.Step, second),
        4 => Said.Answered(second),
        5 => heard.Tried switch { 1 => Said.LineChosen("a-1", second) with { BringIn = "112" }, 2 => Said.EmergencyChosen(second), _ => Said.TurnCame(second) },
        6 => Said.PrioritySet((CallPriority)(heard.Tried % 3), second),
        7 => Said.HungUp(second),
        _ => Said.Vanished(second),
    };

    private static string? LineOf(int line) => line < Lines.Length ? Lines[line] : null;
}
