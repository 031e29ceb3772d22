using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;

namespace Hotline117.UnitTests.Routing;

public sealed class CallTests
{
    [Fact]
    public void What_a_store_has_lost_is_told_anew_under_the_ids_of_the_first_time()
    {
        var call = new CallStory();
        call.Give(Said.Wanted(step: 1, after: 0), free: "near-1");
        call.Give(Said.Answered(after: 5));

        var anew = Call.ToldAnew(call.State!);

        Assert.Equal(call.Events.Where(told => told is not CallOffered), anew);
    }

    [Fact]
    public void A_call_is_received_offered_answered_and_ended()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        story.Give(Said.Answered(after: 5));
        story.Give(Said.HungUp(after: 65));
        Assert.Equal(["CallReceived", "CallOffered", "CallAnswered", "CallEnded"], story.EventNames);
        var ended = story.Ended;
        Assert.Equal((Disposition.Answered, EndReason.HungUp, "a-1", 5_000L, 60_000L), (ended.Disposition, ended.Reason, ended.LineId, ended.WaitedMilliseconds, ended.TalkedMilliseconds));
        Assert.Empty(story.Held);
    }

    [Fact]
    public void A_line_that_did_not_answer_is_given_back_and_the_next_one_is_the_second_attempt()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        story.Give(Said.Wanted(step: 2, after: 20), free: "b-1");
        Assert.Equal([1, 2], story.Events.OfType<CallOffered>().Select(offered => offered.Attempt));
        Assert.Equal("b-1", Assert.Single(story.Held));
    }

    [Fact]
    public void A_question_heard_twice_is_answered_once()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        Assert.False(story.Give(Said.Wanted(step: 1, after: 1), free: "b-1"));
        Assert.Equal("a-1", Assert.Single(story.Held));
    }

    [Fact]
    public void What_the_switch_rings_alone_takes_the_place_of_our_offer_even_if_it_is_full()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        story.Give(Said.Fallback(step: 2, "b-1", after: 3));
        story.Give(Said.Answered(after: 6));
        Assert.Equal((CallPhase.Talking, "b-1", OfferSource.SwitchFallback), (story.State!.Phase, story.State.LineId, story.State.Source));
        Assert.Equal("b-1", Assert.Single(story.Held));
        Assert.Equal(OfferSource.SwitchFallback, story.Events.OfType<CallAnswered>().Single().Source);
        Assert.Null(story.Events.OfType<CallOffered>().Last().Explanation);
    }

    [Fact]
    public void A_call_first_heard_of_when_the_switch_rings_its_plan_is_adopted()
    {
        var story = new CallStory();
        story.Give(Said.Fallback(step: 2, "b-1", after: 0));
        Assert.Equal(["CallReceived", "CallOffered"], story.EventNames);
        Assert.Equal("b-1", Assert.Single(story.Held));
    }

    [Theory]
    [InlineData(null, CallPhase.Waiting, EndReason.CallerHungUpWhileWaiting)]
    [InlineData("a-1", CallPhase.Ringing, EndReason.CallerHungUpWhileRinging)]
    public void A_caller_who_gives_up_has_abandoned(string? free, CallPhase phase, EndReason reason)
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free);
        story.Give(Said.HungUp(after: 9));
        var abandoned = story.Events.OfType<CallAbandoned>().Single();
        Assert.Equal((phase, 9_000L), (abandoned.Phase, abandoned.WaitedMilliseconds));
        Assert.Equal((Disposition.Abandoned, reason, null), (story.Ended.Disposition, story.Ended.Reason, story.Ended.LineId));
        Assert.Empty(story.Held);
    }

    [Fact]
    public void A_caller_at_the_emergency_line_has_overflowed_and_holds_no_line()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        story.Give(Said.Emergency(step: 2, after: 30));
        Assert.Empty(story.Held);
        story.Give(Said.HungUp(after: 40));
        Assert.Equal((Disposition.Overflowed, EndReason.SentToEmergencyLine), (story.Ended.Disposition, story.Ended.Reason));
        Assert.Empty(story.Events.OfType<CallAbandoned>());
    }

    [Fact]
    public void A_call_whose_end_nobody_saw_is_indeterminate_and_frees_its_line()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        story.Give(Said.Answered(after: 2));
        story.Give(Said.Vanished(60));
        Assert.Equal((Disposition.Indeterminate, EndReason.ChannelVanished), (story.Ended.Disposition, story.Ended.Reason));
        Assert.Empty(story.Held);
    }

    [Fact]
    public void Signals_for_a_call_that_nobody_has_seen_change_nothing()
    {
        var story = new CallStory();
        Assert.False(story.Give(Said.Answered(after: 0)));
        Assert.False(story.Give(Said.HungUp(after: 0)));
        Assert.False(story.Give(Said.Vanished(0)));
    }

    [Fact]
    public void Who_waits_is_offered_a_line_when_the_turn_comes_without_another_question()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0));
        Assert.True(story.Give(Said.TurnCame(after: 4), free: "a-1"));
        Assert.Equal((CallPhase.Ringing, "a-1", 1), (story.State!.Phase, story.State.LineId, story.State.Attempt));
        Assert.False(story.Give(Said.TurnCame(after: 5), free: "b-1"));
    }

    [Fact]
    public void A_question_that_crossed_our_offer_is_answered_as_the_switch_does_not_obey_the_offer_any_more()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0));
        story.Give(Said.TurnCame(after: 10), free: "a-1");
        Assert.True(story.Give(Said.Wanted(step: 2, after: 10), free: "b-1"));
        Assert.Equal("b-1", Assert.Single(story.Held));
    }

    [Fact]
    public void The_line_that_the_switch_has_connected_counts_whatever_was_offered_here_and_an_answer_to_an_earlier_step_does_not()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 3, after: 0), free: "a-1");
        Assert.False(story.Give(Said.Answered(after: 1) with { LineId = "b-1", CentreId = "b", Step = 2 }));
        Assert.True(story.Give(Said.Answered(after: 2) with { LineId = "b-1", CentreId = "b", Step = 4 }));
        Assert.Equal((CallPhase.Talking, "b-1", "b"), (story.State!.Phase, story.State.LineId, story.State.CentreId));
        Assert.Equal("b-1", Assert.Single(story.Held));
        Assert.Equal("b-1", story.Events.OfType<CallAnswered>().Single().LineId);
    }

    [Fact]
    public void Who_was_cut_off_keeps_place_counsellor_and_danger_and_no_ended_call_tells_of_it()
    {
        var came = World.Start.AddMinutes(-7);
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0) with { Known = Known(new("1", came) { LineId = "a-1", Priority = CallPriority.Danger }) });
        Assert.Equal((came, "a-1", CallPriority.Danger), (story.State!.PlaceSince, story.State.PreferredLine, story.State.Priority));
        Assert.Equal(World.Start, story.State.ReceivedAt);
        story.Give(Said.HungUp(after: 1));
        Assert.Equal((null, null), (story.State.CameFirstAt, story.State.PreferredLine));
    }

    [Fact]
    public void A_router_that_hears_later_of_a_call_and_knows_the_caller_adds_what_the_first_did_not_know()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0));
        story.Give(Said.Wanted(step: 2, after: 5) with { Known = Known(new("1", World.Start.AddMinutes(-7)) { LineId = "a-1" }) });
        Assert.Equal((World.Start.AddMinutes(-7), "a-1"), (story.State!.CameFirstAt, story.State.PreferredLine));
    }

    [Fact]
    public void A_nuisance_waits_behind_until_the_key_for_danger_or_a_person_lifts_it()
    {
        var nuisance = Said.Wanted(step: 1, after: 0) with { Known = new(null, IsNuisance: true) };
        Assert.Equal((CallPriority.Behind, BehindReason.Nuisance), PriorityAfter(nuisance));
        Assert.Equal((CallPriority.Danger, null), PriorityAfter(nuisance with { InDanger = true }));
        Assert.Equal((CallPriority.Danger, null), PriorityAfter(nuisance, Said.Wanted(step: 2, after: 5) with { InDanger = true }));
        Assert.Equal((CallPriority.Normal, null), PriorityAfter(nuisance, Said.PrioritySet(CallPriority.Normal, after: 5)));
        Assert.Equal((CallPriority.Behind, BehindReason.Nuisance), PriorityAfter(nuisance, nuisance with { Step = 2 }));
    }

    [Fact]
    public void Who_has_not_keyed_in_the_spoken_number_waits_behind_unless_in_danger_or_cut_off_while_in_danger()
    {
        var silent = Said.Wanted(step: 1, after: 0) with { LacksCode = true };
        Assert.Equal((CallPriority.Behind, BehindReason.NoCode), PriorityAfter(silent));
        Assert.Equal((CallPriority.Behind, BehindReason.NoCode), PriorityAfter(silent, silent with { Step = 2 }));
        Assert.Equal((CallPriority.Danger, null), PriorityAfter(silent with { InDanger = true }));
        Assert.Equal((CallPriority.Danger, null), PriorityAfter(silent, Said.Wanted(step: 2, after: 5) with { InDanger = true }));
        Assert.Equal((CallPriority.Danger, null), PriorityAfter(silent with { Known = Known(new("1", World.Start) { Priority = CallPriority.Danger }) }));
        var keyed = Said.Wanted(step: 1, after: 0) with { Known = Known(new("1", World.Start) { Priority = CallPriority.Behind, BehindFor = BehindReason.NoCode }) };
        Assert.Equal((CallPriority.Normal, null), PriorityAfter(keyed));
    }

    [Fact]
    public void Whom_a_person_has_put_behind_does_not_get_away_by_dialling_again()
    {
        var again = Said.Wanted(step: 1, after: 0) with { Known = Known(new("1", World.Start) { Priority = CallPriority.Behind, BehindFor = BehindReason.Person }) };
        Assert.Equal((CallPriority.Behind, BehindReason.Person), PriorityAfter(again));
    }

    private static KnownCaller Known(Visit cutOff) => new(cutOff, IsNuisance: false);

    private static (CallPriority, BehindReason?) PriorityAfter(params CallSignal[] signals)
    {
        var story = new CallStory();
        foreach (var signal in signals)
            story.Give(signal);
        return (story.State!.Priority, story.State.BehindFor);
    }

    [Fact]
    public void The_key_for_danger_stays_pressed_and_a_person_may_set_the_priority_until_somebody_talks()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0) with { InDanger = true });
        story.Give(Said.Wanted(step: 2, after: 10));
        Assert.Equal(CallPriority.Danger, story.State!.Priority);
        Assert.True(story.Give(Said.PrioritySet(CallPriority.Behind, after: 11)));
        Assert.False(story.Give(Said.PrioritySet(CallPriority.Behind, after: 12)));
        story.Give(Said.Wanted(step: 3, after: 12) with { InDanger = true });
        Assert.Equal(CallPriority.Behind, story.State.Priority);
        story.Give(Said.TurnCame(after: 13), free: "a-1");
        story.Give(Said.Answered(after: 14));
        Assert.False(story.Give(Said.PrioritySet(CallPriority.Danger, after: 15)));
    }
}
