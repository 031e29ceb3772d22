using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>Whoever took a call over has it as if she had picked up first.</summary>
public class HandedOnTests(Hotline hotline) : TransferredCalls(hotline)
{
    [Fact]
    public async Task A_call_is_handed_on_and_on_and_the_caller_hears_each_counsellor_in_turn()
    {
        var from = TimeProvider.System.GetUtcNow();
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        var second = await HandOverAsync(call, first, FirstTone, Uzgen, SecondTone);
        var third = await HandOverAsync(call, second, SecondTone, Osh, ThirdTone);
        var fourth = await HandOverAsync(call, third, ThirdTone, Uzgen, FirstTone);

        await Until.TrueAsync(() => call.Events.OfType<CallTransferred>().Count() == 3, what: "three transfers are told");
        Assert.Equal(
            [(TransferOutcome.Taken, Osh.Id, Uzgen.Id), (TransferOutcome.Taken, Uzgen.Id, Osh.Id), (TransferOutcome.Taken, Osh.Id, Uzgen.Id)],
            call.Events.OfType<CallTransferred>().Select(told => (told.Outcome, told.FromLineId!, told.ToLineId!)));
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        await fourth.HangUpAsync();
        await Until.DoneAsync(call.Caller.Ended);
        await Hotline.AllQuietAsync();
        await Hotline.CountedAsync(from, calls: 1);
    }

    [Fact]
    public async Task Of_twenty_who_hang_up_in_the_moment_in_which_the_other_picks_up_none_leaves_the_caller_or_keeps_the_other_from_handing_on()
    {
        var (call, counsellor) = await TalkingAsync(Osh, Uzgen);
        for (var round = 0; round < 20; round++)
        {
            var next = round % 2 == 0 ? Uzgen : Osh;
            Hotline.Phones.Set(next.Number, PhoneHabit.Rings);
            await PressAsync(counsellor, 1);
            var other = await Hotline.RingsAsync(next);
            // Neither is always first.
            await Task.WhenAll(LaterAsync(round % 5, other.AnswerAsync), LaterAsync(round % 3, counsellor.HangUpAsync));
            await JoinedAsync(other);
            await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(other.Sound, CallersTone), what: $"the two talk in round {round}");
            counsellor = other;
        }

        await call.HangUpAndSettleAsync();
        await Until.DoneAsync(counsellor.Ended);
        await Hotline.AllQuietAsync();

        static async Task LaterAsync(int milliseconds, Func<Task> act)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds * 3));
            await act();
        }
    }

    [Fact]
    public async Task Whoever_leaves_while_another_rings_is_not_taken_for_her_where_the_switch_is_read_anew_meanwhile()
    {
        var (call, first, second) = await RingingAsync();
        await first.HangUpAsync();
        await Until.TrueAsync(async () => await NowAsync() == (CallPhase.Ringing, Uzgen.Id), what: "the first has left");
        // For each change of the roster a router reads the switch anew, and teaches it the next one only after that.
        await ChangeAsync(Osh, Uzgen, Talas);
        await ChangeAsync(Osh, Uzgen);

        Assert.Equal((CallPhase.Ringing, Uzgen.Id), await NowAsync());
        await second.AnswerAsync();
        await JoinedAsync(second);
        await Until.TrueAsync(async () => await NowAsync() == (CallPhase.Talking, Uzgen.Id), what: "the second has the call");
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();

        async Task<(CallPhase, string?)> NowAsync()
        {
            var live = Assert.Single((await Hotline.LiveAsync()).Calls);
            return (live.Phase, live.LineId);
        }

        async Task ChangeAsync(params TestLine[] lines)
        {
            await Hotline.OnShiftAsync(lines);
            await Hotline.PlanAsync(lines);
        }
    }

    [Fact]
    public async Task Whoever_joins_and_hangs_up_gives_the_call_back_and_it_can_be_handed_over_again()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        var second = await BringInAsync(call, first, Uzgen);
        await second.HangUpAsync();

        Assert.Equal(TransferOutcome.GivenBack, (await call.NextAsync<CallTransferred>()).Outcome);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone));
        await HandOverAsync(call, first, FirstTone, Uzgen, SecondTone);
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task The_first_sends_away_by_key_whom_she_has_brought_in()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        var second = await BringInAsync(call, first, Uzgen);
        await PressAsync(first, 0);

        await Until.DoneAsync(second.Ended);
        Assert.Equal(TransferOutcome.GivenBack, (await call.NextAsync<CallTransferred>()).Outcome);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone));
        await first.HangUpAsync();
        await Until.DoneAsync(call.Caller.Ended);
        await Hotline.AllQuietAsync();
    }

    /// <returns>Who has the call now.</returns>
    private async Task<PhoneCall> HandOverAsync(HotlineCall call, PhoneCall from, double fromTone, TestLine to, double toTone)
    {
        await PressAsync(from, 1);
        var other = await Hotline.RingsAsync(to);
        await JoinedAsync(other, toTone);
        await Until.TrueAsync(() => call.Caller.Sound.HasAll(fromTone, toTone), what: "three talk");
        await from.HangUpAsync();
        await Until.TrueAsync(() => Hears(call.Caller.Sound, toTone) && Hears(other.Sound, CallersTone), what: "the two go on");
        await Until.TrueAsync(async () => Assert.Single((await Hotline.LiveAsync()).Calls) is { Phase: CallPhase.Talking, Transfer: null } live && live.LineId == to.Id, what: "the board shows it");
        return other;
    }
}
