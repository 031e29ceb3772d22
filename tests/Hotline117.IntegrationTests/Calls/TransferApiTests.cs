using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>A dispatcher hands a call over.</summary>
public class TransferApiTests(Hotline hotline) : TransferredCalls(hotline)
{
    [Fact]
    public async Task A_dispatcher_hands_a_call_over_and_takes_it_back_and_both_are_in_the_audit_trail()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        using (var wrong = await Hotline.PostAsync($"/api/v1/calls/{call.Id}/transfer", new { to = "lawyer", reason = "asked for" }))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        using (var forbidden = await Hotline.PostAsync($"/api/v1/calls/{call.Id}/transfer", new { to = "centre", reason = "asked for" }, Roles.Ministry))
        {
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        }

        using (var begun = await Hotline.PostAsync($"/api/v1/calls/{call.Id}/transfer", new { to = "centre", reason = "asked for" }, Roles.Dispatcher))
        {
            Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        }

        var second = await Hotline.RingsAsync(Uzgen);
        await Until.TrueAsync(async () => Assert.Single((await Hotline.LiveAsync()).Calls).Transfer is { LineId: "uzgen-1" });
        using (var ended = await Hotline.SendAsync(HttpMethod.Delete, $"{Hotline.Stack.Endpoints.Routing}/api/v1/calls/{call.Id}/transfer", Roles.Dispatcher))
        {
            Assert.Equal(HttpStatusCode.Accepted, ended.StatusCode);
        }

        await Until.DoneAsync(second.Ended);
        Assert.Equal(TransferOutcome.Cancelled, (await call.NextAsync<CallTransferred>()).Outcome);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone));
        await Until.TrueAsync(() => Hotline.Events.All.Select(seen => seen.Event).OfType<OperatorActed>().Count(act => act.Target == call.Id) == 2);
        await first.HangUpAsync();
        await Until.DoneAsync(call.Caller.Ended);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task The_line_or_centre_that_a_dispatcher_names_rings_although_another_is_nearer_and_the_explanation_says_who_chose_it()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen, Manas);
        Hotline.Phones.Set(Manas.Number, PhoneHabit.Rings);
        using var begun = await BeginAsync(call, new { line = Manas.Id, reason = "They know her." });
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);

        var second = await Hotline.RingsAsync(Manas);
        var decision = (await call.ExplainAsync())[^1];
        Assert.Equal((Manas.Id, true), (decision.ChosenLineId, decision.ChosenBy is not null));
        await JoinAsync(second);
        await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone));
        await first.HangUpAsync();
        await Until.TrueAsync(() => Hears(call.Caller.Sound, SecondTone) && Hears(second.Sound, CallersTone));
        Assert.Equal((TransferOutcome.Taken, Manas.Id), await call.NextAsync<CallTransferred>() is var told ? (told.Outcome, told.ToLineId) : default);

        using var onward = await BeginAsync(call, new { centre = Uzgen.Centre, reason = "They know her better." });
        Assert.Equal(HttpStatusCode.Accepted, onward.StatusCode);
        await JoinedAsync(await Hotline.RingsAsync(Uzgen), ThirdTone);
        await Until.TrueAsync(() => call.Caller.Sound.HasAll(SecondTone, ThirdTone));
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task Where_the_line_that_a_dispatcher_names_does_not_take_the_call_no_other_rings()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen, Manas);
        Hotline.Phones.Set(Manas.Number, PhoneHabit.Declines);
        using var begun = await BeginAsync(call, new { line = Manas.Id, reason = "They know her." });
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);

        Assert.Equal(TransferOutcome.NotTaken, (await call.NextAsync<CallTransferred>()).Outcome);
        Assert.Equal(0, Hotline.Phones.PeakOf(Uzgen.Number));
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone));
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task What_cannot_be_rung_is_refused_with_the_reason()
    {
        var (call, _) = await TalkingAsync(Osh, Uzgen);

        Assert.Equal("offShift", await CodeAsync(call, new { line = Talas.Id, reason = "Nearest." }));
        Assert.Equal("busy", await CodeAsync(call, new { line = Osh.Id, reason = "Nearest." }));
        using (var both = await BeginAsync(call, new { to = "legal", line = Uzgen.Id, reason = "Nearest." }))
        {
            Assert.Equal(HttpStatusCode.BadRequest, both.StatusCode);
        }

        using (var unknown = await BeginAsync(call, new { line = "usgen-1", reason = "Nearest." }))
        {
            Assert.Contains("uzgen-1", await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await call.HangUpAndSettleAsync();
        Assert.Equal("notLive", await CodeAsync(call, new { line = Uzgen.Id, reason = "Nearest." }));
    }

    [Fact]
    public async Task Of_two_who_hand_one_call_over_at_once_one_is_first_and_the_other_is_told_who()
    {
        var (call, _) = await TalkingAsync(Osh, Uzgen, Manas);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        Hotline.Phones.Set(Manas.Number, PhoneHabit.Rings);

        var answers = await Task.WhenAll(
            BeginAsync(call, new { line = Uzgen.Id, reason = "Nearest." }, Roles.Dispatcher), BeginAsync(call, new { line = Manas.Id, reason = "They know her." }, Roles.Supervisor));

        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Accepted);
        var (first, other) = answers[0].StatusCode is HttpStatusCode.Accepted ? (Uzgen, answers[1]) : (Manas, answers[0]);
        await Hotline.RingsAsync(first);
        Assert.Null(Hotline.Phones.TryNextCall((first == Uzgen ? Manas : Uzgen).Number));
        var problem = await other.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("handedOver", problem.GetProperty("code").GetString());
        Assert.Contains((await Hotline.GetAsync<JsonElement>("/api/v1/audit")).EnumerateArray().Select(each => each.GetProperty("entry")), entry =>
            entry.GetProperty("actor").GetString() == problem.GetProperty("by").GetString() && entry.GetProperty("after").GetString() == first.Id);
        Array.ForEach(answers, answer => answer.Dispose());
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task A_dispatcher_takes_back_whom_she_has_brought_in()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        using var begun = await BeginAsync(call, new { to = "112", reason = "She is being beaten." });
        var emergency = await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await JoinedAsync(emergency);
        await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone));
        await Until.TrueAsync(async () => Assert.Single((await Hotline.LiveAsync()).Calls).Transfer is { JoinedAt: not null });

        using var ended = await Hotline.SendAsync(HttpMethod.Delete, $"{Hotline.Stack.Endpoints.Routing}/api/v1/calls/{call.Id}/transfer", Roles.Dispatcher);

        Assert.Equal(HttpStatusCode.Accepted, ended.StatusCode);
        await Until.DoneAsync(emergency.Ended);
        Assert.Equal(TransferOutcome.GivenBack, (await call.NextAsync<CallTransferred>()).Outcome);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone));
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    private async Task<HttpResponseMessage> BeginAsync(HotlineCall call, object body, string role = Roles.Dispatcher) =>
        await Hotline.PostAsync($"/api/v1/calls/{call.Id}/transfer", body, role);

    private async Task<string?> CodeAsync(HotlineCall call, object body)
    {
        using var answer = await BeginAsync(call, body);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString();
    }
}
