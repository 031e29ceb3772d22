using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>A counsellor hands the call over to somebody else; the caller is never alone.</summary>
public class TransferTests(Hotline hotline) : TransferredCalls(hotline)
{
    [Fact]
    public async Task Another_centre_rings_beside_the_conversation_joins_it_and_goes_on_with_the_caller_alone()
    {
        var from = TimeProvider.System.GetUtcNow();
        var (call, first, second) = await RingingAsync();

        await Until.TrueAsync(async () => Assert.Single((await Hotline.LiveAsync()).Calls).Transfer is { To: "centre", LineId: "uzgen-1", JoinedAt: null });
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone), what: "the two talk on while it rings");
        await JoinAsync(second);
        await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone), what: "the caller hears both");
        await Until.TrueAsync(() => first.Sound.HasAll(CallersTone, SecondTone), what: "the first counsellor hears both");
        await Until.TrueAsync(() => second.Sound.HasAll(CallersTone, FirstTone), what: "the second counsellor hears both");
        await first.HangUpAsync();
        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(second.Sound, CallersTone), what: "the two go on");

        var told = await call.NextAsync<CallTransferred>();
        Assert.Equal((TransferOutcome.Taken, Osh.Id, Uzgen.Id, "centre"), (told.Outcome, told.FromLineId, told.ToLineId, told.To));
        Assert.Equal((CallPhase.Talking, Uzgen.Id), Assert.Single((await Hotline.LiveAsync()).Calls) is var live ? (live.Phase, live.LineId) : default);
        Assert.Equal([Osh.Id, Uzgen.Id], (await call.ExplainAsync()).Select(decision => decision.ChosenLineId));
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        Assert.All(Hotline.Phones.Received.Where(message => message.Method == "INVITE" && message["To"].Contains(Uzgen.Number, StringComparison.Ordinal)), invite => Assert.Contains("117", invite["From"], StringComparison.Ordinal));
        await call.HangUpAndSettleAsync();
        await Until.DoneAsync(second.Ended);
        await Hotline.AllQuietAsync();
        Assert.Equal(1, (await Hotline.CountedAsync(from, calls: 1)).Total.Transferred);
    }

    [Theory]
    [InlineData(PhoneHabit.Declines)]
    [InlineData(PhoneHabit.Busy)]
    [InlineData(PhoneHabit.Rings)]
    public async Task Where_nobody_takes_the_call_the_first_counsellor_alone_is_told_and_goes_on(PhoneHabit habit)
    {
        await Hotline.SetGlobalAsync("RING_SECONDS", "2");
        await Hotline.SetGlobalAsync("TRANSFER_FAILED", Hotline.Prompt("transfer-failed"));
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        Hotline.Phones.Set(Uzgen.Number, habit);
        await PressAsync(first, 1);
        await Hotline.RingsAsync(Uzgen);

        await Until.TrueAsync(
            () => Tone.Share(first.Sound.Heard, CallersTone) < 0.9 && Tone.Loudness(first.Sound.Heard) > 0 && Hears(call.Caller.Sound, FirstTone),
            what: "the counsellor hears the prompt and the caller hears her alone");
        Assert.Equal(TransferOutcome.NotTaken, (await call.NextAsync<CallTransferred>()).Outcome);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone));
        Assert.Equal((CallPhase.Talking, Osh.Id), Assert.Single((await Hotline.LiveAsync()).Calls) is var live ? (live.Phase, live.LineId) : default);
        await first.HangUpAsync();
        await Until.DoneAsync(call.Caller.Ended);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task A_caller_who_hangs_up_while_being_handed_over_frees_both_phones_and_lines()
    {
        var (call, first, second) = await RingingAsync();

        await call.HangUpAndSettleAsync();

        await Until.DoneAsync(first.Ended);
        Assert.Equal(PhoneEnd.NeverAnswered, await second.Ended.WaitAsync(Until.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(TransferOutcome.CallerHungUp, (await call.NextAsync<CallTransferred>()).Outcome);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Three_who_talk_all_end_with_the_caller()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        await PressAsync(first, 1);
        var second = await Hotline.RingsAsync(Uzgen);
        await JoinedAsync(second);

        await call.HangUpAndSettleAsync();

        await Until.DoneAsync(first.Ended);
        await Until.DoneAsync(second.Ended);
        Assert.Equal(TransferOutcome.Taken, (await call.NextAsync<CallTransferred>()).Outcome);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task A_counsellor_who_hangs_up_in_mid_transfer_leaves_the_caller_with_music_until_the_other_picks_up()
    {
        var (call, first, second) = await RingingAsync();

        await first.HangUpAsync();
        await Until.TrueAsync(() => Tone.Share(call.Caller.Sound.Heard, FirstTone) < 0.1 && Tone.Loudness(call.Caller.Sound.Heard) > 50, what: "the caller hears music");
        await Until.TrueAsync(async () => Assert.Single((await Hotline.LiveAsync()).Calls) is { Phase: CallPhase.Ringing, LineId: "uzgen-1" });
        await JoinAsync(second);

        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(second.Sound, CallersTone));
        Assert.Equal(TransferOutcome.Taken, (await call.NextAsync<CallTransferred>()).Outcome);
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        await second.HangUpAsync();
        await Until.DoneAsync(call.Caller.Ended);
        await call.NextAsync<CallEnded>();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task A_counsellor_who_hangs_up_and_another_who_refuses_lead_to_a_third_and_the_caller_is_never_without_sound()
    {
        var (call, first, second) = await RingingAsync();
        await Hotline.OnShiftAsync(Manas);
        await first.HangUpAsync();
        await Until.DoneAsync(first.Ended);
        await second.RefuseAsync(603, "Decline");

        var third = await Hotline.RingsAsync(Manas);
        third.Play(SecondTone);

        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(third.Sound, CallersTone));
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }
}
