using CsCheck;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Callbacks;
using static Hotline117.UnitTests.Callbacks.CallbackStory;

namespace Hotline117.UnitTests.Callbacks;

/// <summary>What must hold whatever is said of a callback, and however often, late and by however many.</summary>
public sealed class CallbackPropertyTests
{
    [Fact]
    public void Signals_in_any_order_end_it_once_and_make_at_most_one_attempt_at_a_time_within_the_safe_time() =>
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var story = new CallbackStory();
                var minute = 0.0;
                for (var i = 0; i < 40; i++)
                {
                    var before = story.State;
                    var signal = Any(random, story, minute += random.Next(8));
                    var changed = story.Give(signal);
                    Assert.False(changed && before?.Phase is CallbackPhase.Ended);
                    if (changed && story.State!.Attempts != before?.Attempts && before is not null)
                    {
                        Assert.Equal(CallbackPhase.Open, before.Phase);
                        Assert.InRange(signal.At, before.From, before.To.AddTicks(-1));
                        Assert.True(signal.At >= before.NextAt);
                    }
                }

                story.Give(Agreed(minute));
                story.Give(Left(minute));
                story.Give(new AttemptOver(Id, story.State!.To, story.Channel));
                story.Give(new TimePassed(Id, story.State!.To));
                Assert.Equal(CallbackPhase.Ended, story.State!.Phase);
                Assert.Equal(story.State.Outcome, story.Ended.Outcome);
                Assert.IsType<CallbackAsked>(story.Events[0]);
                Assert.Equal(2, story.Events.Count);
                Assert.InRange(story.State.Tries, 0, CallbackPolicy.Default.Tries);
                Assert.InRange(story.State.Tries, 0, story.State.Attempts);
            },
            iter: 20_000);

    private static CallbackSignal Any(Random random, CallbackStory story, double minute)
    {
        var at = At(minute);
        var channel = story.State is { } state ? state.ChannelOf(Math.Max(0, state.Attempts - (random.Next(4) == 0 ? 1 : 0))) : "";
        return random.Next(20) switch
        {
            < 3 => Agreed(minute),
            < 5 => Left(minute, random.Next(6) == 0),
            < 10 => new AttemptBegun(Id, at),
            < 13 => new CallerRung(Id, at, channel),
            13 => random.Next(3) == 0 ? new CallerReached(Id, at) : new CallerRung(Id, at, channel),
            14 => new CallerUnreached(Id, at, channel),
            15 or 16 => new AttemptOver(Id, at, channel),
            17 => random.Next(4) == 0 ? new NumberGone(Id, at) : new BroughtForward(Id, at),
            18 => random.Next(6) == 0 ? new CallbackCancelled(Id, at) : new AttemptBegun(Id, at),
            _ => new TimePassed(Id, at),
        };
    }
}
