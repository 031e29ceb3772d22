using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Live;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>What the switch hands over alone.</summary>
public class TransferWithoutRouterTests(Hotline hotline) : TransferredCalls(hotline)
{
    [Fact]
    public async Task Emergency_112_is_joined_while_no_router_lives()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        await using var dead = Hotline.KillRouters();

        await PressAsync(first, 9);
        var emergency = await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await JoinedAsync(emergency);
        await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone));
        await first.HangUpAsync();

        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(emergency.Sound, CallersTone));
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        await call.HangUpAsync();
        await Until.DoneAsync(emergency.Ended);
    }

    [Fact]
    public async Task Routers_that_die_while_it_rings_do_not_keep_the_other_from_joining()
    {
        var (call, first, second) = await RingingAsync();
        await using (Hotline.KillRouters())
        {
            await JoinAsync(second);
            await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone));
            await first.HangUpAsync();
            await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(second.Sound, CallersTone));
            Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        }

        await Hotline.AllReadyAsync();
        await IsAsync(live => live is { Phase: CallPhase.Talking, Transfer: null } && live.LineId == Uzgen.Id, "the second has the call, for the board as well");
        var told = await call.NextAsync<CallTransferred>();
        Assert.Equal((TransferOutcome.Taken, Osh.Id, Uzgen.Id), (told.Outcome, told.FromLineId, told.ToLineId));
        await call.HangUpAndSettleAsync();
        await Until.DoneAsync(second.Ended);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Routers_that_come_back_know_that_the_first_has_left_and_another_still_rings()
    {
        var (call, first, second) = await RingingAsync();
        await using (Hotline.KillRouters())
        {
            await first.HangUpAsync();
            await Until.DoneAsync(first.Ended);
        }

        await IsAsync(live => live.Phase is CallPhase.Ringing && live.LineId == Uzgen.Id, "the first has left");
        await JoinAsync(second);
        await IsAsync(live => live is { Phase: CallPhase.Talking, Transfer: null } && live.LineId == Uzgen.Id, "the second has the call");
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Routers_that_come_back_know_that_three_talk()
    {
        var (call, first, second) = await RingingAsync();
        await using (Hotline.KillRouters())
        {
            await JoinAsync(second);
            await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone));
        }

        await IsAsync(live => live is { Phase: CallPhase.Talking, Transfer.JoinedAt: not null } && live.LineId == Osh.Id, "three talk");
        await second.HangUpAsync();
        Assert.Equal(TransferOutcome.GivenBack, (await call.NextAsync<CallTransferred>()).Outcome);
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Three_who_talk_are_still_three_for_routers_that_come_back_and_go_on_as_two()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        var second = await BringInAsync(call, first, Uzgen);
        await Until.TrueAsync(async () => Assert.Single((await Hotline.LiveAsync()).Calls).Transfer is { JoinedAt: not null });
        await using (Hotline.KillRouters())
        {
        }

        await Hotline.AllReadyAsync();
        await IsAsync(live => live.Transfer?.JoinedAt is not null, "the board shows three who talk");
        await first.HangUpAsync();
        Assert.Equal(TransferOutcome.Taken, (await call.NextAsync<CallTransferred>()).Outcome);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(second.Sound, CallersTone));
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task While_no_router_lives_the_counsellor_is_told_that_no_centre_can_be_had_and_goes_on()
    {
        await Hotline.SetGlobalAsync("TRANSFER_FAILED", Hotline.Prompt("transfer-failed"));
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        await using var dead = Hotline.KillRouters();

        await PressAsync(first, 1);
        await Until.TrueAsync(
            () => Tone.Share(first.Sound.Heard, CallersTone) < 0.9 && Tone.Loudness(first.Sound.Heard) > 0 && Hears(call.Caller.Sound, FirstTone),
            what: "the counsellor hears the prompt and the caller hears her alone");
        await Until.TrueAsync(() => Hears(first.Sound, CallersTone), what: "the prompt is over");
        Assert.Equal(0, Hotline.Phones.PeakOf(Uzgen.Number));
        await call.HangUpAsync();
        await Until.DoneAsync(first.Ended);
    }

    // A router answers callers before it has looked at those who talk.
    private Task IsAsync(Func<LiveCall, bool> known, string what) => Until.TrueAsync(async () => (await Hotline.LiveAsync()).Calls is [var live] && known(live), what: what);
}
