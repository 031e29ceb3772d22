using System.Diagnostics;
using Hotline117.AppHost.Machine;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Decisions;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

public class RouterDeathTests(SecondHotline hotline) : FaultyCallTests(hotline)
{
    private static readonly TimeSpan HoldSeconds = TimeSpan.FromSeconds(2);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Hotline.AllReadyAsync();
        await Hotline.PutPolicyAsync(Hotline.PolicyText);
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_no_router_lives_a_caller_reaches_a_centre_by_the_switchs_last_good_plan(bool switchWasRestarted)
    {
        await using var dead = await Hotline.LeavePlanAndDieAsync(Talas);
        if (switchWasRestarted)
        {
            await Hotline.Stack.RestartAsync("asterisk", TestContext.Current.CancellationToken);
        }

        var caller = await Hotline.DialUnseenAsync();
        await caller.Answered;
        var since = Stopwatch.GetTimestamp();
        var phone = await Hotline.RingsAsync(Talas, HoldSeconds * 2);
        Assert.InRange(Stopwatch.GetElapsedTime(since), HoldSeconds * 0.9, HoldSeconds * 2);

        await caller.PlayAsync(700);
        await Until.TrueAsync(() => Tone.Share(phone.Sound.Heard, 700) > 0.9);
        await caller.HangUpAsync();
        await Until.DoneAsync(phone.Ended);
    }

    [Fact]
    public async Task A_busy_phone_in_the_last_good_plan_leads_to_the_next_and_the_emergency_line_comes_last()
    {
        await using var dead = await Hotline.LeavePlanAndDieAsync(Talas, Osh);
        Hotline.Phones.Set(Talas.Number, PhoneHabit.Busy);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Busy);

