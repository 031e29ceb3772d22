using CsCheck;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Routing;

/// <summary>Several lines ring at once and one answers.</summary>
public sealed class RingAtOnceTests
{
    private static readonly HeldLine Near = new("near-1", "near");
    private static readonly HeldLine Far = new("far-1", "far");
    private static readonly HeldLine Third = new("third-1", "third");

    [Fact]
    public void Who_answers_first_keeps_a_place_and_the_others_are_given_back_with_nothing_that_counts()
    {
        var answered = Apply(Ringing(Near, Far, Third), new LineAnswered("1.1", At(5), Far.LineId))!;
        Assert.Equal((CallPhase.Talking, true), (answered.Next.Phase, answered.Next.Lines.SequenceEqual([Far])));
        Assert.Equal([new LineHad(Far.LineId, LineExperience.Answered), new LineHad(Near.LineId, LineExperience.LeftToAnother, TimeSpan.FromSeconds(5))], answered.Had);
        Assert.Equal([Far.LineId], Cared(answered));
        Assert.Equal((Far.LineId, Far.CentreId), Assert.IsType<CallAnswered>(Assert.Single(answered.Events)) is var told ? (told.LineId, told.CentreId) : default);
        // The other has picked up in the same moment, and what it says comes late.
        Assert.Null(Apply(answered.Next, new LineAnswered("1.1", At(5), Near.LineId)));
    }

    [Fact]
    public void A_nearest_line_that_rang_for_ten_seconds_and_left_the_call_to_another_has_not_answered_and_one_that_began_later_has_nothing_against_it()
    {
        Assert.Equal([Far.LineId, Near.LineId], Cared(Apply(Ringing(Near, Far, Third), new LineAnswered("1.1", At(10), Far.LineId))!));
        Assert.Equal([Near.LineId], Cared(Apply(Ringing(Near, Far, Third), new LineAnswered("1.1", At(15), Near.LineId))!));
    }

    [Fact]
    public void The_answer_of_a_line_that_does_not_ring_for_the_call_is_none()
    {
        Assert.Null(Apply(Ringing(Near, Far), new LineAnswered("1.1", At(5), Third.LineId)));
    }

    [Fact]
    public void All_that_rang_out_have_left_the_caller_unanswered_but_not_those_that_were_engaged()
    {
        var wanted = Wanted(Near, Far, Third) with { Engaged = new HashSet<string> { Far.LineId } };
        var back = Apply(Ringing(Near, Far, Third), wanted)!;
        Assert.Equal([new LineHad(Near.LineId, LineExperience.Unanswered), new LineHad(Third.LineId, LineExperience.Unanswered)], back.Had);
        Assert.Empty(back.Next.Lines);
    }

    [Fact]
    public void A_caller_who_hangs_up_and_a_switch_that_rings_its_plan_give_all_of_them_back()
    {
        Assert.Equal((0, 0), Apply(Ringing(Near, Far), new HungUp("1.1", At(5))) is { } ended ? (ended.Next.Lines.Count, ended.Had.Count) : default);
        var fallback = Apply(Ringing(Near, Far), new FallbackOffered("1.1", At(5), 2, Far.LineId, Far.CentreId))!;
        Assert.Equal([Far], fallback.Next.Lines);
        Assert.Empty(fallback.Had);
    }

    [Fact]
    public void The_policy_says_how_many_and_after_how_many_offers_and_while_others_wait_it_is_one()
    {
        var rule = new RingRule(3, AfterOffers: 1);
        Assert.Equal([1, 3, 3], Enumerable.Range(0, 3).Select(offers => rule.LinesFor(offers, othersWait: false)));
        Assert.Equal(1, rule.LinesFor(2, othersWait: true));
        Assert.Equal(1, new RingRule().LinesFor(0, othersWait: false));
        Assert.Equal(["atOnce", "afterOffers"], PolicyRules.Check(RoutingPolicy.Default with { Ring = new RingRule(6, -1) }).Select(problem => problem.Field));
        Assert.Equal(["nextAfterSeconds"], PolicyRules.Check(RoutingPolicy.Default with { Ring = rule with { NextAfter = TimeSpan.FromSeconds(21) } }).Select(problem => problem.Field));
        Assert.Equal("the last line would begin to ring when its place is thought free again",
            Assert.Single(PolicyRules.Check(RoutingPolicy.Default with { Ring = new RingRule(5) { NextAfter = TimeSpan.FromSeconds(20) }, Care = new() { LongestRing = TimeSpan.FromSeconds(80) } })).What);
        Assert.NotEqual(RoutingPolicy.Default.Version, (RoutingPolicy.Default with { Ring = rule }).Version);
        Assert.Equal([TimeSpan.Zero, RingRule.Default.NextAfter], new[] { CallPriority.Danger, CallPriority.Normal }.Select(RingRule.Default.NextAfterFor));
    }

    [Fact]
    public void The_decision_says_who_rings_who_rings_too_and_who_was_lost_to_another_call()
    {
        Explanation("a-1", "b-1", "c-1", "d-1", out var explanation);
        var told = Ranking.Resolve(explanation, ["b-1", "c-1"]);
        Assert.Equal("b-1", told.ChosenLineId);
        Assert.Equal([Contracts.Decisions.Verdict.LostRace, Contracts.Decisions.Verdict.Chosen, Contracts.Decisions.Verdict.RingsToo,
            Contracts.Decisions.Verdict.FurtherAway], told.Considered.Select(line => line.Verdict));
    }

    [Fact]
    public void In_100_000_races_none_has_two_answerers_and_none_drops_a_live_leg_and_all_places_come_back() =>
        Gen.Int.Sample(seed => new RingingRace(new Random(seed)).Run(), iter: 100_000);

    private static void Explanation(string a, string b, string c, string d, out Contracts.Decisions.Explanation explanation) =>
        explanation = Explanations.Of(1) with
        {
            Considered = [.. new[] { a, b, c, d }.Select(line => new Contracts.Decisions.ConsideredLine
            {
                LineId = line, CentreId = line[..1], TravelMinutes = 1, Verdict = Contracts.Decisions.Verdict.FurtherAway,
            })],
        };

    private static IEnumerable<string> Cared(CallTransition transition)
    {
        var town = new SmallTown().Snapshot;
        return LineCare.For(transition, CarePolicy.Default, town.Directory, town.Roster).Select(care => care.LineId);
    }

    private static CallTransition? Apply(CallState before, CallSignal signal) => Call.Apply(before, signal, Guid.NewGuid);

    private static CallState Ringing(params HeldLine[] lines) =>
        Call.Offered(Call.Apply(null, new LineWanted("1.1", At(0), 1, CallerRegion.Unknown, CallerWishes.None, new HashSet<string>()), Guid.NewGuid)!.Next, At(0), lines);

    private static LineWanted Wanted(params HeldLine[] tried) =>
        new("1.1", At(20), 2, CallerRegion.Unknown, CallerWishes.None, tried.Select(line => line.LineId).ToHashSet());

    private static DateTimeOffset At(int seconds) => World.Start.AddSeconds(seconds);
}
