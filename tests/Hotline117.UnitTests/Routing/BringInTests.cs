using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;

namespace Hotline117.UnitTests.Routing;

/// <summary>A dispatcher takes a caller who waits to her own line, and wants 112 there too.</summary>
public sealed class BringInTests
{
    private static readonly string Leg = Transfer.LegOf($"transfer-{CallStory.CallId}-1");

    [Fact]
    public void Once_the_line_has_answered_the_number_is_rung_beside_the_conversation_and_three_talk()
    {
        var story = Chosen();
        Assert.Equal((CallPhase.Ringing, BringInOutcome.LineRings, null), (story.State!.Phase, Last(story).Outcome, story.Begins));
        story.Give(Said.Answered(10));
        Assert.Equal((BringInOutcome.Begins, "112", "aida"), (Last(story).Outcome, story.Begins?.To, story.Begins?.By));
        Assert.Equal(Leg, Transfer.LegOf(story.Begins!.ChannelOf(CallStory.CallId)));
        story.Give(Said.TransferToEmergency(Leg, "112", 11));
        Assert.Equal((BringInOutcome.Rings, null), (Last(story).Outcome, story.Begins));
        story.Give(Said.TransferJoined(Leg, 20));
        Assert.Equal(BringInOutcome.Joined, Last(story).Outcome);
        Assert.Equal("a-1", Assert.Single(story.Held));
        story.Give(Said.CounsellorLeft(30));
        story.Give(Said.HungUp(90));
        Assert.Equal(BringInOutcome.Joined, Last(story).Outcome);
        Assert.Equal(TransferOutcome.Taken, Assert.Single(story.Events.OfType<CallTransferred>()).Outcome);
    }

    [Fact]
    public void What_replicas_hear_twice_or_late_begins_it_once()
    {
        var story = Chosen();
        Assert.True(story.Give(Said.Answered(10)));
        Assert.False(story.Give(Said.Answered(10)));
        Assert.False(story.Give(Said.BringInOverdue(12)));
        story.Give(Said.TransferToEmergency(Leg, "112", 11));
        Assert.False(story.Give(Said.TransferToEmergency(Leg, "112", 11)));
        Assert.False(story.Give(Said.BringInOverdue(20)));
        Assert.Equal(1, story.BeginsTold);
    }

    [Fact]
    public void Where_whoever_was_to_begin_has_died_another_does_with_the_same_channel_and_three_times_in_vain_is_enough()
    {
        var story = Chosen();
        story.Give(Said.Answered(10));
        var channel = story.Begins!.ChannelOf(CallStory.CallId);
        foreach (var second in new[] { 13, 16 })
        {
            Assert.True(CallBringIn.IsOverdue(story.State!, Said.At(second)));
            Assert.True(story.Give(Said.BringInOverdue(second)));
            Assert.Equal(channel, story.Begins!.ChannelOf(CallStory.CallId));
            Assert.False(story.Give(Said.BringInOverdue(second)));
        }

        Assert.True(story.Give(Said.BringInOverdue(19)));
        Assert.Equal((BringInOutcome.NotBegun, null, 3), (Last(story).Outcome, story.Begins, story.BeginsTold));
        Assert.False(CallBringIn.IsOverdue(story.State!, Said.At(60)));
        Assert.Equal((CallPhase.Talking, "a-1"), (story.State!.Phase, story.State.LineId));
    }

    [Fact]
    public void After_a_minute_nobody_is_brought_into_a_conversation_any_more()
    {
        var story = Chosen();
        story.Give(Said.Answered(10));
        story.Give(Said.BringInOverdue(71));
        Assert.Equal((BringInOutcome.NotBegun, null), (Last(story).Outcome, story.Begins));
    }

    [Fact]
    public void Where_the_line_does_not_answer_the_caller_goes_on_as_ever_and_whoever_answers_then_talks_alone_with_her()
    {
        var story = Chosen();
        story.Give(Said.Wanted(step: 2, after: 30));
        Assert.Equal((CallPhase.Waiting, BringInOutcome.LineDidNotAnswer), (story.State!.Phase, Last(story).Outcome));
        story.Give(Said.TurnCame(40), free: "a-1");
        story.Give(Said.Answered(45));
        Assert.Equal((CallPhase.Talking, 0), (story.State!.Phase, story.BeginsTold));
        Assert.False(CallBringIn.IsOverdue(story.State!, Said.At(60)));
    }

