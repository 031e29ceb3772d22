using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>Who still holds the telephone when the caller has gone keys what the call was.</summary>
public class WrapUpByKeyTests(Hotline hotline) : TransferredCalls(hotline)
{
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

    [Fact]
    public async Task Who_took_the_call_over_keys_it()
    {
        await Hotline.SetGlobalAsync("WRAP_UP_PROMPT", Hotline.Prompt("wrap-up-stored"));
        await Hotline.SetGlobalAsync("WRAP_UP_STORED", "");
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        var second = await BringInAsync(call, first, Uzgen);
        await first.HangUpAsync();
        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(second.Sound, CallersTone));
        await call.HangUpAndSettleAsync();

        await PressAllAsync(second, [0, 2, 4, 0, 4]);

        Assert.Equal("legal", (await call.NextAsync<CallWrappedUp>()).WrapUp.Help);
        await Until.DoneAsync(second.Ended);
    }

    [Fact]
    public async Task The_emergency_line_that_took_it_over_is_asked_nothing()
    {
        await Hotline.SetGlobalAsync("WRAP_UP_PROMPT", Hotline.Prompt("wrap-up-stored"));
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        await PressAsync(first, 9);
        var emergency = await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await JoinedAsync(emergency);
        await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone));
        await first.HangUpAsync();
        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(emergency.Sound, CallersTone));
        await call.HangUpAsync();

        await emergency.Ended.WaitAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
    }

    private static async Task PressAllAsync(PhoneCall phone, int[] keys)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        foreach (var key in keys)
        {
            await phone.PressAsync(key);
        }
    }
}
