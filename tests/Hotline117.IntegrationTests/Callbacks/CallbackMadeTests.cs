using System.Net;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Decisions;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Callbacks;

/// <summary>What becomes of a callback that was agreed to, on the real switch, with two routers.</summary>
public class CallbackMadeTests(SecondHotline hotline) : CallbackCalls(hotline)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_counsellors_machine_does_not_take_it_and_the_next_line_does_one_after_the_other_however_many_ring_for_a_caller(int atOnce)
    {
        await Hotline.PutPolicyAsync(Hotline.PolicyWith(new RingRule(atOnce)));
        var (call, _) = await AgreeAsync(CallerInOsh);
        await call.HangUpAndSettleAsync();

        await Hotline.OnShiftAsync(Osh, Uzgen);
        var machine = await Hotline.RingsAsync(Osh, Until.Patience);
        await Until.DoneAsync(machine.Ended);
        Assert.Equal(PhoneEnd.CallerGone, await machine.Ended);
        var second = await Hotline.RingsAsync(Uzgen, Until.Patience);
        await Until.DoneAsync(second.PickedUp);
        Assert.InRange(second.RangAt - machine.RangAt, TimeSpan.FromSeconds(3), Until.Patience);
        Assert.Equal(0, Hotline.Phones.PeakOf(CallerInOsh));
        await second.PressAsync(1);

        await Hotline.Phones.NextCallAsync(CallerInOsh, Until.Patience);
        Assert.Equal((CallbackOutcome.Reached, 1), await EndAsync(call));
        await second.HangUpAsync();
        await Hotline.PutPolicyAsync(Hotline.PolicyText);
    }

    [Fact]
    public async Task A_telephone_that_nobody_picks_up_is_rung_a_second_time_when_a_dispatcher_wants_it_and_then_no_more()
    {
        await Hotline.SetGlobalAsync("CALLBACK_RING_SECONDS", "1");
        Hotline.Phones.Set(Mobile, PhoneHabit.Rings);
        var (call, asked) = await AgreeAsync();
        await call.HangUpAndSettleAsync();
        await Hotline.OnShiftAsync(Osh);

        await TakeAsync();
        Assert.Equal(PhoneEnd.NeverAnswered, await (await Hotline.Phones.NextCallAsync(Mobile, Until.Patience)).Ended);
        await Until.TrueAsync(async () => (await OpenAsync()).GetProperty("tries").GetInt32() == 1
            && (await OpenAsync()).GetProperty("phase").GetString() == "open");
        Assert.Equal(1, await RestingAsync());
        await QuietAsync();
        Assert.InRange((await OpenAsync()).GetProperty("nextAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(20));
        using var now = await Hotline.PostAsync($"/api/v1/callbacks/{asked.CallbackId}/now", new { reason = "She has asked for it." }, Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
        await TakeAsync();
        await Hotline.Phones.NextCallAsync(Mobile, Until.Patience);

        Assert.Equal((CallbackOutcome.NotReached, 2), await EndAsync(call));
        await ForgottenAsync();
        using var audit = await Hotline.SendAsync(HttpMethod.Get, $"{Hotline.Stack.Endpoints.Routing}/api/v1/audit", Roles.Administrator);
        Assert.Contains("callback.now", await audit.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dispatcher_calls_it_off_and_the_switch_forgets_the_number()
    {
        var (call, asked) = await AgreeAsync();
        await call.HangUpAndSettleAsync();

        Assert.Equal("apples", (await OpenAsync()).GetProperty("word").GetString());
        var url = $"{Hotline.Stack.Endpoints.Routing}/api/v1/callbacks/{asked.CallbackId}?reason=";
        using var silent = await Hotline.SendAsync(HttpMethod.Delete, url, Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        using var others = await Hotline.SendAsync(HttpMethod.Delete, url + "asked", Roles.Ministry);
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        using var done = await Hotline.SendAsync(HttpMethod.Delete, url + "asked", Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);

        Assert.Equal((CallbackOutcome.Cancelled, 0), await EndAsync(call));
        await ForgottenAsync();
        using var again = await Hotline.SendAsync(HttpMethod.Delete, url + "asked", Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        await Hotline.OnShiftAsync(Osh);
        await Task.Delay(Looked, TestContext.Current.CancellationToken);
        Assert.Equal(0, Hotline.Phones.PeakOf(Osh.Number));
    }

    [Fact]
    public async Task Whose_time_is_over_by_the_switchs_clock_is_not_rung_even_if_a_router_asks_for_it()
    {
        var (call, asked) = await AgreeAsync();
        await call.HangUpAndSettleAsync();
        var entry = (await Hotline.SwitchAsync($"database get hotline117-callback {asked.CallbackId}")).Split("Value: ")[1].Trim();
        await Hotline.SwitchAsync($"database put hotline117-callback {asked.CallbackId} \"1700000000{entry[entry.IndexOf(':', StringComparison.Ordinal)..]}\"");

        await Hotline.OnShiftAsync(Osh);

        Assert.Equal((CallbackOutcome.Cancelled, 0), await EndAsync(call));
        await ForgottenAsync();
        Assert.Equal((0, 0), (Hotline.Phones.PeakOf(Osh.Number), Hotline.Phones.PeakOf(Mobile)));
    }

    [Fact]
    public async Task A_callback_that_Redis_has_lost_is_given_back_by_a_router_and_made_all_the_same()
    {
        var (call, asked) = await AgreeAsync();
        await call.HangUpAndSettleAsync();
        await Until.TrueAsync(async () => (await OpenAsync()).GetProperty("phase").GetString() == "open");
        await Hotline.Redis.KeyDeleteAsync([$"{{h117}}:callback:{asked.CallbackId}", "{h117}:callbacks"]);

        await Hotline.OnShiftAsync(Osh);
        var counsellor = await TakeAsync();
        await Hotline.Phones.NextCallAsync(Mobile, Until.Patience);
        Assert.Equal((CallbackOutcome.Reached, 1), await EndAsync(call));
        await counsellor.HangUpAsync();
        await ForgottenAsync();
    }

    [Fact]
    public async Task Whoever_waits_goes_before_a_callback()
    {
        var (call, _) = await AgreeAsync();
        await call.HangUpAndSettleAsync();
        var waiting = await WaitingAsync(CallerInNaryn);

        await Hotline.OnShiftAsync(Osh);
        await waiting.NextAsync<CallAnswered>();
        await Task.Delay(Looked, TestContext.Current.CancellationToken);
        Assert.Equal(1, Hotline.Phones.PeakOf(Osh.Number));
        await Hotline.RingsAsync(Osh);
        await waiting.HangUpAndSettleAsync();

        var counsellor = await TakeAsync();
        await Hotline.Phones.NextCallAsync(Mobile, Until.Patience);
        Assert.Equal((CallbackOutcome.Reached, 1), await EndAsync(call));
        await counsellor.HangUpAsync();
    }
}
