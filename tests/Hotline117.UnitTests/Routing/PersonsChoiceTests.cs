using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Routing;

public sealed class PersonsChoiceTests
{
    private readonly SmallTown town = new();

    [Fact]
    public void The_line_that_a_person_chose_is_the_only_candidate_and_the_explanation_says_who_chose_and_what_the_policy_thought()
    {
        var ranking = Choose(["far-1"], taken: [0, 0, 0, 0]);

        Assert.Equal("far-1", Assert.Single(ranking.Candidates).LineId);
        var explanation = Ranking.Resolve(ranking.Explain(), ["far-1"]);
        Assert.Equal(("aida", "far-1", false), (explanation.ChosenBy, explanation.ChosenLineId, explanation.ToEmergency));
        Assert.Equal(
            [("near-1", Verdict.FurtherAway), ("middle-1", Verdict.FurtherAway), ("far-1", Verdict.Chosen), ("asleep-1", Verdict.OffShift)],
            explanation.Considered.OrderBy(line => line.TravelMinutes == 5 ? 99 : line.TravelMinutes).Select(line => (line.LineId, line.Verdict)));
    }

    [Fact]
    public void Places_that_are_promised_to_those_who_wait_before_do_not_bind_a_person()
    {
        var ranking = Choose(["near-1"], taken: [0, 0, 0, 0], promised: [1, 0, 0, 0]);

        Assert.Equal("near-1", Assert.Single(ranking.Candidates).LineId);
        Assert.Equal(Verdict.HeldForEarlier, ranking.Explain().Considered.Single(line => line.LineId == "near-1").Verdict);
    }

    [Fact]
    public void Who_sends_a_caller_to_the_emergency_line_is_explained_and_no_line_is_a_candidate()
    {
        var ranking = Choose(PersonsChoice.Of(new EmergencyChosen("1700000000.1", SmallTown.Noon, "aida"))!, taken: [0, 0, 0, 0]);

        Assert.Empty(ranking.Candidates);
        var explanation = Ranking.Resolve(ranking.Explain(), []);
        Assert.Equal(("aida", true, null), (explanation.ChosenBy, explanation.ToEmergency, explanation.ChosenLineId));
        Assert.DoesNotContain(explanation.Considered, line => line.Verdict is Verdict.LostRace);
    }

    [Theory]
    [InlineData("near-1", null)]
    [InlineData("asleep-1", Verdict.OffShift)]
    [InlineData("middle-1", Verdict.Paused)]
    [InlineData("far-1", Verdict.Resting)]
    public void What_stands_against_a_line_stands_against_it_for_a_person_too(string line, Verdict? obstacle)
    {
        town.Snapshot = town.Snapshot with
        {
            Conditions = new Dictionary<string, LineCondition> { ["middle-1"] = new(LineObstacle.Paused, null), ["far-1"] = new(LineObstacle.Resting, null) { ByItself = true } },
        };

        Assert.Equal(obstacle, PersonsChoice.Obstacle(town.Snapshot.Directory.FindLine(line)!, Audience.Victims, town.Snapshot, SmallTown.Noon));
    }

    [Fact]
    public void A_victims_line_is_never_rung_for_a_caller_of_the_perpetrators_number() =>
        Assert.Equal(Verdict.OtherAudience, PersonsChoice.Obstacle(town.Snapshot.Directory.FindLine("near-1")!, Audience.Perpetrators, town.Snapshot, SmallTown.Noon));

    [Fact]
    public void Of_two_people_who_decide_for_one_caller_the_second_changes_nothing()
    {
        var story = Waits();

        Assert.True(story.Give(Said.LineChosen("a-1", after: 5), free: "a-1"));
        Assert.False(story.Give(Said.LineChosen("b-1", after: 5), free: "b-1"));
        Assert.False(story.Give(Said.EmergencyChosen(after: 5)));

        Assert.Equal("a-1", Assert.Single(story.Held));
    }

    [Fact]
    public void Where_the_chosen_line_was_taken_in_the_same_moment_the_caller_goes_on_waiting()
    {
        var story = Waits();

        Assert.False(story.Give(Said.LineChosen("a-1", after: 5), free: null));

        Assert.Equal((CallPhase.Waiting, 1L), (story.State!.Phase, story.State.Version));
    }

    [Fact]
    public void A_caller_whom_a_person_sent_to_the_emergency_line_rings_there_and_is_counted_as_overflowed()
    {
        var story = Waits();

        Assert.True(story.Give(Said.EmergencyChosen(after: 5)));
        Assert.Equal((CallPhase.Ringing, true), (story.State!.Phase, story.State.SentToEmergency));
        Assert.True(story.Give(Said.Emergency(step: 2, after: 6)));
        Assert.True(story.Give(Said.HungUp(after: 60)));

        Assert.Equal(Disposition.Overflowed, story.Ended.Disposition);
    }

    [Fact]
    public void Where_a_round_of_waiting_ended_in_that_moment_the_switch_did_not_obey_and_her_new_question_is_answered()
    {
        var story = Waits();
        story.Give(Said.EmergencyChosen(after: 5));

        Assert.True(story.Give(Said.Wanted(step: 2, after: 5), free: "a-1"));
        Assert.Equal((CallPhase.Ringing, false), (story.State!.Phase, story.State.SentToEmergency));
    }

    [Fact]
    public void A_priority_that_somebody_else_has_changed_meanwhile_is_left_alone()
    {
        var story = Waits();
        story.Give(Said.PrioritySet(CallPriority.Danger, after: 5));

        Assert.False(story.Give(Said.PrioritySet(CallPriority.Behind, after: 6) with { Was = CallPriority.Normal }));
        Assert.True(story.Give(Said.PrioritySet(CallPriority.Behind, after: 7) with { Was = CallPriority.Danger }));
    }

    private static CallStory Waits()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0));
        return story;
    }

    private Ranking Choose(string[] lines, ushort[] taken, ushort[]? promised = null) => Choose(new PersonsChoice("aida", lines), taken, promised);

    private Ranking Choose(PersonsChoice choice, ushort[] taken, ushort[]? promised = null) => Ranking.Of(
        new CallFacts { CallId = "1700000000.1", ReceivedAt = SmallTown.Noon, Region = new("centre-town", RegionSource.AreaCode, RegionCertainty.High) },
        town.Snapshot, SmallTown.Noon, taken, promised, choice: choice);
}
