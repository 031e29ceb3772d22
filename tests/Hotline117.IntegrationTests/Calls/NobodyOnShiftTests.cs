using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class NobodyOnShiftTests(Hotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task Where_nobody_is_on_shift_the_emergency_line_answers()
    {
        await Hotline.OnShiftAsync();

        var call = await Hotline.DialAsync();
        var emergency = await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await call.Caller.PlayAsync(700);
        await Until.TrueAsync(() => Tone.Share(emergency.Sound.Heard, 700) > 0.9);
        var ended = await call.HangUpAndSettleAsync();

        Assert.Equal((Disposition.Overflowed, EndReason.SentToEmergencyLine, null), (ended.Disposition, ended.Reason, ended.LineId));
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task An_emergency_line_that_does_not_answer_is_rung_again_and_the_caller_is_never_hung_up_on()
    {
        await Hotline.OnShiftAsync();
        Hotline.Phones.Set(EmergencyNumber, PhoneHabit.Busy);

        var call = await Hotline.DialAsync();
        for (var round = 0; round < 3; round++)
        {
            await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        }

        Assert.False(call.Caller.Ended.IsCompleted);
        await Hotline.OnShiftAsync(Osh);
        Assert.Equal(Osh.Id, (await call.NextAsync<CallAnswered>()).LineId);
        Assert.Equal(Disposition.Answered, (await call.HangUpAndSettleAsync()).Disposition);
    }
}
