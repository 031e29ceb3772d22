using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Decisions;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>
/// What other helplines' and queues' switches got wrong, on the real one, told in the issues of github.com/bmlt-enabled/yap, asterisk/asterisk (app_queue), signalwire/freeswitch
/// (mod_callcenter) and techmatters/flex-plugins (Aselo). Faults of decisions are in the unit tests of the same name.
/// </summary>
public class WhatBrokeOthersTests(Hotline hotline) : CallTests(hotline)
{
    private const double CallersTone = 700;

    /// <summary>yap 702 and 971: one number that does not exist, and nobody else's phone rang nor was there any end to the ringing.</summary>
    [Fact]
    public async Task A_number_that_does_not_exist_and_one_that_the_switch_has_lost_lead_to_the_next_centre_at_once()
    {
        await Hotline.OnShiftAsync(Osh, Uzgen, Manas);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.DoesNotExist);
        var sealedNumber = (await Hotline.SwitchAsync($"database get dialgroup hotline117-line-{Uzgen.Id}")).Split(':')[^1].Trim();
        await Hotline.SwitchAsync($"dialplan set global DIALGROUP(hotline117-line-{Uzgen.Id}) \"\"");

        var call = await Hotline.DialAsync();
        var answered = await call.NextAsync<CallAnswered>();
        await Hotline.SwitchAsync($"dialplan set global DIALGROUP(hotline117-line-{Uzgen.Id}) {sealedNumber}");

        Assert.Equal(Manas.Id, answered.LineId);
        Assert.InRange(answered.WaitedMilliseconds, 0, 2_000);
        Assert.Equal([Osh.Id, Uzgen.Id, Manas.Id], call.Events.OfType<CallOffered>().Select(offer => offer.LineId));
        await call.HangUpAndSettleAsync();
    }

    /// <summary>mod_callcenter 2529: the caller had hung up before the agent's telephone began to ring; it rang, and whoever answered heard nothing.</summary>
    [Fact]
    public async Task No_phone_goes_on_ringing_for_a_caller_who_hangs_up_in_the_moment_in_which_she_is_answered()
    {
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var caller = await Hotline.DialUnseenAsync();
            await caller.Answered;
            await Task.Delay(5 * attempt, TestContext.Current.CancellationToken);
            await caller.HangUpAsync();
        }

        await Hotline.AllQuietAsync();
        Assert.Equal(0, await RingingAsync());
    }

    /// <summary>app_queue 176: two agents' telephones that answer by themselves, in the same moment, were both put through to one caller.</summary>
    [Fact]
    public async Task Of_two_telephones_that_answer_by_themselves_in_the_same_moment_one_has_the_caller_and_the_other_is_let_go_without_a_word()
    {
        await Hotline.PutPolicyAsync(Hotline.PolicyWith(new RingRule(2)));
        try
        {
            await Hotline.OnShiftAsync(Osh, Uzgen);
            for (var attempt = 0; attempt < 10; attempt++)
            {
                var call = await Hotline.DialAsync(CallerInOsh);
                await call.Caller.PlayAsync(CallersTone);
                PhoneCall[] both = [await Hotline.RingsAsync(Osh), await Hotline.RingsAsync(Uzgen)];
                var winner = (await call.NextAsync<CallAnswered>()).LineId;
                var (taken, lost) = winner == Osh.Id ? (both[0], both[1]) : (both[1], both[0]);

                await Until.DoneAsync(lost.Ended);
                await Until.TrueAsync(() => Tone.Share(taken.Sound.Heard, CallersTone) > 0.9);
                Assert.InRange(Tone.Share(lost.Sound.Heard, CallersTone), 0, 0.01);
                Assert.False(taken.Ended.IsCompleted);
                await call.HangUpAndSettleAsync();
                Assert.Single(call.Events.OfType<CallAnswered>());
                await Hotline.AllQuietAsync();
            }
        }
        finally
        {
            await Hotline.PutPolicyAsync(Hotline.PolicyText);
        }
    }

    /// <summary>Aselo, whose prompt for the language was played again as long as no key came (mended for one helpline by techmatters/flex-plugins 2581).</summary>
    [Fact]
    public async Task Whoever_cannot_press_a_key_is_asked_for_the_language_once_and_put_through()
    {
        await Hotline.SetGlobalAsync("LANGUAGE_MENU", "beep");
        await Hotline.SetGlobalAsync("KEY_SECONDS", "1");
        await Hotline.OnShiftAsync(Osh);

        var call = await Hotline.DialAsync();

        Assert.Equal(Osh.Id, (await call.NextAsync<CallAnswered>()).LineId);
        Assert.Null(Assert.Single(await call.ExplainAsync()).Language);
        await call.HangUpAndSettleAsync();
    }

    /// <summary>How many phones still ring that began to.</summary>
    private async Task<int> RingingAsync()
    {
        var ringing = 0;
        while (Hotline.Phones.TryNextCall(Osh.Number) is { } phone)
        {
            await Until.DoneAsync(phone.Ended);
            ringing += await phone.Ended is PhoneEnd.NeverAnswered or PhoneEnd.CallerGone ? 0 : 1;
        }

        return ringing;
    }
}
