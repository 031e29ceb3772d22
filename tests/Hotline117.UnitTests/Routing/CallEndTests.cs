using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Routing;

/// <summary>The switch tells of a call's end with all that it knows of the call.</summary>
public class CallEndTests
{
    [Fact]
    public void A_router_that_missed_the_answer_counts_the_line_and_the_seconds_that_the_switch_names()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        Assert.True(story.Give(Ended(at: 9) with
        {
            Rang = new FallbackOffered(CallStory.CallId, World.Start.AddSeconds(4), 2, "b-1", "b"),
            AnsweredAt = World.Start.AddSeconds(4),
            Talked = TimeSpan.FromSeconds(3.5),
            Source = OfferSource.Router,
        }));

        Assert.Equal((Disposition.Answered, "b-1", 3500), (story.Ended.Disposition, story.Ended.LineId, story.Ended.TalkedMilliseconds));
        Assert.Equal(("b-1", OfferSource.Router), story.Events.OfType<CallAnswered>().Single() is var answered ? (answered.LineId, answered.Source) : default);
        Assert.Empty(story.Held);
    }

    [Fact]
    public void A_router_that_missed_the_emergency_line_counts_the_call_as_overflowed()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0));
        story.Give(Ended(at: 9) with { Rang = new EmergencyOffered(CallStory.CallId, World.Start.AddSeconds(4), 2) });

        Assert.Equal(Disposition.Overflowed, story.Ended.Disposition);
    }

    [Fact]
    public void Who_heard_everything_learns_only_how_long_was_talked()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        story.Give(Said.Answered(after: 2));
        var told = story.Events.Count;
        story.Give(Ended(at: 9) with
        {
            Rang = new FallbackOffered(CallStory.CallId, World.Start.AddSeconds(2), 1, "a-1", "a"),
            AnsweredAt = World.Start.AddSeconds(2),
            Talked = TimeSpan.FromSeconds(6.8),
            Source = OfferSource.Router,
        });

        Assert.Equal((told + 1, 6800), (story.Events.Count, story.Ended.TalkedMilliseconds));
        Assert.False(story.Give(Said.HungUp(after: 10)));
    }

    /// <summary>By the routers' clocks some conversations seem to be an hour longer, or over before they began. Rest and wrap-up are reckoned from what was talked.</summary>
    [Theory]
    [InlineData(3607)]
    [InlineData(-3593)]
    public void A_call_is_no_hard_one_because_a_routers_clock_was_set(int endsAt)
    {
        var talking = Call.Apply(Offered(new CallStory()), Said.Answered(after: 2), Guid.NewGuid)!.Next;

        var ended = Call.Apply(talking, Said.HungUp(endsAt) with { Talked = TimeSpan.FromSeconds(6.8) }, Guid.NewGuid)!;

        Assert.Equal([new LineHad("a-1", LineExperience.Talked, TimeSpan.FromSeconds(6.8))], ended.Had);
    }

    [Fact]
    public void Of_a_conversation_taken_up_again_the_last_part_is_no_longer_than_the_whole()
    {
        var story = new CallStory();
        Offered(story);
        story.Give(Said.Answered(after: 2));
        story.Give(Said.Wanted(step: 2, after: 5), free: "b-1");
        story.Give(Said.Answered(after: 8));

        var ended = Call.Apply(story.State, Said.HungUp(after: 3608) with { Talked = TimeSpan.FromSeconds(30) }, Guid.NewGuid)!;

        Assert.Equal([new LineHad("b-1", LineExperience.Talked, TimeSpan.FromSeconds(30))], ended.Had);
    }

    private static CallState Offered(CallStory story)
    {
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        return story.State!;
    }

    private static CallRecord Ended(int at) =>
        new(CallStory.CallId, World.Start.AddSeconds(at), Step: 2, CameAt: World.Start, CallerRegion.Unknown, CallerWishes.None) { HasEnded = true };
}
