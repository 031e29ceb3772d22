using Hotline117.Routing.Decisions;

namespace Hotline117.UnitTests.Simulation;

public sealed class SimulatedEveningTests
{
    private static readonly RoutingSnapshot Country = SampleCountry.Load();

    [Fact]
    public void On_a_normal_evening_only_a_telephone_that_nobody_picks_up_keeps_a_caller_for_more_than_ten_seconds()
    {
        var figures = SimulatedEvenings.Normal.Run(Country, evenings: 28, seed: 1);

        Assert.Empty(figures.Faults);
        Assert.InRange(figures.Connected, 2_000, 10_000);
        Assert.All(figures.Calls.Where(call => call.ConnectedAt is not null && call.SystemTime.TotalSeconds > 10), call => Assert.NotEqual(0, call.Unanswered));
        Assert.InRange(figures.MeanSystemSeconds, 0, 3.5);
    }

    [Fact]
    public void With_the_policy_as_shipped_more_than_993_of_1000_callers_reach_a_counsellor_in_ten_seconds_and_few_telephones_ring_for_nothing()
    {
        var figures = SimulatedEvenings.Normal.Run(Country, evenings: 56, seed: 117);

        Assert.Empty(figures.Faults);
        Assert.InRange(figures.WithinTenSeconds, 0.993, 1);
        Assert.InRange(figures.MeanSystemSeconds, 0, 3.5);
        Assert.InRange(figures.RangForNothing.Share, 0, 0.15);
    }

    [Fact]
    public void After_a_news_story_nobody_is_overtaken_no_line_has_too_many_and_every_call_ends_once()
    {
        var figures = SimulatedEvenings.News.Run(Country, evenings: 1, seed: 1);

        Assert.Empty(figures.Faults);
        Assert.InRange(figures.WaitedForStaff.Share, 0.1, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_evening()
    {
        var (one, other) = (Seconds(1), Seconds(1));

        Assert.Equal(one, other);
        Assert.NotEqual(one, Seconds(2));

        static IEnumerable<TimeSpan> Seconds(int seed) => SimulatedEvenings.Normal.Run(Country, evenings: 1, seed).Calls.Select(call => call.SystemTime);
    }
}
