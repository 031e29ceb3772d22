using CsCheck;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Routing;

public sealed class FallbackPlansTests
{
    [Fact]
    public void A_regions_plan_is_the_ranking_of_a_call_from_there()
    {
        var town = new SmallTown();
        var plan = FallbackPlans.OnDuty(town.Snapshot, World.Start).For("centre-town", CallerWishes.None);
        Assert.Equal(["near-1", "middle-1", "far-1"], plan);
    }

    [Fact]
    public void A_language_is_preferred_but_nobody_is_left_out_for_it()
    {
        var town = new SmallTown();
        var plan = FallbackPlans.OnDuty(town.Snapshot, World.Start).For("centre-town", new("uz"));
        Assert.Equal(["far-1", "near-1", "middle-1"], plan);
    }

    [Fact]
    public void A_plan_is_short_on_shift_and_keeps_one_line_that_never_closes() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = World.Random(seed);
                var plan = FallbackPlans.OnDuty(world.Snapshot, world.Now).For(world.Call.Region.Region, new(world.Call.Wishes.Language));
                var facts = world.Call with { TriedLines = [], Wishes = CallerWishes.None };
                var atOnce = world.Snapshot.Policy with { Tiers = [.. world.Snapshot.Policy.Tiers.Select(tier => tier with { After = TimeSpan.Zero })] };
                var byHand = world.Snapshot.Conditions.Where(line => !line.Value.IsSoft).ToDictionary();
                var ringing = Ranking.Of(facts, world.Snapshot with { Policy = atOnce, Conditions = byHand }, world.Now, most: 1_000).Candidates.Select(line => line.LineId).ToList();
                Assert.Equal(Math.Min(world.Call.Region.Region is null ? FallbackPlans.MaxLines : FallbackPlans.MaxLinesOfRegion, ringing.Count), plan.Distinct().Count());
                Assert.Subset(ringing.ToHashSet(), plan.ToHashSet());
                Assert.Equal(ringing.Any(NeverCloses), plan.Any(NeverCloses));
                bool NeverCloses(string line) => world.Snapshot.Roster.NextChange(line, world.Now) is null;
            },
            iter: 2_000);

    [Fact]
    public void A_plan_for_a_switch_that_knows_no_roster_has_everybody_and_begins_with_the_nearest_that_never_close()
    {
        var town = new SmallTown();
        Assert.Equal(["near-1", "middle-1", "far-1", "asleep-1"], FallbackPlans.WithoutRoster(town.Snapshot, World.Start).For("centre-town", CallerWishes.None));
    }

    [Fact]
    public void No_plan_for_perpetrators_has_a_victims_line()
    {
        var town = new SmallTown();
        Assert.Empty(FallbackPlans.WithoutRoster(town.Snapshot, World.Start).For(null, new(Audience: Audience.Perpetrators)));
    }

    [Fact]
    public void The_line_that_never_closes_stands_last_where_others_are_nearer()
    {
        var town = new SmallTown();
        var near = town.Snapshot.Directory.FindCentre("near")!;
        var centres = town.Snapshot.Directory.Centres.Where(centre => centre.Id == "far")
            .Append(near with { Lines = [.. Enumerable.Range(0, 12).Select(number => near.Lines[0] with { Id = $"near-{number}" })] });
        var directory = new Hotline117.Routing.Directory.CentreDirectory(centres);
        var days = new Shift { Id = "days", Centre = "near", Days = Enum.GetValues<DayOfWeek>(), From = new TimeOnly(8, 0), To = new TimeOnly(18, 0) };
        var always = days with { Id = "always", Centre = "far", From = default, To = default };
        var snapshot = town.Snapshot with { Directory = directory, Roster = new Roster([days, always], directory) };
        var plan = FallbackPlans.OnDuty(snapshot, new DateTimeOffset(2026, 7, 15, 12, 0, 0, TimeSpan.FromHours(6))).For("centre-town", CallerWishes.None);
        Assert.Equal(FallbackPlans.MaxLinesOfRegion, plan.Count);
        Assert.Equal("far-1", plan[^1]);
    }
}
