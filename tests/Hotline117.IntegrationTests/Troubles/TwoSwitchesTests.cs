using Hotline117.AppHost.Machine;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

public sealed class TwoSwitchesTests(TwoSwitchesHotline hotline) : IClassFixture<TwoSwitchesHotline>
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_line_that_talks_on_one_switch_is_not_rung_for_a_caller_of_the_other()
    {
        await BeginAsync(Osh, Uzgen);
        var first = await hotline.DialAsync();
        Assert.Equal(Osh.Id, (await first.NextAsync<CallAnswered>()).LineId);

        await using var second = await hotline.DialSecondAsync();
        var call = await hotline.Events.NextCallAsync();
        var answered = await hotline.Events.NextAsync<CallAnswered>(call.CallId);

        Assert.StartsWith("switch-2", call.CallId, StringComparison.Ordinal);
        Assert.Equal((Uzgen.Id, OfferSource.Router), (answered.LineId, answered.Source));
        Assert.Equal((1, 1), (hotline.Phones.PeakOf(Osh.Number), hotline.Phones.PeakOf(Uzgen.Number)));
        await second.HangUpAsync();
        await hotline.Events.NextAsync<CallEnded>(call.CallId);
        await first.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task While_one_switch_hangs_the_routers_choose_for_every_caller_of_the_other_and_afterwards_for_those_of_both()
    {
        await BeginAsync(Osh);
        var hung = hotline.Second.Endpoints.Pids.Asterisk;
        Posix.Signal(hung, Posix.Stop);
        try
        {
            for (var round = 0; round < 10; round++)
            {
                await RoutedAsync();
            }
        }
        finally
        {
            Posix.Signal(hung, Posix.Continue);
        }

        await SecondRoutedAsync();
        await RoutedAsync();
    }

    [Fact]
    public async Task A_switch_that_is_killed_takes_its_own_calls_only_and_frees_their_lines_when_it_is_back()
    {
        await BeginAsync(Osh, Uzgen);
        var lives = await hotline.DialAsync();
        Assert.Equal(Osh.Id, (await lives.NextAsync<CallAnswered>()).LineId);
        await using var cutOff = await hotline.DialSecondAsync();
        var call = await hotline.Events.NextCallAsync();
        Assert.Equal(Uzgen.Id, (await hotline.Events.NextAsync<CallAnswered>(call.CallId)).LineId);

        Posix.Signal(hotline.Second.Endpoints.Pids.Asterisk, Posix.Kill);
        var third = await hotline.DialUnseenAsync();
        await hotline.Second.RestartAsync("asterisk", TestContext.Current.CancellationToken);

        Assert.Equal(Disposition.Indeterminate, (await hotline.Events.NextAsync<CallEnded>(call.CallId, within: Recovery)).Disposition);
        // She has waited for the line that the dead switch held.
        var waited = await hotline.Events.NextCallAsync();
        Assert.Equal(Uzgen.Id, (await hotline.Events.NextAsync<CallAnswered>(waited.CallId, within: Recovery)).LineId);
        Assert.False(lives.Caller.Ended.IsCompleted);
        await third.HangUpAsync();
        await lives.HangUpAndSettleAsync();
    }

    private async Task BeginAsync(params TestLine[] onShift)
    {
        await hotline.StartAfreshAsync();
        await hotline.OnShiftAsync(onShift);
        await hotline.PlanAsync(onShift);
        await hotline.SecondHasPlanAsync(onShift);
    }

    private async Task RoutedAsync()
    {
        var call = await hotline.DialAsync();
        // The switch alone would ring the same line, two seconds later.
        Assert.Equal(OfferSource.Router, (await call.NextAsync<CallAnswered>()).Source);
        await call.HangUpAndSettleAsync();
    }

    private async Task SecondRoutedAsync() => await Until.TrueAsync(async () =>
    {
        await using var caller = await hotline.DialSecondAsync();
        var call = await hotline.Events.NextCallAsync(Recovery);
        var answered = await hotline.Events.NextAsync<CallAnswered>(call.CallId, within: Recovery);
        await caller.HangUpAsync();
        await hotline.Events.NextAsync<CallEnded>(call.CallId, within: Recovery);
        return answered.Source is OfferSource.Router;
    }, Recovery, "the routers choose for the second switch again");
}
