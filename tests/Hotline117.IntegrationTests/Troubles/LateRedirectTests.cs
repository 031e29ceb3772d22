using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Decisions;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>An answer to the switch's first question that arrives when it has asked another, or has gone on alone.</summary>
public class LateRedirectTests(SecondHotline hotline) : FaultyCallTests(hotline)
{
    private static readonly string[] _late = [$"hotline-offer,{Osh.Id}.1,1", "hotline-wait,1,1", "hotline-emergency,1,1"];

    [Fact]
    public async Task It_does_not_part_those_whom_the_switch_has_connected_alone()
    {
        await using var dead = await Hotline.LeavePlanAndDieAsync(Talas);
        var caller = await Hotline.DialUnseenAsync();
        var phone = await Hotline.RingsAsync(Talas, Until.Patience);
        await TalkAsync(caller, phone);

        await StaysAsync(phone);
        await caller.HangUpAsync();
        await Until.DoneAsync(phone.Ended);
    }

    [Fact]
    public async Task It_does_not_take_away_the_line_that_the_switch_rings_alone()
    {
        await Hotline.SetGlobalAsync("RING_SECONDS", "20");
        await using var dead = await Hotline.LeavePlanAndDieAsync(Talas);
        Hotline.Phones.Set(Talas.Number, PhoneHabit.Rings);
        var caller = await Hotline.DialUnseenAsync();
        await Hotline.RingsAsync(Talas, Until.Patience);

        await RedirectAsync(_late[0]);
        var again = await Hotline.RingsAsync(Talas, Until.Patience);
        await again.AnswerAsync();
        await TalkAsync(caller, again);

        Assert.Equal(0, Hotline.Phones.PeakOf(Osh.Number));
        await caller.HangUpAsync();
        await Until.DoneAsync(again.Ended);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task It_does_not_part_those_whom_a_router_has_connected(int ringAtOnce)
    {
        await Hotline.PutPolicyAsync(Hotline.PolicyWith(new RingRule(ringAtOnce)));
        try
        {
            await Hotline.OnShiftAsync(Uzgen, Talas);
            Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
            Hotline.Phones.Set(Talas.Number, PhoneHabit.Rings);
            var call = await Hotline.DialAsync(CallerInOsh);
            var phone = await Hotline.RingsAsync(ringAtOnce > 1 ? Talas : Uzgen);
            await phone.AnswerAsync();
            await TalkAsync(call.Caller, phone);

            await StaysAsync(phone);
            Assert.Equal(Disposition.Answered, (await call.HangUpAndSettleAsync()).Disposition);
            await Until.DoneAsync(phone.Ended);
        }
        finally
        {
            await Hotline.PutPolicyAsync(Hotline.PolicyText);
        }
    }

    [Fact]
    public async Task Who_waits_or_is_rung_for_goes_on_waiting_or_is_rung_for_again()
    {
        await Hotline.OnShiftAsync(Talas);
        Hotline.Phones.Set(Talas.Number, PhoneHabit.Rings);
        var call = await Hotline.DialAsync(CallerInOsh);
        await Hotline.RingsAsync(Talas);

        await RedirectAsync(_late[0]);
        var phone = await Hotline.RingsAsync(Talas);
        await phone.AnswerAsync();
        Assert.Equal(Talas.Id, (await call.NextAsync<CallAnswered>()).LineId);
        var second = await Hotline.DialAsync(CallerInOsh);
        await second.NextAsync<CallQueued>();
        await RedirectAsync("hotline-offer,any.0,1");
        await call.Caller.HangUpAsync();
        var free = await Hotline.RingsAsync(Talas);
        await free.AnswerAsync();

        Assert.Equal(Talas.Id, (await second.NextAsync<CallAnswered>()).LineId);
        await second.HangUpAndSettleAsync();
    }

    private async Task StaysAsync(PhoneCall phone)
    {
        foreach (var late in _late)
        {
            await RedirectAsync(late);
            await HearsAsync(phone);
        }

        Assert.Equal((0, false), (Hotline.Phones.PeakOf(Osh.Number), phone.Ended.IsCompleted));
    }

    // Of the last caller's own channel: the newest is listed first.
    private async Task RedirectAsync(string to)
    {
        var channel = (await Hotline.SwitchAsync("core show channels concise")).Split('\n').First(line => line.StartsWith("PJSIP/carrier-", StringComparison.Ordinal)).Split('!')[0];
        await Hotline.SwitchAsync($"channel redirect {channel} {to}");
    }
}
