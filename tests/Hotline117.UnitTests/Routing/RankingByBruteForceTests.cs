using CsCheck;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Decisions;

namespace Hotline117.UnitTests.Routing;

/// <summary>The ranking against one that was written independently (<see cref="RankingOracle"/>).</summary>
public sealed class RankingByBruteForceTests
{
    /// <summary>Each is a world of its own: a directory, a roster, roads, a policy, conditions, places taken, a caller, a moment.</summary>
    private const int Worlds = 100_000;

    [Fact]
    public void Every_decision_agrees_with_the_policy_by_brute_force() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var ranking = RankedAsTheOracleSays(world);
                var few = Ranking.Of(world.Call, world.Snapshot, world.Now, world.Taken, most: 2);
                Assert.Equal(ranking.Candidates.Take(2), few.Candidates);
            },
            iter: Worlds);

    [Fact]
    public void A_policy_that_changes_while_nobody_picks_up_holds_from_the_next_decision_on() =>
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var world = World.Random(seed);
                for (var attempt = 0; attempt < 5; attempt++)
                {
                    var next = RankedAsTheOracleSays(world).Candidates.FirstOrDefault();
                    world = world with
                    {
                        Snapshot = world.Snapshot with { Policy = World.Policy(random) },
                        Call = world.Call with { Attempt = world.Call.Attempt + 1, TriedLines = [.. world.Call.TriedLines, .. next is null ? [] : new[] { next.LineId }] },
                        Now = world.Now.AddSeconds(random.Next(25)),
                    };
                }
            },
            iter: Worlds / 10);

    private static Ranking RankedAsTheOracleSays(World world)
    {
        var ranking = Ranking.Of(world.Call, world.Snapshot, world.Now, world.Taken, most: 1_000);
        var expected = RankingOracle.Judge(world);
        var considered = ranking.Explain().Considered;
        Assert.Equal(expected.Count, considered.Count);
        Assert.All(considered, line => Assert.Equal((expected[line.LineId].Verdict, expected[line.LineId].Minutes), (line.Verdict, line.TravelMinutes)));
        Assert.All(considered.Zip(considered.Skip(1)), pair => AssertNotAfter(expected[pair.First.LineId], expected[pair.Second.LineId]));
        var free = considered.Where(line => line.Verdict is Verdict.FurtherAway).Concat(considered.Where(line => line.Verdict is Verdict.Busy)).Select(line => line.LineId);
        Assert.Equal(free, ranking.Candidates.Select(line => line.LineId));
        return ranking;
    }

    private static void AssertNotAfter(RankingOracle.Judgement one, RankingOracle.Judgement next) =>
        Assert.True(string.CompareOrdinal(one.Order, next.Order) <= 0, $"{one.Order} stands before {next.Order}");
}
