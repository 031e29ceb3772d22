using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>A dispatcher, who sits at Osh's line, takes a caller who waits there and has 112 join the two: everybody has been tried and the switch asks again only after a minute.</summary>
public class BringInTests(Hotline hotline) : TransferredCalls(hotline)
{
    private static readonly OnBehalfOf Aida = new(Roles.Dispatcher, "Аида");
    private static readonly OnBehalfOf Bakyt = new(Roles.Supervisor, "bakyt");

    [Fact]
    public async Task Once_the_dispatcher_has_picked_up_112_rings_once_and_three_hear_each_other_and_she_may_leave()
    {
        var call = await WaitingAsync();
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        await BroughtInAsync(call);
        var desk = await Hotline.RingsAsync(Osh);
        Assert.Equal(BringInOutcome.LineRings, await OutcomeAsync(call));
        Assert.Equal(0, Hotline.Phones.PeakOf(EmergencyNumber));

        await JoinAsync(desk, FirstTone);
        var emergency = await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await JoinedAsync(emergency);

        await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone) && desk.Sound.HasAll(CallersTone, SecondTone) && emergency.Sound.HasAll(CallersTone, FirstTone));
        await Until.TrueAsync(async () => await OutcomeAsync(call) is BringInOutcome.Joined);
        await desk.HangUpAsync();
        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(emergency.Sound, CallersTone));
        var told = await call.NextAsync<CallTransferred>();
        Assert.Equal(("112", Osh.Id, TransferOutcome.Taken), (told.To, told.FromLineId, told.Outcome));
        await call.HangUpAndSettleAsync();
        await Until.DoneAsync(emergency.Ended);
        Assert.Null(Hotline.Phones.TryNextCall(EmergencyNumber));
        var decision = Assert.Single(await call.ExplainAsync(), each => each.BringIn is not null);
        Assert.Equal((Aida.Account, Osh.Id, new BroughtIn("112", BringInOutcome.Joined)), (decision.ChosenBy, decision.ChosenLineId, decision.BringIn));
        var entry = (await Hotline.GetAsync<JsonElement>("/api/v1/audit")).EnumerateArray().Select(each => each.GetProperty("entry")).First(each => each.GetProperty("target").GetString() == call.Id);
        Assert.Equal(
            (Aida.Account, "call.offer", Osh.Id, "+112", "She is being beaten."),
            (entry.GetProperty("actor").GetString(), entry.GetProperty("action").GetString(), entry.GetProperty("after").GetString(), entry.GetProperty("changes")[0].GetString(), entry.GetProperty("reason").GetString()));
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Where_nobody_picks_up_at_the_desk_the_caller_keeps_her_place_and_112_is_never_rung()
    {
        var call = await WaitingAsync();
        var place = Assert.Single((await Hotline.LiveAsync()).Calls).PlaceSince;
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Declines);

        await BroughtInAsync(call);
        await Hotline.RingsAsync(Osh);

        await Until.TrueAsync(async () => await OutcomeAsync(call) is BringInOutcome.LineDidNotAnswer);
        var waits = Assert.Single((await Hotline.LiveAsync()).Calls);
        Assert.Equal((CallPhase.Waiting, place), (waits.Phase, waits.PlaceSince));
        Assert.Equal(0, Hotline.Phones.PeakOf(EmergencyNumber));
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Where_112_does_not_take_the_call_the_caller_stays_with_the_dispatcher()
    {
        var call = await WaitingAsync();
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        Hotline.Phones.Set(EmergencyNumber, PhoneHabit.Declines);
        await BroughtInAsync(call);
        var desk = await Hotline.RingsAsync(Osh);
        await JoinAsync(desk, FirstTone);

        await Until.TrueAsync(async () => await OutcomeAsync(call) is BringInOutcome.NobodyAnswered);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(desk.Sound, CallersTone));
        Assert.Equal(TransferOutcome.NotTaken, (await call.NextAsync<CallTransferred>()).Outcome);
        await call.HangUpAndSettleAsync();
        await Until.DoneAsync(desk.Ended);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task A_caller_who_hangs_up_while_112_rings_leaves_nobody_behind()
    {
        var call = await WaitingAsync();
        Hotline.Phones.Set(EmergencyNumber, PhoneHabit.Rings);
        await BroughtInAsync(call);
        var desk = await Hotline.RingsAsync(Osh);
        var emergency = await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await Until.TrueAsync(async () => await OutcomeAsync(call) is BringInOutcome.Rings);

        await call.HangUpAndSettleAsync();

        await Until.DoneAsync(desk.Ended);
        await Until.DoneAsync(emergency.Ended);
        Assert.Equal((TransferOutcome.CallerHungUp, BringInOutcome.CallerHungUp), ((await call.NextAsync<CallTransferred>()).Outcome, await OutcomeAsync(call)));
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Of_two_dispatchers_the_second_is_refused_and_told_who_was_first_and_nothing_happens_twice()
    {
        var call = await WaitingAsync();
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var replicas = Hotline.Stack.Endpoints.RoutingReplicas;

        var answers = await Task.WhenAll(
            ActAsync(Aida, call, new { line = Osh.Id, bringIn = "112", reason = "She is being beaten." }, replicas[0]),
            ActAsync(Bakyt, call, new { line = Osh.Id, bringIn = "112", reason = "She is being beaten." }, replicas[1]));

        var first = answers[0].StatusCode is HttpStatusCode.OK ? Aida : Bakyt;
        using var second = Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Conflict);
        Assert.Equal(first.Account, (await ProblemAsync(second)).GetProperty("by").GetString());
        await JoinAsync(await Hotline.RingsAsync(Osh), FirstTone);
        await JoinedAsync(await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience));
        await Until.TrueAsync(async () => Assert.Single((await Hotline.LiveAsync()).Calls).Transfer is { JoinedAt: not null });
        using var third = await Hotline.SendAsync(
            HttpMethod.Post, $"{replicas[1]}/api/v1/calls/{call.Id}/transfer", Roles.Service, JsonContent.Create(new { to = "102", reason = "Police." }), person: Bakyt.ToString());
        Assert.Equal(("handedOver", first.Account), await ProblemAsync(third) is var problem ? (problem.GetProperty("code").GetString(), problem.GetProperty("by").GetString()) : default);
        await call.HangUpAndSettleAsync();
        Assert.Null(Hotline.Phones.TryNextCall(Osh.Number));
        Assert.Null(Hotline.Phones.TryNextCall(EmergencyNumber));
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Routers_that_come_back_bring_112_into_a_conversation_that_began_while_none_lived()
    {
        var call = await WaitingAsync();
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        await BroughtInAsync(call);
        var desk = await Hotline.RingsAsync(Osh);
        await using (Hotline.KillRouters())
        {
            await JoinAsync(desk, FirstTone);
        }

        await JoinedAsync(await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience));
        await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone));
        await Until.TrueAsync(async () => await OutcomeAsync(call) is BringInOutcome.Joined);
        await call.HangUpAndSettleAsync();
        Assert.Null(Hotline.Phones.TryNextCall(EmergencyNumber));
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_the_reason_and_rings_nobody()
    {
        var call = await WaitingAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "bringIn"), await FaultAsync(call, new { line = Osh.Id, bringIn = "117", reason = "Wrong." }));
        Assert.Equal((HttpStatusCode.BadRequest, "line"), await FaultAsync(call, new { line = "osch-1", bringIn = "112", reason = "Wrong." }));
        Assert.Equal((HttpStatusCode.BadRequest, "reason"), await FaultAsync(call, new { line = Osh.Id, bringIn = "112", reason = "" }));
        Assert.Equal((HttpStatusCode.Conflict, "offShift"), await FaultAsync(call, new { line = Talas.Id, bringIn = "112", reason = "Nearest." }));
        await call.HangUpAndSettleAsync();
        Assert.Equal((HttpStatusCode.NotFound, "notLive"), await FaultAsync(call, new { line = Osh.Id, bringIn = "112", reason = "Too late." }));
        Assert.Null(Hotline.Phones.TryNextCall(Osh.Number));
        Assert.Equal(0, Hotline.Phones.PeakOf(EmergencyNumber));
    }

    private async Task<HotlineCall> WaitingAsync()
    {
        var call = await Hotline.DialWhenAllAreBusyAsync(Osh);
        await call.Caller.PlayAsync(CallersTone);
        return call;
    }

    private async Task BroughtInAsync(HotlineCall call)
    {
        using var answer = await ActAsync(Aida, call, new { line = Osh.Id, bringIn = "112", reason = "She is being beaten." });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<HttpResponseMessage> ActAsync(OnBehalfOf person, HotlineCall call, object body, string? at = null) =>
        Hotline.SendAsync(HttpMethod.Post, $"{at ?? Hotline.Stack.Endpoints.Routing}/api/v1/calls/{call.Id}/offer", Roles.Service, JsonContent.Create(body), person: person.ToString());

    private static async Task<BringInOutcome?> OutcomeAsync(HotlineCall call) => (await call.ExplainAsync()).Last(decision => decision.BringIn is not null).BringIn!.Outcome;

    /// <summary>The field that is wrong, or the code.</summary>
    private async Task<(HttpStatusCode, string?)> FaultAsync(HotlineCall call, object body)
    {
        using var answer = await ActAsync(Bakyt, call, body);
        var problem = await ProblemAsync(answer);
        return (answer.StatusCode, problem.TryGetProperty("errors", out var faults) ? faults.EnumerateObject().Single().Name : problem.GetProperty("code").GetString());
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
}
