using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.FaultTests.Real;

public sealed class SwitchClockTests(FaultyHotline hotline) : IClassFixture<FaultyHotline>
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(2);

    [Fact]
    public async Task A_caller_for_whom_a_telephone_rings_while_the_switchs_clock_is_set_back_by_hours_reaches_the_next()
    {
        await hotline.OnShiftAsync(Osh, Talas);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var caller = await hotline.DialUnseenAsync();
        await hotline.RingsAsync(Osh);
        hotline.Clocks.Step(-Step, ["asterisk"]);
        try
        {
            await ReachesAsync(caller, Talas);
            Assert.Contains("its clock was set back", await File.ReadAllTextAsync(Path.Combine(hotline.Stack.Logs, "routing.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            hotline.Clocks.Step(Step, ["asterisk"]);
        }
    }

    [Fact]
    public async Task A_caller_who_came_while_the_switchs_clock_was_hours_ahead_reaches_the_next_once_it_is_set_back()
    {
        await hotline.OnShiftAsync(Osh, Talas);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        hotline.Clocks.Step(Step, ["asterisk"]);
        Caller caller;
        try
        {
            caller = await hotline.DialUnseenAsync();
            await hotline.RingsAsync(Osh);
        }
        finally
        {
            hotline.Clocks.Step(-Step, ["asterisk"]);
        }

        await ReachesAsync(caller, Talas);
    }

    [Fact]
    public async Task A_caller_who_is_asked_for_her_language_when_the_switchs_clock_is_set_back_by_hours_is_asked_no_more()
    {
        await hotline.OnShiftAsync(Osh);
        await hotline.SetGlobalAsync("LANGUAGE_MENU", hotline.Prompt("language"));
        var caller = await hotline.DialUnseenAsync();
        await caller.HearsVoiceAsync();
        hotline.Clocks.Step(-Step, ["asterisk"]);
        try
        {
            await ReachesAsync(caller, Osh);
        }
        finally
        {
            hotline.Clocks.Step(Step, ["asterisk"]);
        }
    }

    [Fact]
    public async Task A_caller_who_came_while_no_router_heard_the_switch_and_its_clock_was_hours_ahead_is_found_once_one_hears_it_again()
    {
        await hotline.OnShiftAsync(Osh);
        await hotline.PlanAsync([Osh]);
        hotline.Ami.Cut();
        Caller caller;
        try
        {
            hotline.Clocks.Step(Step, ["asterisk"]);
            caller = await hotline.DialUnseenAsync();
            await caller.HearsVoiceAsync();
            hotline.Clocks.Step(-Step, ["asterisk"]);
        }
        finally
        {
            hotline.Ami.Mend();
        }

        await ReachesAsync(caller, Osh);
    }

    private async Task ReachesAsync(Caller caller, TestLine line)
    {
        var phone = await hotline.RingsAsync(line, Until.Patience);
        await Until.DoneAsync(phone.PickedUp);
        await caller.HangUpAsync();
    }
}
