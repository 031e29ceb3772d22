using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Live;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.FaultTests.Real;

public sealed class SwitchClockTests(FaultyHotline hotline) : IClassFixture<FaultyHotline>, IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(2);

    public async ValueTask InitializeAsync() => await hotline.StartAfreshAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_caller_for_whom_a_telephone_rings_while_the_switchs_clock_is_set_back_by_hours_reaches_the_next()
    {
        await hotline.OnShiftAsync(Osh, Talas);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var caller = await hotline.DialUnseenAsync();
        await hotline.RingsAsync(Osh);
        await StepAsync(-Step);
        try
        {
            await ReachesAsync(caller, Talas);
            Assert.Contains("its clock was set back", await File.ReadAllTextAsync(Path.Combine(hotline.Stack.Logs, "routing.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            await StepAsync(Step);
        }
    }

    [Fact]
    public async Task A_caller_who_came_while_the_switchs_clock_was_hours_ahead_reaches_the_next_once_it_is_set_back()
    {
        await hotline.OnShiftAsync(Osh, Talas);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        await StepAsync(Step);
        Caller caller;
        try
        {
            caller = await hotline.DialUnseenAsync();
            await hotline.RingsAsync(Osh);
        }
        finally
        {
            await StepAsync(-Step);
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
        await StepAsync(-Step);
        try
        {
            await ReachesAsync(caller, Osh);
        }
        finally
        {
            await StepAsync(Step);
        }
    }

    [Fact]
    public async Task A_caller_who_came_while_no_router_heard_the_switch_and_its_clock_was_hours_ahead_is_found_once_one_hears_it_again()
    {
        await hotline.OnShiftAsync(Osh);
        await hotline.PlanAsync([Osh]);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        hotline.Ami.Cut();
        Caller caller;
        try
        {
            await StepAsync(Step);
            caller = await hotline.DialUnseenAsync();
            await hotline.RingsAsync(Osh);
            await StepAsync(-Step);
            hotline.Phones.Set(Osh.Number, PhoneHabit.Answers);
        }
        finally
        {
            hotline.Ami.Mend();
        }

        await ReachesAsync(caller, Osh);
    }

    [Fact]
    public async Task A_caller_who_came_before_and_began_to_wait_while_no_router_heard_the_switch_and_its_clock_was_hours_ahead_is_found_as_well()
    {
        await hotline.OnShiftAsync(Osh, Talas);
        await hotline.PlanAsync([Osh, Talas]);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        hotline.Phones.Set(Talas.Number, PhoneHabit.Rings);
        var caller = await hotline.DialUnseenAsync();
        await hotline.RingsAsync(Osh);
        hotline.Ami.Cut();
        try
        {
            await StepAsync(Step);
            await hotline.RingsAsync(Talas);
            await StepAsync(-Step);
            hotline.Phones.Set(Talas.Number, PhoneHabit.Answers);
        }
        finally
        {
            hotline.Ami.Mend();
        }

        await ReachesAsync(caller, Talas);
    }

    [Fact]
    public async Task A_caller_who_is_being_handed_over_while_no_router_hears_the_switch_and_its_clock_is_set_back_by_hours_reaches_the_next()
    {
        await hotline.SetGlobalAsync("HOLD_SECONDS", "6");
        await hotline.OnShiftAsync(Osh, Talas);
        var caller = await hotline.DialUnseenAsync();
        var first = await hotline.RingsAsync(Osh);
        await OneTalksAsync();
        hotline.Ami.Cut();
        try
        {
            // *7
            await first.PressAsync(10);
            await first.PressAsync(7);
            await SomebodyIsInAsync("hotline-transfer-keys");
            await first.PressAsync(1);
            await SomebodyIsInAsync("hotline-transfer-ask");
            await StepAsync(-Step);
            await first.HangUpAsync();
        }
        finally
        {
            hotline.Ami.Mend();
        }

        try
        {
            await ReachesAsync(caller, Talas);
        }
        finally
        {
            await StepAsync(Step);
        }
    }

    [Fact]
    public async Task Calls_of_two_starts_of_a_switch_have_different_ids_whatever_its_clock_says()
    {
        await hotline.OnShiftAsync(Osh);
        var before = await IdOfAnsweredCallAsync();
        await hotline.KillSwitchAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        await hotline.StartAfreshAsync();
        var after = await IdOfAnsweredCallAsync();

        Assert.Equal(CallId.SwitchOf(before), CallId.SwitchOf(after));
        Assert.NotEqual(before.Split('-')[..^1], after.Split('-')[..^1]);
        foreach (var call in (string[])[before, after])
            await Until.TrueAsync(() => hotline.Events.Of(call).OfType<CallReceived>().Count() == 1 && hotline.Events.Of(call).OfType<CallEnded>().Count() == 1, what: $"{call} is told once");
    }

    private async Task<string> IdOfAnsweredCallAsync()
    {
        var caller = await hotline.DialUnseenAsync();
        var call = await OneTalksAsync();
        await caller.HangUpAsync();
        await hotline.AllQuietAsync();
        return call.CallId;
    }

    private Task<LiveCall> OneTalksAsync() =>
        Until.ValueAsync(async () => (await hotline.LiveAsync()).Calls.SingleOrDefault(call => call.Phase is CallPhase.Talking), what: "one talks");

    /// <summary>Returns once the switch sees it.</summary>
    private async Task StepAsync(TimeSpan by)
    {
        var before = await NowOfSwitchAsync();
        hotline.Clocks.Step(by, ["asterisk"]);
        await Until.TrueAsync(async () => Math.Abs(await NowOfSwitchAsync() - before - by.TotalSeconds) < 600, what: "the switch's clock is set");
    }

    // "Result: 1796062517"
    private async Task<long> NowOfSwitchAsync() =>
        long.Parse((await hotline.SwitchAsync("dialplan eval function STRFTIME(,UTC,%s)")).Split("Result:")[1], CultureInfo.InvariantCulture);

    private Task SomebodyIsInAsync(string context) => Until.TrueAsync(
        async () => (await hotline.SwitchAsync("core show channels concise")).Contains($"!{context}!", StringComparison.Ordinal), what: $"a channel is in {context}");

    private async Task ReachesAsync(Caller caller, TestLine line)
    {
        var phone = await hotline.RingsAsync(line, Until.Patience);
        await Until.DoneAsync(phone.PickedUp);
        await caller.HangUpAsync();
    }
}
