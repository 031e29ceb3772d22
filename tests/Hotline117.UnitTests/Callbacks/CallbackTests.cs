using Hotline117.Contracts.Events;
using Hotline117.Routing.Callbacks;
using static Hotline117.UnitTests.Callbacks.CallbackStory;

namespace Hotline117.UnitTests.Callbacks;

public sealed class CallbackTests
{
    [Fact]
    public void Nobody_is_called_back_who_is_still_on_the_line()
    {
        var story = new CallbackStory();
        story.Give(Agreed(0));

        Assert.False(story.Give(new AttemptBegun(Id, At(1))));

        story.Give(Left(2));
        Assert.True(story.Give(new AttemptBegun(Id, At(2))));
    }

    [Fact]
    public void Who_was_answered_after_all_needs_no_callback()
    {
        var story = new CallbackStory();
        story.Give(Agreed(0));

        story.Give(Left(2, answered: true));

        Assert.Equal((CallbackOutcome.Cancelled, 0), (story.Ended.Outcome, story.Ended.Tries));
    }

    [Fact]
    public void Whoever_picks_up_it_is_over()
    {
        var story = Open();
        story.Ring(5);

        story.Give(new CallerReached(Id, At(6)));

        Assert.Equal((CallbackOutcome.Reached, 1), (story.Ended.Outcome, story.Ended.Tries));
        Assert.False(story.Give(new CallerUnreached(Id, At(7), story.Channel)));
    }

    [Fact]
    public void A_telephone_that_nobody_picks_up_is_rung_again_after_a_while_and_then_no_more()
    {
        var story = Open();
        story.Ring(5);
        story.Give(new CallerUnreached(Id, At(6), story.Channel));

        Assert.False(story.Give(new AttemptBegun(Id, At(25))));
        story.Ring(26);
        story.Give(new CallerUnreached(Id, At(27), story.Channel));

        Assert.Equal((CallbackOutcome.NotReached, 2), (story.Ended.Outcome, story.Ended.Tries));
    }

    [Fact]
    public void A_try_that_would_come_after_the_safe_time_is_not_waited_for()
    {
        var story = Open();
        story.Ring(110);

        story.Give(new CallerUnreached(Id, At(111), story.Channel));

        Assert.Equal((CallbackOutcome.NotReached, 1), (story.Ended.Outcome, story.Ended.Tries));
    }

    [Fact]
    public void A_counsellor_who_hangs_up_while_it_rings_has_made_a_try()
    {
        var story = Open();
        story.Ring(5);

        story.Give(new AttemptOver(Id, At(6), story.Channel));

        Assert.Equal((CallbackPhase.Open, 1, At(26)), (story.State!.Phase, story.State.Tries, story.State.NextAt));
    }

    [Fact]
    public void Where_no_counsellor_took_it_the_telephone_has_not_rung_and_the_next_attempt_comes_soon()
    {
        var story = Open();
        story.Give(new AttemptBegun(Id, At(5)));

        story.Give(new AttemptOver(Id, At(6), story.Channel));

        Assert.Equal((CallbackPhase.Open, 0, At(6) + Callback.AfterUntaken), (story.State!.Phase, story.State.Tries, story.State.NextAt));
    }

    [Fact]
    public void What_is_heard_twice_counts_once()
    {
        var story = Open();
        story.Ring(5);

        Assert.False(story.Give(new CallerRung(Id, At(5), story.Channel)));
        var first = story.Channel;
        story.Give(new CallerUnreached(Id, At(6), first));
        Assert.False(story.Give(new CallerUnreached(Id, At(6), first)));
        story.Give(new AttemptBegun(Id, At(30)));
        Assert.False(story.Give(new CallerUnreached(Id, At(31), first)));
        Assert.False(story.Give(new AttemptOver(Id, At(31), first)));
        Assert.Equal(1, story.State!.Tries);
    }

    [Fact]
    public void After_the_safe_time_nothing_begins_and_it_has_expired()
    {
        var story = Open();

        Assert.False(story.Give(new AttemptBegun(Id, At(120))));
        Assert.False(story.Give(new TimePassed(Id, At(119.9))));
        Assert.True(story.Give(new TimePassed(Id, At(120))));

        Assert.Equal(CallbackOutcome.Expired, story.Ended.Outcome);
    }

    [Fact]
    public void A_person_can_bring_it_forward_but_not_before_the_safe_time()
    {
        var story = Open();
        story.Ring(5);
        story.Give(new CallerUnreached(Id, At(6), story.Channel));

        Assert.True(story.Give(new BroughtForward(Id, At(7))));
        Assert.True(story.Give(new AttemptBegun(Id, At(7))));

        var evening = new CallbackStory();
        evening.Give(Agreed(0) with { Window = CallbackPolicy.Default.FindWindow("evening")! });
        evening.Give(Left(1));
        Assert.False(evening.Give(new BroughtForward(Id, At(2))));
        Assert.False(evening.Give(new AttemptBegun(Id, At(2))));
    }

    [Fact]
    public void What_the_switch_has_forgotten_is_over()
    {
        var story = Open();
        story.Give(new AttemptBegun(Id, At(5)));

        story.Give(new NumberGone(Id, At(5)));

        Assert.Equal(CallbackOutcome.Cancelled, story.Ended.Outcome);
    }

    [Fact]
    public void The_ids_of_attempts_begin_with_the_switchs_name_and_differ()
    {
        var state = Open().State!;

        Assert.Equal(("switch-1-c123.1", "switch-1-c123.2;2"), (state.ChannelOf(1), state.CallOf(2)));
    }
}
