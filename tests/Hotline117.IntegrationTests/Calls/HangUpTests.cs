using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class HangUpTests(Hotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task When_the_caller_hangs_up_the_call_ends_everywhere()
    {
        await Hotline.OnShiftAsync(Osh);
        var call = await Hotline.DialAsync();
        var phone = await Hotline.RingsAsync(Osh);
        await call.NextAsync<CallAnswered>();
        await Until.DoneAsync(phone.PickedUp);

        var ended = await call.HangUpAndSettleAsync();

        await Until.DoneAsync(phone.Ended);
        Assert.Equal(PhoneEnd.CallerGone, await phone.Ended);
        await EndedOnceAsync(call, ended, Disposition.Answered, EndReason.HungUp);
    }

    [Fact]
    public async Task When_the_counsellor_hangs_up_the_call_ends_everywhere()
    {
        await Hotline.OnShiftAsync(Osh);
        var call = await Hotline.DialAsync();
        var phone = await Hotline.RingsAsync(Osh);
        await call.NextAsync<CallAnswered>();

        await phone.HangUpAsync();

        await Until.DoneAsync(call.Caller.Ended);
        await EndedOnceAsync(call, await call.NextAsync<CallEnded>(), Disposition.Answered, EndReason.HungUp);
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_it_rings_is_counted_as_abandoned_and_the_phone_falls_silent()
    {
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var call = await Hotline.DialAsync();
        var phone = await Hotline.RingsAsync(Osh);

        var ended = await call.HangUpAndSettleAsync();

        await Until.DoneAsync(phone.Ended);
        Assert.Equal(PhoneEnd.NeverAnswered, await phone.Ended);
        Assert.Equal(CallPhase.Ringing, (await call.NextAsync<CallAbandoned>()).Phase);
        await EndedOnceAsync(call, ended, Disposition.Abandoned, EndReason.CallerHungUpWhileRinging);
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_waiting_is_counted_as_abandoned()
    {
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Busy);
        var call = await Hotline.DialAsync();
        await call.NextAsync<CallQueued>();

        var ended = await call.HangUpAndSettleAsync();

        Assert.Equal(CallPhase.Waiting, (await call.NextAsync<CallAbandoned>()).Phase);
        await EndedOnceAsync(call, ended, Disposition.Abandoned, EndReason.CallerHungUpWhileWaiting);
    }

    private async Task EndedOnceAsync(HotlineCall call, CallEnded ended, Disposition disposition, EndReason reason)
    {
        Assert.Equal((disposition, reason), (ended.Disposition, ended.Reason));
        await Hotline.AllQuietAsync();
        Assert.Single(call.Events.OfType<CallEnded>());
        Assert.Equal(disposition is Disposition.Abandoned ? 1 : 0, call.Events.OfType<CallAbandoned>().Count());
    }
}
