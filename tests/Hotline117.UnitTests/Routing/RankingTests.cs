using CsCheck;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Routing;

public sealed class RankingTests
{
    [Fact]
    public void Every_decision_agrees_with_the_policy_by_brute_force() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var ranking = RoutingPolicy.Default.Rank(world.Call, world.Snapshot, world.Now);
                var expected = RankingOracle.Judge(world);
                Assert.Equal(Without(expected, obstacle => obstacle is null), ranking.Candidates.Select(candidate => candidate.LineId).Order());
                Assert.Equal(Without(expected, obstacle => obstacle is not null), ranking.Excluded.Select(line => line.LineId).Order());
                Assert.All(ranking.Excluded, line => Assert.Equal(expected[line.LineId].Obstacle, line.Verdict));
                Assert.All(ranking.Candidates, line => AssertSame(expected[line.LineId].Minutes, line.TravelMinutes));
                Assert.All(ranking.Candidates.Zip(ranking.Candidates.Skip(1)), pair =>
                    Assert.True(NotAfter(expected[pair.First.LineId], expected[pair.Second.LineId])));
            },
            iter: 5_000);

    [Fact]
    public void The_order_of_the_directory_changes_nothing() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var shuffled = new CentreDirectory(world.Snapshot.Directory.Centres.Reverse().Select(centre => centre with { Lines = [.. centre.Lines.Reverse()] }));
                var snapshot = world.Snapshot with { Directory = shuffled, Roster = new Roster(world.Snapshot.Roster.Shifts.Reverse(), shuffled) };
                var one = RoutingPolicy.Default.Rank(world.Call, world.Snapshot, world.Now);
                var other = RoutingPolicy.Default.Rank(world.Call, snapshot, world.Now);
                Assert.Equal(one.Candidates, other.Candidates);
                Assert.Equal(one.Excluded, other.Excluded);
                Assert.Equal(one.DirectoryVersion, other.DirectoryVersion);
                Assert.Equal(one.RosterVersion, other.RosterVersion);
            },
            iter: 1_000);

    [Fact]
    public void An_explanation_names_every_line_of_the_directory_once() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var ranking = RoutingPolicy.Default.Rank(world.Call, world.Snapshot, world.Now);
                for (int? chosen = ranking.Candidates.Count - 1; chosen >= -1; chosen--)
                {
                    var explanation = ranking.Explain(chosen < 0 ? null : chosen);
                    Assert.Equal(world.Snapshot.Directory.Lines.Select(line => line.Id).Order(), explanation.Considered.Select(line => line.LineId).Order());
                    Assert.Equal(chosen < 0 ? null : ranking.Candidates[chosen.Value].LineId, explanation.ChosenLineId);
                }
            },
            iter: 1_000);

    [Fact]
    public void Lines_before_the_chosen_one_were_busy_and_those_behind_it_are_further_away()
    {
        var ranking = new SmallTown().Rank(region: "centre-town");
        Assert.Equal([Verdict.Busy, Verdict.Chosen, Verdict.FurtherAway, Verdict.OffShift], ranking.Explain(1).Considered.Select(line => line.Verdict));
        Assert.Equal([Verdict.Busy, Verdict.Busy, Verdict.Busy, Verdict.OffShift], ranking.Explain(null).Considered.Select(line => line.Verdict));
        Assert.Null(ranking.Explain(null).ChosenLineId);
    }

    [Fact]
    public void Only_lines_that_speak_the_callers_language_are_rung_at_first()
    {
        var ranking = new SmallTown().Rank(region: "centre-town", language: "uz");
        Assert.Equal(["far-1"], ranking.Candidates.Select(line => line.LineId));
        Assert.False(ranking.LanguageRelaxed);
        Assert.Equal(2, ranking.Excluded.Count(line => line.Verdict == Verdict.OtherLanguage));
    }

    [Fact]
    public void Where_nobody_on_shift_speaks_it_another_language_is_better_than_none()
    {
        var ranking = new SmallTown().Rank(region: "centre-town", language: "en");
        Assert.Equal(3, ranking.Candidates.Count);
        Assert.True(ranking.LanguageRelaxed);
        Assert.True(ranking.Explain(0).LanguageRelaxed);
    }

    [Fact]
    public void Where_all_who_speak_it_have_been_tried_the_others_are_rung()
    {
        var ranking = new SmallTown().Rank(region: "centre-town", language: "uz", tried: ["far-1"]);
        Assert.Equal(["near-1", "middle-1"], ranking.Candidates.Select(line => line.LineId));
        Assert.True(ranking.LanguageRelaxed);
    }

    [Fact]
    public void Who_has_waited_long_enough_is_offered_to_all_but_first_to_those_who_speak_the_language()
    {
        var ranking = new SmallTown().Rank(region: "centre-town", language: "uz", waited: RoutingPolicy.Default.LanguageRequiredFor);
        Assert.Equal(["far-1", "near-1", "middle-1"], ranking.Candidates.Select(line => line.LineId));
        Assert.True(ranking.LanguageRelaxed);
    }

    [Fact]
    public void With_no_language_chosen_none_is_relaxed() => Assert.False(new SmallTown().Rank(region: null).LanguageRelaxed);

    [Fact]
    public void Calls_from_nowhere_are_shared_by_the_whole_country_as_capacity_deserves()
    {
        var town = new SmallTown();
        var first = Enumerable.Range(0, 8_000).Select(call => town.Rank(region: null, callId: $"1700000000.{call}").Candidates[0]).ToList();
        Assert.All(first, candidate => Assert.Null(candidate.TravelMinutes));
        var places = new Dictionary<string, int> { ["near-1"] = 1, ["middle-1"] = 1, ["far-1"] = 2 };
        foreach (var (line, capacity) in places)
            Assert.Equal(8_000 * capacity / 4.0, first.Count(candidate => candidate.LineId == line), tolerance: 200);
    }

    [Fact]
    public void An_empty_directory_leaves_nobody_and_says_so()
    {
        var world = World.Random(1);
        var empty = world.Snapshot with { Directory = CentreDirectory.Empty, Roster = Roster.Empty };
        var ranking = RoutingPolicy.Default.Rank(world.Call, empty, world.Now);
        Assert.Empty(ranking.Candidates);
        Assert.Empty(ranking.Explain(null).Considered);
    }

    private static IEnumerable<string> Without(IReadOnlyDictionary<string, RankingOracle.Judgement> judged, Func<Verdict?, bool> keep) =>
        judged.Where(each => keep(each.Value.Obstacle)).Select(each => each.Key).Order();

    private static bool NotAfter(RankingOracle.Judgement one, RankingOracle.Judgement next) =>
        one.Speaks == next.Speaks ? one.Minutes <= next.Minutes : one.Speaks;

    private static void AssertSame(double expected, int? actual) => Assert.Equal(double.IsInfinity(expected) ? null : (int)expected, actual);
}
