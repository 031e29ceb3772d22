using CsCheck;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Routing;

public sealed class RankingTests
{
    [Fact]
    public void The_line_of_a_caller_who_was_cut_off_goes_first_where_it_is_a_candidate_and_nothing_else_changes() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var lines = world.Snapshot.Directory.Lines;
                var preferred = lines.Count == 0 ? "none" : lines[new Random(seed).Next(lines.Count)].Id;
                var usual = Ranking.Of(world.Call, world.Snapshot, world.Now, world.Taken, most: 1_000);
                var ranking = Ranking.Of(world.Call with { CameBack = true, PreferredLine = preferred }, world.Snapshot, world.Now, world.Taken, most: 1_000);
                var few = Ranking.Of(world.Call with { CameBack = true, PreferredLine = preferred }, world.Snapshot, world.Now, world.Taken, most: 2);

                var verdict = usual.Explain().Considered.Where(line => line.LineId == preferred).Select(line => (Verdict?)line.Verdict).FirstOrDefault();
                var before = usual.Explain().Considered.Count(line => line.Verdict is Verdict.FurtherAway);
                var expected = usual.Candidates.Select(line => line.LineId).ToList();
                if (expected.Remove(preferred))
                    expected.Insert(verdict is Verdict.FurtherAway ? 0 : before, preferred);
                Assert.Equal(expected, ranking.Candidates.Select(line => line.LineId));
                Assert.Equal(ranking.Candidates.Take(2), few.Candidates);
                Assert.Equal(usual.Explain().Considered.OrderBy(line => line.LineId), ranking.Explain().Considered.OrderBy(line => line.LineId));
                Assert.Equal((usual.IsHopeless, preferred), (ranking.IsHopeless, ranking.Explain().CutOff!.LineId));
                if (verdict is Verdict.FurtherAway or Verdict.Busy)
                    Assert.Equal(preferred, ranking.Explain().Considered[0].LineId);
            },
            iter: 20_000);

    [Fact]
    public void The_order_of_the_directory_changes_nothing() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var shuffled = new CentreDirectory(world.Snapshot.Directory.Centres.Reverse().Select(centre => centre with { Lines = [.. centre.Lines.Reverse()] }));
                var content = world.Snapshot.Roster.Content;
                var turned = content with { Shifts = [.. content.Shifts.Reverse()], Exceptions = [.. content.Exceptions.Reverse()] };
                var snapshot = world.Snapshot with { Directory = shuffled, Roster = new Roster(turned, shuffled, World.Holidays) };
                var one = Ranking.Of(world.Call, world.Snapshot, world.Now).Explain();
                var other = Ranking.Of(world.Call, snapshot, world.Now).Explain();
                Assert.Equal(one.Considered, other.Considered);
                Assert.Equal((one.DirectoryVersion, one.RosterVersion), (other.DirectoryVersion, other.RosterVersion));
            },
            iter: 2_000);

    [Fact]
    public void An_explanation_names_every_line_of_a_small_directory_once_whichever_is_chosen() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var ranking = Ranking.Of(world.Call, world.Snapshot, world.Now, world.Taken);
                foreach (var chosen in ranking.Candidates.Select(line => line.LineId).Append(null))
                {
                    var explanation = Ranking.Resolve(ranking.Explain(), chosen is null ? [] : [chosen]);
                    Assert.Equal(world.Snapshot.Directory.Lines.Select(line => line.Id).Order(), explanation.Considered.Select(line => line.LineId).Order());
                    Assert.Equal(chosen, explanation.ChosenLineId);
                    Assert.Equal(chosen, explanation.Considered.Where(line => line.Verdict is Verdict.Chosen).Select(line => line.LineId).SingleOrDefault());
                    Assert.Empty(explanation.NotNamed);
                }
            },
            iter: 2_000);

    [Fact]
    public void In_a_large_directory_the_nearest_lines_are_named_and_all_others_counted()
    {
        var town = new SmallTown();
        var near = town.Snapshot.Directory.FindCentre("near")!;
        var directory = new CentreDirectory(Enumerable.Range(0, 500).Select(number => near with
        {
            Id = $"c{number}",
            Lines = [near.Lines[0] with { Id = $"c{number}-1" }],
        }));
        var always = town.Snapshot.Roster.Shifts[0] with { Lines = [.. directory.Lines.Take(300).Select(line => line.Id)] };
        town.Snapshot = town.Snapshot with { Directory = directory, Roster = new Roster([always], directory) };
        var explanation = town.Rank(region: "centre-town").Explain();
        Assert.Equal(Explanation.MaxConsidered, explanation.Considered.Count);
        Assert.Equal(500 - Explanation.MaxConsidered, explanation.NotNamed.Values.Sum());
        Assert.Equal(200 - explanation.Considered.Count(line => line.Verdict is Verdict.OffShift), explanation.NotNamed[Verdict.OffShift]);
    }

    [Fact]
    public void A_decision_allocates_nothing_for_a_line_that_it_does_not_name()
    {
        // What the runtime compiles anew meanwhile may allocate some bytes less; the smallest object for each line would be 24.
        Assert.InRange(Allocated(4_000), 0, Allocated(1_000) + 1_000);

        static long Allocated(int lines)
        {
            var town = new CentreDirectory([new Centre
            {
                Id = "big",
                Name = new LocalizedText(null, null, "Big"),
                Region = "nowhere",
                Town = "Town",
                Languages = ["ky"],
                Lines = [.. Enumerable.Range(0, lines).Select(line => new Line { Id = $"l{line}", Number = $"{100_000 + line}" })],
            }]);
            var always = new Shift { Id = "always", Centre = "big", Days = Enum.GetValues<DayOfWeek>(), From = default, To = default };
            var snapshot = new RoutingSnapshot(town, new Roster([always], town), RoutingPolicy.Default, World.Random(1).Snapshot.TravelTimes);
            var call = new CallFacts { CallId = "1700000000.1", ReceivedAt = World.Start };
            var taken = Enumerable.Range(0, lines).Select(line => (ushort)(line % 2)).ToArray();
            Ranking.Of(call, snapshot, World.Start, taken);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Ranking.Of(call, snapshot, World.Start, taken);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void A_line_thought_free_that_was_taken_in_the_same_moment_lost_a_race_and_one_known_to_be_taken_was_busy()
    {
        var ranking = new SmallTown().Rank(region: "centre-town", taken: [1, 0, 0, 0]);
        Assert.Equal([Verdict.OffShift, Verdict.Busy, Verdict.Chosen, Verdict.FurtherAway], Verdicts(ranking, "middle-1"));
        Assert.Equal([Verdict.OffShift, Verdict.Busy, Verdict.LostRace, Verdict.Chosen], Verdicts(ranking, "far-1"));
        Assert.Equal([Verdict.OffShift, Verdict.Chosen, Verdict.FurtherAway, Verdict.FurtherAway], Verdicts(ranking, "near-1"));
        Assert.Equal([Verdict.OffShift, Verdict.Busy, Verdict.LostRace, Verdict.LostRace], Verdicts(ranking, null));
    }

    [Fact]
    public void Lines_thought_free_are_asked_for_before_those_thought_busy() =>
        Assert.Equal(["middle-1", "far-1", "near-1"], new SmallTown().Rank(region: "centre-town", taken: [1, 0, 1, 0]).Candidates.Select(line => line.LineId));

    [Fact]
    public void Everybody_paused_by_hand_is_hopeless_and_everybody_paused_by_itself_is_rung()
    {
        var town = new SmallTown();
        town.Snapshot = town.Snapshot with { Conditions = AllPaused(byItself: false) };
        Assert.True(town.Rank(region: "centre-town").IsHopeless);
        town.Snapshot = town.Snapshot with { Conditions = AllPaused(byItself: true) };
        var ranking = town.Rank(region: "centre-town");
        Assert.Equal(["near-1", "middle-1", "far-1"], ranking.Candidates.Select(line => line.LineId));
        Assert.True(ranking.LastResort);

        Dictionary<string, LineCondition> AllPaused(bool byItself) =>
            town.Snapshot.Directory.Lines.ToDictionary(line => line.Id, _ => new LineCondition(LineObstacle.Paused, null) { ByItself = byItself });
    }

    [Fact]
    public void Nobody_rostered_is_hopeless_at_once_and_everybody_busy_or_tried_is_not()
    {
        var town = new SmallTown();
        Assert.False(town.Rank(region: null, taken: [1, 1, 2, 1]).IsHopeless);
        Assert.False(town.Rank(region: null, tried: ["near-1", "middle-1", "far-1"]).IsHopeless);
        town.Snapshot = town.Snapshot with { Roster = Roster.Empty };
        Assert.True(town.Rank(region: null).IsHopeless);
    }

    [Fact]
    public void A_tier_whose_time_has_not_come_is_kept_back_while_a_better_one_has_somebody_on_duty()
    {
        var town = new SmallTown();
        CentreKind[] kinds = [CentreKind.CrisisCentre];
        town.Snapshot = town.Snapshot with
        {
            Policy = new RoutingPolicy { Tiers = [new("near", kinds) { WithinMinutes = 15 }, new("country", kinds) { After = TimeSpan.FromSeconds(20) }] },
        };
        Assert.Equal([Verdict.OffShift, Verdict.Chosen, Verdict.NotYet, Verdict.NotYet], Verdicts(town.Rank(region: "centre-town"), "near-1"));
        Assert.Equal(3, town.Rank(region: "centre-town", waited: TimeSpan.FromSeconds(20)).CandidateCount);
        Assert.Equal(["middle-1", "far-1"], town.Rank(region: "centre-town", tried: ["near-1"]).Candidates.Select(line => line.LineId));
    }

    [Fact]
    public void Only_lines_that_speak_the_callers_language_are_rung_at_first()
    {
        var ranking = new SmallTown().Rank(region: "centre-town", language: "uz");
        Assert.Equal(["far-1"], ranking.Candidates.Select(line => line.LineId));
        Assert.Empty(ranking.Relaxed);
        Assert.Equal(2, ranking.Explain().Considered.Count(line => line.Verdict == Verdict.OtherLanguage));
    }

    [Fact]
    public void Where_nobody_on_shift_speaks_it_another_language_is_better_than_none()
    {
        var ranking = new SmallTown().Rank(region: "centre-town", language: "en");
        Assert.Equal(3, ranking.CandidateCount);
        Assert.Equal([Requirement.Language], ranking.Relaxed);
    }

    [Fact]
    public void Where_all_who_speak_it_have_been_tried_the_others_are_rung()
    {
        var ranking = new SmallTown().Rank(region: "centre-town", language: "uz", tried: ["far-1"]);
        Assert.Equal(["near-1", "middle-1"], ranking.Candidates.Select(line => line.LineId));
        Assert.Equal([Requirement.Language], ranking.Relaxed);
    }

    [Fact]
    public void Who_has_waited_long_enough_is_offered_to_all_but_first_to_those_who_speak_the_language()
    {
        var ranking = new SmallTown().Rank(region: "centre-town", language: "uz", waited: RoutingPolicy.Default.Wishes[0].RequiredFor);
        Assert.Equal(["far-1", "near-1", "middle-1"], ranking.Candidates.Select(line => line.LineId));
        Assert.Equal([Requirement.Language], ranking.Relaxed);
    }

    [Fact]
    public void With_no_language_chosen_none_is_relaxed() => Assert.Empty(new SmallTown().Rank(region: null).Relaxed);

    [Fact]
    public void Calls_from_nowhere_are_shared_by_the_whole_country_as_capacity_deserves()
    {
        var town = new SmallTown();
        var first = Enumerable.Range(0, 8_000).Select(call => town.Rank(region: null, callId: $"1700000000.{call}").Candidates.First()).ToList();
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
        var ranking = Ranking.Of(world.Call, empty, world.Now);
        Assert.Empty(ranking.Candidates);
        Assert.Empty(ranking.Explain().Considered);
        Assert.True(ranking.IsHopeless);
    }

    private static IEnumerable<Verdict> Verdicts(Ranking ranking, string? chosen) =>
        Ranking.Resolve(ranking.Explain(), chosen is null ? [] : [chosen]).Considered.Select(line => line.Verdict);

    [Fact]
    public void The_telephones_language_decides_only_between_lines_that_are_equally_near()
    {
        var town = new SmallTown();
        foreach (var callId in Enumerable.Range(0, 50).Select(number => $"1700000000.{number}"))
        {
            Assert.Equal("far-1", town.Rank(null, hint: "uz", callId: callId).Candidates.First().LineId);
            Assert.Equal("near-1", town.Rank("centre-town", hint: "uz", callId: callId).Candidates.First().LineId);
        }

        Assert.Equal(3, town.Rank(null, hint: "uz").Candidates.Count());
        Assert.Equal(3, town.Rank(null, hint: "en").Candidates.Count());
    }
}
