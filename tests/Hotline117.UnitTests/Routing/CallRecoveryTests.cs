using CsCheck;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Routing;

/// <summary>What the switch has written down of a call is worth what a router would have heard of it.</summary>
public sealed class CallRecoveryTests
{
    private readonly CallStory story = new();

    [Fact]
    public void A_call_of_which_nobody_has_heard_is_told_as_it_was()
    {
        story.Give(Ended(Rang("a-1", 3), answered: 5, ended: 65));

        Assert.Equal(["CallReceived", "CallOffered", "CallAnswered", "CallEnded"], story.EventNames);
        Assert.Equal([0.0, 3.0, 5.0, 65.0], story.Events.Select(told => (told.OccurredAt - World.Start).TotalSeconds));
        Assert.Equal((Disposition.Answered, 60_000, "a-1"), (story.Ended.Disposition, story.Ended.TalkedMilliseconds, story.Ended.LineId));
        Assert.Equal(OfferSource.SwitchFallback, story.Events.OfType<CallAnswered>().Single().Source);
        Assert.Empty(story.Held);
    }

    [Fact]
    public void Who_hung_up_while_a_phone_rang_or_while_she_waited_has_given_up()
    {
        story.Give(Ended(Rang("a-1", 3), answered: null, ended: 10));
        Assert.Equal((Disposition.Abandoned, EndReason.CallerHungUpWhileRinging), (story.Ended.Disposition, story.Ended.Reason));

        var waited = new CallStory();
        waited.Give(Ended(rang: null, answered: null, ended: 10));
        Assert.Equal((Disposition.Abandoned, EndReason.CallerHungUpWhileWaiting), (waited.Ended.Disposition, waited.Ended.Reason));
    }

    [Fact]
    public void Who_reached_the_emergency_line_has_overflowed()
    {
        story.Give(Ended(Said.Emergency(1, 3), answered: 5, ended: 65));

        Assert.Equal((Disposition.Overflowed, 60_000), (story.Ended.Disposition, story.Ended.TalkedMilliseconds));
        Assert.DoesNotContain("CallAnswered", story.EventNames);
    }

    [Fact]
    public void A_call_that_goes_on_takes_its_line_and_lives_on_as_any_other()
    {
        story.Give(Record(Rang("a-1", 3), answered: 5, at: 5, ended: false));

        Assert.Equal((CallPhase.Talking, true), (story.State!.Phase, story.Held.SetEquals(["a-1"])));
        Assert.True(story.Give(Said.HungUp(65)));
        Assert.Equal((Disposition.Answered, 60_000), (story.Ended.Disposition, story.Ended.TalkedMilliseconds));
    }

    [Fact]
    public void Of_a_call_that_is_known_only_what_is_new_is_told()
    {
        story.Give(Said.Wanted(1, 0), "a-1");
        story.Give(Ended(Rang("a-1", 0), answered: 5, ended: 65, source: OfferSource.Router));

        Assert.Equal(["CallReceived", "CallOffered", "CallAnswered", "CallEnded"], story.EventNames);
        Assert.Equal((60_000, OfferSource.Router), (story.Ended.TalkedMilliseconds, story.Events.OfType<CallAnswered>().Single().Source));
    }

    [Fact]
    public void Of_a_call_that_the_store_has_forgotten_the_offer_is_not_told_again_as_the_router_told_it_with_its_reasons()
    {
        story.Give(Ended(Rang("a-1", 1), answered: 5, ended: 65, source: OfferSource.Router));

        Assert.Equal(["CallReceived", "CallAnswered", "CallEnded"], story.EventNames);
        Assert.Equal(OfferSource.Router, story.Events.OfType<CallAnswered>().Single().Source);
    }

    [Fact]
    public void What_was_heard_and_then_forgotten_by_the_store_is_told_again_under_the_ids_of_the_first_time()
    {
        story.Give(Said.Wanted(1, 0));
        story.Give(Said.Fallback(2, "a-1", 3));
        story.Give(Said.Answered(5));
        story.Give(Said.HungUp(65));
        var anew = new CallStory();

        anew.Give(Ended(Rang("a-1", 3), answered: 5, ended: 65));

        Assert.Equal(story.Events.Select(told => told.EventId).Order(), anew.Events.Select(told => told.EventId).Order());
    }

    [Fact]
    public void A_record_that_is_read_again_or_by_another_router_changes_nothing()
    {
        story.Give(Said.Wanted(1, 0), "a-1");
        var record = Ended(Rang("a-1", 0), answered: 5, ended: 65);

        Assert.True(story.Give(record));
        Assert.False(story.Give(record));
        Assert.False(story.Give(Record(Rang("a-1", 3), answered: 5, at: 5, ended: false)));
    }

    /// <summary>Whatever was heard of a call before and after: a record of its end ends it, once, and its line is free.</summary>
    [Fact]
    public void With_a_record_of_its_end_every_call_ends_once_whatever_was_heard_of_it() => Gen.Select(
        Gen.Int[0, 6].Array[0, 12], Gen.Int[0, 2], Gen.Bool, Gen.Bool).Sample(
        (heard, line, answered, alone) =>
        {
            var call = new CallStory();
            foreach (var (second, kind) in heard.Index())
            {
                call.Give(Heard(kind, second), Lines[second % Lines.Length]);
            }

            var known = call.State is { Phase: CallPhase.Ended };
            var ended = Ended(Rang(Lines[line], 12), answered ? 15 : null, ended: 20, alone ? OfferSource.SwitchFallback : OfferSource.Router);

            Assert.Equal(!known, call.Give(ended));
            Assert.Single(call.Events.OfType<CallEnded>());
            Assert.Single(call.Events.OfType<CallReceived>());
            Assert.InRange(call.Events.OfType<CallAnswered>().Count(), 0, 1);
            Assert.Empty(call.Held);
            Assert.False(call.Give(Said.HungUp(21)));
        },
        iter: 50_000);

    private static readonly string[] Lines = ["a-1", "b-1", "c-1"];

    private static CallSignal Heard(int kind, int second) => kind switch
    {
        0 or 1 => Said.Wanted(1 + (second / 2), second),
        2 => Said.Fallback(1 + (second / 2), Lines[second % 3], second),
        3 => Said.Emergency(1 + (second / 2), second),
        4 => Said.Answered(second),
        5 => Said.TurnCame(second),
        _ => Said.HungUp(second),
    };

    private static FallbackOffered Rang(string line, int after) => Said.Fallback(2, line, after);

    private static CallRecord Ended(DialplanSignal? rang, int? answered, int ended, OfferSource source = OfferSource.SwitchFallback) =>
        Record(rang, answered, ended, ended: true) with { Source = source };

    private static CallRecord Record(DialplanSignal? rang, int? answered, int at, bool ended) =>
        new(CallStory.CallId, World.Start.AddSeconds(at), Step: 2, World.Start, CallerRegion.Unknown, CallerWishes.None)
        {
            Rang = rang,
            Source = OfferSource.SwitchFallback,
            AnsweredAt = answered is { } second ? World.Start.AddSeconds(second) : null,
            HasEnded = ended,
        };
}
