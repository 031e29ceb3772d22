using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Alarms;
using Hotline117.Routing.Cover;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.UnitTests.Routing;
using static Hotline117.UnitTests.Routing.SmallTown;

namespace Hotline117.UnitTests.Rosters;

public sealed class CoverHourTests
{
    private static readonly RegionMap Regions = new(
        new[] { "centre-town", "near", "middle", "far", "asleep" }.Select(id => new Region(id, null, new LocalizedText(null, null, id), id)));

    private static readonly string[] Ids = [.. Regions.All.Select(region => region.Id)];

    private static readonly RoutingSnapshot Town = new SmallTown().Snapshot with
    {
        Policy = RoutingPolicy.Default with { Alarms = new AlarmPolicy { CoverWithin = TimeSpan.FromMinutes(25) } },
    };

    [Fact]
    public void Who_is_on_duty_stands_ready_with_all_places_unless_paused_or_not_reached_and_who_rests_is_there()
    {
        var now = CoverNow.Of(Town with { Conditions = Kept(("near-1", LineObstacle.Resting), ("middle-1", LineObstacle.Paused)) }, Regions, Noon);

        Assert.Equal([new("near", 1), new("middle", 0), new("far", 2)], now.Centres);
        Assert.True(now.IsAnybodyReady);
    }

    [Fact]
    public void A_region_is_covered_while_somebody_near_enough_stands_ready()
    {
        Assert.Empty(CoverNow.Of(Town, Regions, Noon).Uncovered!);
        // From near it is 10 minutes to the town, 15 to asleep, 30 to middle and 40 to far; who sits in middle and far is paused.
        Assert.Equal(["far", "middle"], CoverNow.Of(Town with { Conditions = Kept(("middle-1", LineObstacle.Paused), ("far-1", LineObstacle.Unreachable)) }, Regions, Noon).Uncovered!.Order());
    }

    [Fact]
    public void Where_the_policy_does_not_say_what_is_near_nothing_is_said_of_regions()
    {
        var silent = Town with { Policy = Town.Policy with { Alarms = new AlarmPolicy { CoverWithin = TimeSpan.Zero } } };

        var told = Hour((Noon, CoverNow.Of(silent, Regions, Noon)));

        Assert.Empty(told.Regions);
        Assert.Equal((1, 1), (told.MinutesSeen, told.Covered));
    }

    [Fact]
    public void An_hour_tells_the_minutes_of_each_centre_and_region_and_how_many_were_looked_at()
    {
        var told = Hour(
            (Noon, Now(("near", 1), ("far", 2))),
            (Noon.AddMinutes(1), Now(["middle"], ("near", 0), ("far", 2))),
            (Noon.AddMinutes(59.9), Now([.. Ids], ("near", 0))));

        Assert.Equal((3, 2, Noon, Noon.AddHours(1)), (told.MinutesSeen, told.Covered, told.Hour, told.OccurredAt));
        Assert.Equal([new("far", 2, 2, 4), new("near", 3, 1, 1)], told.Centres);
        Assert.Equal([new("asleep", 2), new("centre-town", 2), new("far", 2), new("middle", 1), new("near", 2)], told.Regions);
    }

    [Fact]
    public void A_minute_is_counted_once_and_only_in_its_own_hour()
    {
        var hour = CoverHour.At(Noon.AddMinutes(30)).With(Now(("near", 1)), Ids, Noon)!;

        Assert.Null(hour.With(Now(("near", 1)), Ids, Noon.AddSeconds(59)));
        Assert.Null(hour.With(Now(("near", 1)), Ids, Noon.AddHours(1)));
        Assert.Null(hour.With(Now(("near", 1)), Ids, Noon.AddTicks(-1)));
        Assert.True(hour.IsOverAt(Noon.AddHours(1)));
        Assert.False(hour.IsOverAt(Noon.AddHours(1).AddTicks(-1)));
    }

    [Fact]
    public void An_hour_at_which_nobody_looked_is_not_told_and_one_without_a_soul_on_duty_is()
    {
        Assert.Empty(CoverHour.At(Noon).Told());

        var told = Hour((Noon, Now()));

        Assert.Equal((1, 0, 0), (told.MinutesSeen, told.Covered, told.Centres.Count));
    }

    [Fact]
    public void Whoever_tells_an_hour_tells_it_with_the_same_ids_and_another_hour_with_others()
    {
        var one = CoverHour.At(Noon).With(Now(("near", 1)), Ids, Noon)!;
        var other = CoverHour.At(Noon).With(Now(), Ids, Noon.AddMinutes(7))!;
        var next = CoverHour.At(Noon.AddHours(1)).With(Now(("near", 1)), Ids, Noon.AddHours(1))!;

        Assert.Equal(Assert.Single(one.Told()).EventId, Assert.Single(other.Told()).EventId);
        Assert.NotEqual(Assert.Single(one.Told()).EventId, Assert.Single(next.Told()).EventId);
    }

    [Fact]
    public void Of_many_centres_an_hour_is_told_in_parts_and_what_is_told_of_the_whole_stands_in_each()
    {
        var many = Enumerable.Range(0, CoverCounted.MostTold + 1).Select(i => new CentreNow($"c{i:0000}", 1)).ToList();

        var parts = CoverHour.At(Noon).With(new(many, new HashSet<string>()), Ids, Noon)!.Told().ToList();

        Assert.Equal([(0, CoverCounted.MostTold, Ids.Length), (1, 1, 0)], parts.Select(part => (part.Part, part.Centres.Count, part.Regions.Count)));
        Assert.All(parts, part => Assert.Equal((1, 1), (part.MinutesSeen, part.Covered)));
        Assert.Equal(2, parts.Select(part => part.EventId).Distinct().Count());
    }

    private static CoverCounted Hour(params (DateTimeOffset At, CoverNow Now)[] looks) =>
        Assert.Single(looks.Aggregate(CoverHour.At(looks[0].At), (hour, look) => hour.With(look.Now, Ids, look.At)!).Told());

    private static CoverNow Now(params (string Centre, int Places)[] centres) => Now([], centres);

    private static CoverNow Now(string[] uncovered, params (string Centre, int Places)[] centres) =>
        new([.. centres.Select(centre => new CentreNow(centre.Centre, centre.Places))], uncovered.ToHashSet());

    private static Dictionary<string, LineCondition> Kept(params (string Line, LineObstacle Obstacle)[] lines) =>
        lines.ToDictionary(line => line.Line, line => new LineCondition(line.Obstacle, null));
}
