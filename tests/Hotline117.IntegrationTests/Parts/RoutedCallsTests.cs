using Hotline117.AppHost.Watching;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;

namespace Hotline117.IntegrationTests.Parts;

public sealed class RoutedCallsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 3, 4, TimeSpan.Zero);
    private readonly RoutedCalls calls = new();

    [Fact]
    public void A_call_is_told_once_when_somebody_answers()
    {
        Assert.Empty(calls.Apply(Changes(0.1, Call(CallPhase.Ringing, 0.1))));
        var told = Assert.Single(calls.Apply(Changes(2.1, Call(CallPhase.Talking, 2.1))));
        Assert.EndsWith("osh-city (area code) → ak-jurok-1 · talking after 2.1 s", told, StringComparison.Ordinal);
        Assert.Empty(calls.Apply(Changes(3, Call(CallPhase.Talking, 2.1))));
        Assert.Empty(calls.Apply(Ended(9)));
    }

    [Fact]
    public void A_caller_who_hangs_up_while_it_rings_is_told()
    {
        calls.Apply(Changes(0.1, Call(CallPhase.Ringing, 0.1)));
        var told = Assert.Single(calls.Apply(Ended(4)));
        Assert.EndsWith("→ ringing ak-jurok-1 · the caller hung up after 4.0 s", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_attempt_and_the_switch_alone_are_told()
    {
        var told = Assert.Single(calls.Apply(Changes(5, Call(CallPhase.Talking, 5) with { Attempt = 2, Source = OfferSource.SwitchFallback })));
        Assert.Contains("ak-jurok-1 at the 2nd attempt (the switch alone) · talking", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_that_talked_before_we_watched_are_not_told()
    {
        calls.Reset(new LiveSnapshot(1, Start, [Call(CallPhase.Talking, 1)], []));
        Assert.Empty(calls.Apply(Changes(6, Call(CallPhase.Talking, 1))));
    }

    private static LiveChanges Changes(double seconds, LiveCall call) => new(2, Start.AddSeconds(seconds), [call], [], []);

    private static LiveChanges Ended(double seconds) => new(3, Start.AddSeconds(seconds), [], ["call-1"], []);

    private static LiveCall Call(CallPhase phase, double since) => new()
    {
        CallId = "call-1",
        Phase = phase,
        ReceivedAt = Start,
        PlaceSince = Start,
        PhaseSince = Start.AddSeconds(since),
        Region = "osh-city",
        RegionSource = RegionSource.AreaCode,
        RegionCertainty = RegionCertainty.High,
        Language = null,
        Attempt = 1,
        LineId = "ak-jurok-1",
        CentreId = "ak-jurok",
        Source = OfferSource.Router,
    };
}
