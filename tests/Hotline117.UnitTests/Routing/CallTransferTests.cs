using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;

namespace Hotline117.UnitTests.Routing;

public sealed class CallTransferTests
{
    [Fact]
    public void The_second_line_rings_beside_the_conversation_and_takes_it_over_when_the_first_counsellor_leaves()
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        Assert.Equal((CallPhase.Talking, "a-1", "b-1"), (story.State!.Phase, story.State.LineId, story.State.Transfer!.Line!.LineId));
        Assert.Equal(["a-1", "b-1"], story.Held.Order());
        story.Give(Said.TransferJoined("leg", 30));
        Assert.Empty(Transfers(story));
        story.Give(Said.CounsellorLeft(40));
        Assert.Equal(("b-1", null), (story.State!.LineId, story.State.Transfer));
        Assert.Equal("b-1", Assert.Single(story.Held));
        story.Give(Said.TransferOver("leg", TransferEnd.CallerGone, 100));
        story.Give(Said.HungUp(100));
        var told = Assert.Single(Transfers(story));
        Assert.Equal((TransferOutcome.Taken, "a-1", "b-1", "legal"), (told.Outcome, told.FromLineId, told.ToLineId, told.To));
        Assert.Empty(story.Held);
        Assert.Equal(story.Taken, story.GivenBack);
    }

    [Fact]
    public void A_line_that_does_not_answer_gives_way_to_the_next_and_when_nobody_is_left_the_first_counsellor_goes_on()
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        story.Give(Said.TransferWanted("leg", 2, 30, "b-1"), free: "c-1");
        Assert.Equal(["a-1", "c-1"], story.Held.Order());
        story.Give(Said.TransferWanted("leg", 3, 40, "b-1", "c-1"));
        story.Give(Said.TransferOver("leg", TransferEnd.NobodyTook, 45));
        Assert.Equal(TransferOutcome.NotTaken, Assert.Single(Transfers(story)).Outcome);
        Assert.Equal((CallPhase.Talking, "a-1"), (story.State!.Phase, Assert.Single(story.Held)));
    }

    [Fact]
    public void A_counsellor_who_leaves_while_it_rings_gives_her_line_back_and_whoever_picks_up_has_the_call()
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        story.Give(Said.CounsellorLeft(25));
        Assert.Equal((CallPhase.Ringing, "b-1"), (story.State!.Phase, Assert.Single(story.Held)));
        story.Give(Said.TransferJoined("leg", 30));
        Assert.Equal((CallPhase.Talking, "b-1"), (story.State!.Phase, story.State.LineId));
        Assert.Equal(TransferOutcome.Taken, Assert.Single(Transfers(story)).Outcome);
    }

    [Fact]
    public void That_the_first_counsellor_answered_may_be_said_again_after_she_has_left()
    {
        var story = Talking();
        var answered = Said.Answered(11) with { LineId = "a-1", CentreId = "a", Step = story.State!.Step };
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        story.Give(Said.CounsellorLeft(25));
        story.Give(answered);
        Assert.Equal((CallPhase.Ringing, "b-1"), (story.State!.Phase, Assert.Single(story.Held)));
        story.Give(Said.TransferJoined("leg", 30));
        story.Give(answered);
        Assert.Equal((CallPhase.Talking, "b-1", null), (story.State!.Phase, story.State.LineId, story.State.Transfer));
    }

    [Fact]
    public void A_leg_that_is_gone_since_somebody_has_joined_is_no_end()
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        story.Give(Said.TransferJoined("leg", 30));
        story.Give(Said.TransferOver("leg", TransferEnd.Cancelled, 31) with { GoneChannelId = "leg" });
        Assert.Empty(Transfers(story));
        story.Give(Said.TransferOver("leg", TransferEnd.Cancelled, 32) with { GoneChannelId = "leg-telephone" });
        Assert.Equal((TransferOutcome.GivenBack, "a-1"), (Assert.Single(Transfers(story)).Outcome, Assert.Single(story.Held)));
    }

    [Fact]
    public void Who_has_left_in_an_earlier_handing_over_has_not_left_in_this_one()
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        story.Give(Said.TransferWanted("other", 1, 22), free: "c-1");
        story.Give(Said.CounsellorLeft(25) with { LegId = "leg" });
        Assert.Equal((CallPhase.Talking, "a-1"), (story.State!.Phase, story.State.LineId));
        story.Give(Said.CounsellorLeft(26) with { LegId = "other" });
        Assert.Equal((CallPhase.Ringing, "c-1"), (story.State!.Phase, Assert.Single(story.Held)));
    }

    [Fact]
    public void A_counsellor_who_leaves_and_nobody_who_picks_up_leave_a_caller_who_is_offered_to_others()
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        story.Give(Said.CounsellorLeft(25));
        story.Give(Said.Wanted(step: 2, after: 26), free: "c-1");
        story.Give(Said.TransferOver("leg", TransferEnd.NobodyTook, 26));
        Assert.Equal((CallPhase.Ringing, "c-1"), (story.State!.Phase, Assert.Single(story.Held)));
        Assert.Equal(TransferOutcome.NotTaken, Assert.Single(Transfers(story)).Outcome);
    }

    [Theory]
    [InlineData(false, TransferOutcome.CallerHungUp)]
    [InlineData(true, TransferOutcome.Taken)]
    public void A_caller_who_hangs_up_frees_both_lines(bool joined, TransferOutcome outcome)
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        if (joined)
            story.Give(Said.TransferJoined("leg", 22));
        story.Give(Said.HungUp(25));
        Assert.Equal(outcome, Assert.Single(Transfers(story)).Outcome);
        Assert.IsType<CallEnded>(story.Events[^1]);
        Assert.Empty(story.Held);
    }

    [Fact]
    public void Whoever_joins_and_hangs_up_again_gives_the_call_back()
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        story.Give(Said.TransferJoined("leg", 22));
        story.Give(Said.TransferOver("leg", TransferEnd.Cancelled, 25));
        Assert.Equal(TransferOutcome.GivenBack, Assert.Single(Transfers(story)).Outcome);
        Assert.Equal("a-1", Assert.Single(story.Held));
    }

    [Fact]
    public void An_emergency_number_needs_no_line_and_a_later_wish_takes_the_place_of_an_earlier_one()
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        story.Give(Said.TransferToEmergency("leg-2", "112", 25));
        Assert.Equal("a-1", Assert.Single(story.Held));
        Assert.False(story.Give(Said.TransferWanted("leg", 2, 26), free: "c-1"));
        Assert.False(story.Give(Said.TransferJoined("leg", 26)));
        story.Give(Said.TransferJoined("leg-2", 27));
        story.Give(Said.CounsellorLeft(30));
        Assert.Equal((CallPhase.Talking, 0), (story.State!.Phase, story.Held.Count));
        Assert.Equal([("legal", TransferOutcome.Cancelled), ("112", TransferOutcome.Taken)], Transfers(story).Select(told => (told.To, told.Outcome)));
        story.Give(Said.HungUp(90));
        Assert.Equal(Disposition.Answered, story.Ended.Disposition);
    }

    [Fact]
    public void Whoever_took_the_call_over_hands_it_on()
    {
        var story = Talking();
        story.Give(Said.TransferWanted("leg", 1, 20), free: "b-1");
        story.Give(Said.TransferJoined("leg", 22));
        Assert.Equal("leg-telephone", story.State!.Transfer!.ChannelId);
        story.Give(Said.CounsellorLeft(30));
        story.Give(Said.TransferWanted("leg-2", 1, 40), free: "a-1");
        story.Give(Said.TransferJoined("leg-2", 42));
        story.Give(Said.CounsellorLeft(50));
        Assert.Equal([("a-1", "b-1"), ("b-1", "a-1")], Transfers(story).Select(told => (told.FromLineId!, told.ToLineId!)));
        Assert.Equal("a-1", Assert.Single(story.Held));
    }

    [Fact]
    public void Of_the_lines_that_a_person_named_those_that_have_rung_are_not_rung_again_and_none_left_is_not_the_emergency_line()
    {
        TransferChoice named = new("aida", ["b-1", "b-2"]);
        Assert.Equal(["b-1", "b-2"], PersonsChoice.Of(Said.TransferWanted("leg", 1, 20) with { Choice = named })!.Lines);
        var none = PersonsChoice.Of(Said.TransferWanted("leg", 2, 25) with { Choice = named, Tried = new HashSet<string>(["b-1", "b-2"]) })!;
        Assert.Equal((0, false), (none.Lines.Count, none.ToEmergency));
    }

    [Fact]
    public void What_two_replicas_hear_twice_happens_once()
    {
        var story = Talking();
        CallSignal[] said = [Said.TransferWanted("leg", 1, 20), Said.TransferJoined("leg", 30), Said.CounsellorLeft(40)];
        foreach (var signal in said)
        {
            Assert.True(story.Give(signal, free: "b-1"));
            Assert.False(story.Give(signal, free: "c-1"));
        }
        Assert.Single(Transfers(story));
    }

    private static CallStory Talking()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        story.Give(Said.Answered(after: 5));
        return story;
    }

    private static IEnumerable<CallTransferred> Transfers(CallStory story) => story.Events.OfType<CallTransferred>();
}