        var caller = await Hotline.DialUnseenAsync();
        await Hotline.RingsAsync(Talas, Until.Patience);
        await Hotline.RingsAsync(Osh, Until.Patience);
        await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await caller.HangUpAsync();
    }

    [Theory]
    [InlineData("0342255501", "talas-1", "uzgen-1", "osh-1")]
    [InlineData("+996322255501", "osh-1", "uzgen-1", "talas-1")]
    [InlineData("80323355501", "uzgen-1", "osh-1", "talas-1")]
    public async Task While_no_router_lives_a_fixed_lines_area_code_tells_who_is_near(string number, params string[] nearestFirst)
    {
        ArgumentNullException.ThrowIfNull(nearestFirst);
        await using var dead = await Hotline.LeavePlanAndDieAsync(Talas, Osh, Uzgen);
        var phones = nearestFirst.Select(id => All.Single(line => line.Id == id)).ToList();
        phones.ForEach(line => Hotline.Phones.Set(line.Number, PhoneHabit.Busy));

        var caller = await Hotline.DialUnseenAsync(number);
        foreach (var line in phones)
        {
            await Hotline.RingsAsync(line, Until.Patience);
        }

        // Each once, although the country's plan names them again.
        await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await caller.HangUpAsync();
    }

    [Fact]
    public async Task While_no_router_lives_the_language_that_was_keyed_is_preferred()
    {
        await using var dead = await Hotline.LeavePlanAndDieAsync(Osh, Talas);
        await Hotline.SwitchAsync($"database put hotline117-plan osh-city/uz {Talas.Id}");
        await Hotline.SetGlobalAsync("LANGUAGE_MENU", Hotline.Prompt("language"));

        var caller = await Hotline.DialUnseenAsync(CallerInOsh);
        await caller.HearsVoiceAsync();
        await caller.PressAsync(3);
        await Hotline.RingsAsync(Talas, Until.Patience);
        await caller.HangUpAsync();
    }

    [Fact]
    public async Task While_no_router_lives_who_dialled_the_perpetrators_number_rings_no_line_for_victims()
    {
        await using var dead = await Hotline.LeavePlanAndDieAsync(Osh);
        await Hotline.SetGlobalAsync("HOTLINE_AUDIENCE", "perpetrators");

        var caller = await Hotline.DialUnseenAsync();
        await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        Assert.Equal(0, Hotline.Phones.PeakOf(Osh.Number));
        await caller.HangUpAsync();
    }

    [Fact]
    public async Task A_switch_that_has_never_heard_of_a_router_rings_what_it_came_with()
    {
        await using var dead = await Hotline.LeavePlanAndDieAsync(Talas);
        var written = Path.Combine(Hotline.Stack.StateFolder, "plan.conf");
        var (exitCode, output) = await ServiceProcess.RunAsync(Hotline.Stack, "write-switch-plan", written);
        Assert.True(exitCode == 0, output);
        // Copied by its content, so that Asterisk's own user may read it.
        var stop = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(Hotline.Stack.StateFolder, "asterisk", "etc", "site", "plan.conf"), await File.ReadAllTextAsync(written, stop), stop);
        foreach (var family in new[] { "hotline117-plan", "dialgroup", "hotline117-area" })
        {
            await Hotline.SwitchAsync($"database deltree {family}");
        }

        // Reads what AstDB has, which is nothing.
        await Hotline.SwitchAsync("module unload func_dialgroup.so");
        await Hotline.SwitchAsync("module load func_dialgroup.so");
        await Hotline.SwitchAsync("dialplan reload");
        var caller = await Hotline.DialUnseenAsync("0342255501");
        await Hotline.RingsAsync(Talas, Until.Patience);
        await caller.HangUpAsync();
    }

    [Fact]
    public async Task While_no_router_lives_a_line_that_is_taken_by_key_still_is()
    {
        await using var dead = await Hotline.LeavePlanAndDieAsync(KaraSuu);

        var passedOn = await Hotline.DialUnseenAsync();
        await Hotline.RingsAsync(KaraSuu, Until.Patience);
        await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await passedOn.HangUpAsync();

        await Hotline.SetGlobalAsync("TAKE_SECONDS", "10");
        var taken = await Hotline.DialUnseenAsync();
        var phone = await Hotline.RingsAsync(KaraSuu, Until.Patience);
        await Until.DoneAsync(phone.PickedUp);
        await phone.PressAsync(1);
        await taken.PlayAsync(700);
        await Until.TrueAsync(() => Tone.Share(phone.Sound.Heard, 700) > 0.9);
        await taken.HangUpAsync();
        await Until.DoneAsync(phone.Ended);
    }

    [Fact]
    public async Task Where_the_routers_die_while_several_lines_ring_one_answers_and_the_others_are_released()
    {
        var (call, phones) = await RungAsync(Osh, Uzgen, Talas);
        await using (Hotline.KillRouters())
        {
            await phones[1].AnswerAsync();
            await Until.DoneAsync(phones[1].PickedUp);
            await Task.WhenAll(Until.DoneAsync(phones[0].Ended), Until.DoneAsync(phones[2].Ended));
            await call.Caller.PlayAsync(700);
            await Until.TrueAsync(() => Tone.Share(phones[1].Sound.Heard, 700) > 0.9);
            Assert.Equal((PhoneEnd.NeverAnswered, PhoneEnd.NeverAnswered), (await phones[0].Ended, await phones[2].Ended));
        }

        Assert.Equal(Uzgen.Id, (await call.NextAsync<CallAnswered>(within: TimeSpan.FromSeconds(45))).LineId);
        Assert.False(phones[1].Ended.IsCompleted);
        await call.HangUpAndSettleAsync();
        await Until.DoneAsync(phones[1].Ended);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Where_the_routers_die_while_several_lines_ring_and_none_answers_the_switch_rings_its_last_good_plan()
    {
        var (call, phones) = await RungAsync(Osh, Uzgen);
        await using (Hotline.KillRouters())
        {
            await Task.WhenAll(phones.Select(phone => Until.DoneAsync(phone.Ended)));
            var talas = await Hotline.RingsAsync(Talas, Until.Patience);
            await Until.DoneAsync(talas.PickedUp);
            await call.Caller.HangUpAsync();
            await Until.DoneAsync(talas.Ended);
        }
    }

    [Fact]
    public async Task Calls_under_way_when_the_routers_die_are_known_again_after_and_none_is_lost_from_the_statistics()
    {
        await Hotline.OnShiftAsync(Talas, Osh);
        var from = TimeProvider.System.GetUtcNow();
        var staying = await Hotline.DialAsync(CallerInOsh);
        await staying.NextAsync<CallAnswered>();
        var leaving = await Hotline.DialAsync(CallerInOsh);
        await leaving.NextAsync<CallAnswered>();
        await using (Hotline.KillRouters())
        {
            await leaving.HangUpAsync();
        }

        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await Hotline.LiveAsync(replica)).Calls.Any(call => call.CallId == staying.Id && call.Phase is CallPhase.Talking),
                what: $"{replica} shows the call that goes on");
        }

        // The switch tells of the end that no router has seen.
        var unseen = await leaving.NextAsync<CallEnded>(within: TimeSpan.FromSeconds(45));
        Assert.Equal((Disposition.Answered, EndReason.HungUp), (unseen.Disposition, unseen.Reason));
        var ended = await staying.HangUpAndSettleAsync();
        Assert.Equal(Disposition.Answered, ended.Disposition);
        Assert.Equal(2, (await Hotline.CountedAsync(from, 2)).Total.Answered);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Routers_that_were_stopped_while_the_switch_connected_a_caller_alone_leave_the_conversation_alone()
    {
        await Hotline.OnShiftAsync(Osh);
        await Hotline.PlanAsync(Osh);
        var routers = Hotline.Stack.Endpoints.Pids.Routing;
        routers.ToList().ForEach(router => Posix.Signal(router, Posix.Stop));
        var caller = await Hotline.DialUnseenAsync();
        var phone = await Hotline.RingsAsync(Osh);
        await Until.DoneAsync(phone.PickedUp);

        routers.ToList().ForEach(router => Posix.Signal(router, Posix.Continue));
        var call = await Hotline.Events.NextCallAsync();
        await Hotline.Events.NextAsync<CallAnswered>(call.CallId);

        await caller.PlayAsync(700);
        await Until.TrueAsync(() => Tone.Share(phone.Sound.Heard, 700) > 0.9);
        Assert.False(phone.Ended.IsCompleted);
        await caller.HangUpAsync();
        await Until.DoneAsync(phone.Ended);
    }

    /// <summary>These ring at once, and the plan has Talas as well.</summary>
    private async Task<(HotlineCall Call, IReadOnlyList<PhoneCall> Phones)> RungAsync(params TestLine[] lines)
    {
        await Hotline.PutPolicyAsync(Hotline.PolicyWith(new RingRule(lines.Length)));
        await Hotline.OnShiftAsync(Osh, Uzgen, Talas);
        await Hotline.PlanAsync(Osh, Uzgen, Talas);
        lines.ToList().ForEach(line => Hotline.Phones.Set(line.Number, PhoneHabit.Rings));
        var call = await Hotline.DialAsync(CallerInOsh);
        var phones = new List<PhoneCall>();
        foreach (var line in lines)
        {
            phones.Add(await Hotline.RingsAsync(line));
        }

        return (call, phones);
    }
}