    [Fact]
    public void Where_the_switch_rang_alone_and_the_same_line_answers_nobody_is_brought_in()
    {
        var story = Chosen();
        story.Give(Said.Fallback(2, "a-1", 10));
        Assert.Equal(BringInOutcome.LineDidNotAnswer, Last(story).Outcome);
        story.Give(Said.Answered(12));
        Assert.Equal(0, story.BeginsTold);
    }

    [Fact]
    public void Another_line_that_answers_than_the_chosen_one_talks_alone_with_the_caller()
    {
        var story = Chosen();
        story.Give(Said.Answered(10) with { LineId = "b-1", CentreId = "b", Step = 1 });
        Assert.Equal((CallPhase.Talking, "b-1", BringInOutcome.LineDidNotAnswer, 0), (story.State!.Phase, story.State.LineId, Last(story).Outcome, story.BeginsTold));
    }

    [Theory]
    [InlineData(TransferEnd.NobodyTook, BringInOutcome.NobodyAnswered)]
    [InlineData(TransferEnd.Cancelled, BringInOutcome.TakenBack)]
    [InlineData(TransferEnd.CallerGone, BringInOutcome.CallerHungUp)]
    public void Where_the_number_does_not_answer_the_conversation_goes_on(TransferEnd how, BringInOutcome outcome)
    {
        var story = Chosen();
        story.Give(Said.Answered(10));
        story.Give(Said.TransferToEmergency(Leg, "112", 11));
        story.Give(Said.TransferOver(Leg, how, 31));
        Assert.Equal((outcome, CallPhase.Talking, "a-1"), (Last(story).Outcome, story.State!.Phase, Assert.Single(story.Held)));
        Assert.False(story.Give(Said.BringInOverdue(40)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_caller_who_hangs_up_before_ends_it_and_leaves_no_line_behind(int heard)
    {
        var story = Chosen();
        foreach (var signal in new CallSignal[] { Said.Answered(10), Said.TransferToEmergency(Leg, "112", 11) }.Take(heard))
            story.Give(signal);
        story.Give(Said.HungUp(12));
        Assert.Equal(BringInOutcome.CallerHungUp, Last(story).Outcome);
        Assert.Empty(story.Held);
        Assert.Equal(story.Taken, story.GivenBack);
    }

    [Fact]
    public void Whoever_is_brought_in_otherwise_meanwhile_takes_its_place()
    {
        var story = Chosen();
        story.Give(Said.Answered(10));
        story.Give(Said.TransferToEmergency("leg", "102", 11));
        Assert.Equal(BringInOutcome.TakenBack, Last(story).Outcome);
        Assert.False(story.Give(Said.BringInOverdue(20)));
    }

    [Fact]
    public void Of_two_who_want_it_the_second_changes_nothing_and_where_the_line_was_lost_nothing_is_left_of_the_wish()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0));
        Assert.False(story.Give(Choice(5), free: null));
        Assert.Empty(story.State!.BringIns);
        Assert.True(story.Give(Choice(6), free: "a-1"));
        Assert.False(story.Give(Choice(6) with { By = "bakyt", BringIn = "102" }, free: "b-1"));
        Assert.Equal(("112", "aida"), (Last(story).To, Last(story).By));
    }

    [Fact]
    public void Each_wish_of_a_call_keeps_what_came_of_it()
    {
        var story = Chosen();
        story.Give(Said.Wanted(step: 2, after: 30));
        story.Give(Choice(40) with { BringIn = "102" }, free: "b-1");
        story.Give(Said.Answered(45));
        Assert.Equal(
            [("112", 1, BringInOutcome.LineDidNotAnswer), ("102", 2, BringInOutcome.Begins)],
            story.State!.BringIns.Select(each => (each.To, each.Attempt, each.Outcome)));
    }

    [Fact]
    public void The_decision_says_whom_the_person_wanted_on_the_line()
    {
        var town = new SmallTown();
        var ranking = Ranking.Of(
            new CallFacts { CallId = CallStory.CallId, ReceivedAt = SmallTown.Noon }, town.Snapshot, SmallTown.Noon,
            choice: PersonsChoice.Of(Choice(5) with { Lines = ["near-1"] }));

        Assert.Equal(("aida", new BroughtIn("112", BringInOutcome.LineRings)), (ranking.Explain().ChosenBy, ranking.Explain().BringIn));
    }

    private static CallStory Chosen()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0));
        Assert.True(story.Give(Choice(5), free: "a-1"));
        return story;
    }

    private static LineChosen Choice(int after) => Said.LineChosen("a-1", after) with { BringIn = "112" };

    private static BringIn Last(CallStory story) => story.State!.BringIns[^1];
}
