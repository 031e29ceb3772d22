using System.Net;
using Hotline117.AppHost.Machine;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Decisions;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>A counsellor hands the call over to somebody else; the caller is never alone.</summary>
public class TransferTests(Hotline hotline) : CallTests(hotline)
{
    private const double CallersTone = 700;
    private const double FirstTone = 1150;
    private const double SecondTone = 1900;
    private const int Star = 10;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    // As the sample has it: a second line would ring after a while, so the first is answered on a leg.
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Hotline.PutPolicyAsync(Hotline.PolicyWith(RingRule.Default));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Hotline.PutPolicyAsync(Hotline.PolicyText);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Another_centre_rings_beside_the_conversation_joins_it_and_goes_on_with_the_caller_alone()
    {
        var from = TimeProvider.System.GetUtcNow();
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        await PressAsync(first, 1);
        var second = await Hotline.RingsAsync(Uzgen);

        await Until.TrueAsync(async () => Assert.Single((await Hotline.LiveAsync()).Calls).Transfer is { To: "centre", LineId: "uzgen-1", JoinedAt: null });
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone), what: "the two talk on while it rings");
        await JoinAsync(second);
        await Until.TrueAsync(() => HearsSome(call.Caller.Sound, FirstTone, SecondTone), what: "the caller hears both");
        await Until.TrueAsync(() => HearsSome(first.Sound, CallersTone, SecondTone), what: "the first counsellor hears both");
        await Until.TrueAsync(() => HearsSome(second.Sound, CallersTone, FirstTone), what: "the second counsellor hears both");
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
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        await PressAsync(first, 1);
        var second = await Hotline.RingsAsync(Uzgen);

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
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        await PressAsync(first, 1);
        var second = await Hotline.RingsAsync(Uzgen);

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
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        await PressAsync(first, 1);
        var second = await Hotline.RingsAsync(Uzgen);
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

    [Fact]
    public async Task Emergency_112_is_joined_while_no_router_lives()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        await using var dead = Hotline.KillRouters();

        await PressAsync(first, 9);
        var emergency = await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await JoinedAsync(emergency);
        await Until.TrueAsync(() => HearsSome(call.Caller.Sound, FirstTone, SecondTone));
        await first.HangUpAsync();

        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(emergency.Sound, CallersTone));
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        await call.HangUpAsync();
        await Until.DoneAsync(emergency.Ended);
    }

    [Fact]
    public async Task Routers_that_die_while_it_rings_do_not_keep_the_other_from_joining()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        await PressAsync(first, 1);
        var second = await Hotline.RingsAsync(Uzgen);
        await using (Hotline.KillRouters())
        {
            await JoinAsync(second);
            await Until.TrueAsync(() => HearsSome(call.Caller.Sound, FirstTone, SecondTone));
            await first.HangUpAsync();
            await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(second.Sound, CallersTone));
            Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        }

        await Hotline.AllReadyAsync();
        await call.HangUpAndSettleAsync();
        await Until.DoneAsync(second.Ended);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task A_dispatcher_hands_a_call_over_and_takes_it_back_and_both_are_in_the_audit_trail()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        using (var wrong = await Hotline.PostAsync($"/api/v1/calls/{call.Id}/transfer", new { to = "lawyer", reason = "asked for" }))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        using (var forbidden = await Hotline.PostAsync($"/api/v1/calls/{call.Id}/transfer", new { to = "centre", reason = "asked for" }, Roles.Ministry))
        {
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        }

        using (var begun = await Hotline.PostAsync($"/api/v1/calls/{call.Id}/transfer", new { to = "centre", reason = "asked for" }, Roles.Dispatcher))
        {
            Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        }

        var second = await Hotline.RingsAsync(Uzgen);
        await Until.TrueAsync(async () => Assert.Single((await Hotline.LiveAsync()).Calls).Transfer is { LineId: "uzgen-1" });
        using (var ended = await Hotline.SendAsync(HttpMethod.Delete, $"{Hotline.Stack.Endpoints.Routing}/api/v1/calls/{call.Id}/transfer", Roles.Dispatcher))
        {
            Assert.Equal(HttpStatusCode.Accepted, ended.StatusCode);
        }

        await Until.DoneAsync(second.Ended);
        Assert.Equal(TransferOutcome.Cancelled, (await call.NextAsync<CallTransferred>()).Outcome);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone));
        await Until.TrueAsync(() => Hotline.Events.All.Select(seen => seen.Event).OfType<OperatorActed>().Count(act => act.Target == call.Id) == 2);
        await first.HangUpAsync();
        await Until.DoneAsync(call.Caller.Ended);
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

    [Theory]
    [InlineData]
    [InlineData(9, 9, 1, 0, 1)]
    public async Task After_the_caller_has_gone_the_counsellor_keys_what_the_call_was_and_is_asked_again_for_a_code_that_does_not_exist(params int[] wrong)
    {
        await Hotline.SetGlobalAsync("WRAP_UP_PROMPT", Hotline.Prompt("wrap-up-stored"));
        await Hotline.SetGlobalAsync("WRAP_UP_STORED", "");
        await Hotline.SetGlobalAsync("WRAP_UP_WRONG", "");
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        await call.HangUpAndSettleAsync();

        await PressAllAsync(first, wrong ?? []);
        await PressAllAsync(first, [0, 2, 4, 0, 4]);

        var said = (await call.NextAsync<CallWrappedUp>()).WrapUp;
        Assert.Equal(("legal", "high", "police"), (said.Help, said.Risk, said.Referral));
        await Until.DoneAsync(first.Ended);
    }

    private static async Task PressAllAsync(PhoneCall phone, int[] keys)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        foreach (var key in keys)
        {
            await phone.PressAsync(key);
        }
    }

    private async Task<(HotlineCall Call, PhoneCall First)> TalkingAsync(params TestLine[] onShift)
    {
        await Hotline.OnShiftAsync(onShift);
        var call = await Hotline.DialAsync(CallerInOsh);
        var first = await Hotline.RingsAsync(onShift[0]);
        Assert.Equal(onShift.Length > 1, (await call.NextAsync<CallOffered>()).Also.Count > 0);
        await call.NextAsync<CallAnswered>();
        await call.Caller.PlayAsync(CallersTone);
        first.Play(FirstTone);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone));
        return (call, first);
    }

    private static async Task PressAsync(PhoneCall phone, int key)
    {
        await phone.PressAsync(Star);
        await phone.PressAsync(7);
        // Where no prompt is played nobody hears that the switch listens now.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await phone.PressAsync(key);
    }

    private static async Task JoinAsync(PhoneCall phone)
    {
        await phone.AnswerAsync();
        await JoinedAsync(phone);
    }

    private static async Task JoinedAsync(PhoneCall phone)
    {
        await Until.DoneAsync(phone.PickedUp);
        phone.Play(SecondTone);
    }

    private static bool Hears(RtpStream sound, double tone) => Tone.Share(sound.Heard, tone) > 0.9;

    private static bool HearsSome(RtpStream sound, params double[] tones) => tones.All(tone => Tone.Share(sound.Heard, tone) > 0.25);
}
