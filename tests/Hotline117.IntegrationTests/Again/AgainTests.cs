using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.WrapUps;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Secrecy;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Again;

/// <summary>Callers who dial again within minutes, with real calls.</summary>
[Collection(nameof(AgainHotline))]
public sealed class AgainTests(AgainHotline hotline) : IAsyncLifetime
{
    // In Osh, and of nobody else's test.
    private const string Aigul = "0322294713";
    private const string Bermet = "0322255612";
    private const string Cholpon = "0322255613";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async ValueTask InitializeAsync() => await hotline.StartAmongStrangersAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Who_is_cut_off_while_waiting_keeps_the_place_before_those_who_came_later_and_nothing_of_it_is_left_after_ten_minutes()
    {
        await WaitForLongAsync();
        await hotline.OnShiftAsync(Osh);
        var talking = await hotline.DialAsync(Bermet);
        await talking.NextAsync<CallAnswered>();
        var first = await QueuedAsync(Aigul);
        var later = await QueuedAsync(Cholpon);
        await first.HangUpAndSettleAsync();

        var again = await QueuedAsync(Aigul);
        foreach (var replica in hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await hotline.LiveAsync(replica)).Calls.Any(call => call.CallId == again.Id && call.PlaceSince == first.Received.OccurredAt));
        }

        await talking.HangUpAndSettleAsync();
        await again.NextAsync<CallAnswered>();

        Assert.Empty(later.Events.OfType<CallOffered>());
        var decision = (await again.ExplainAsync())[^1];
        Assert.Equal((0, new CutOffCall(null)), (decision.Ahead, decision.CutOff));
        await again.HangUpAndSettleAsync();
        await later.NextAsync<CallAnswered>();
        await later.HangUpAndSettleAsync();

        await hotline.LaterAsync(Longest);
        foreach (var replica in hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => await hotline.MetricAsync("hotline117_known_calls", replica) == 0);
        }

        var asAStranger = await AnsweredAsync(Aigul);
        Assert.All(await asAStranger.ExplainAsync(), decision => Assert.Null(decision.CutOff));
        await asAStranger.HangUpAndSettleAsync();
        await hotline.AllQuietAsync();
        Assert.DoesNotContain("cameFirstAt", string.Concat((await hotline.Redis.HashGetAllAsync($"{{h117}}:call:{again.Id}")).Select(field => field.Value)), StringComparison.Ordinal);
        await Everything.HoldsNoneAsync(hotline, new Needles(Aigul[1..]));
    }

    [Fact]
    public async Task Who_is_cut_off_in_a_conversation_is_back_with_the_same_counsellor_at_once_though_she_writes_up_and_another_is_nearer()
    {
        await hotline.OnShiftAsync(Osh, Uzgen);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Busy);
        var first = await AnsweredAsync(Aigul, Uzgen);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Answers);
        await first.HangUpAndSettleAsync();

        var stranger = await AnsweredAsync(Bermet, Osh);
        var again = await AnsweredAsync(Aigul, Uzgen);

        var decision = Assert.Single(await again.ExplainAsync());
        Assert.Equal(new CutOffCall(Uzgen.Id), decision.CutOff);
        Assert.Equal((Uzgen.Id, Verdict.Chosen), (decision.Considered[0].LineId, decision.Considered[0].Verdict));
        Assert.Null(Assert.Single(await stranger.ExplainAsync()).CutOff);
        foreach (var replica in hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await hotline.LiveAsync(replica)).Centres.SelectMany(centre => centre.Lines).Single(line => line.LineId == Uzgen.Id).Reserved == 1);
        }

        await again.HangUpAndSettleAsync();
        await stranger.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task The_counsellor_of_before_is_no_condition_where_she_talks_with_somebody_else()
    {
        await hotline.OnShiftAsync(Osh, Uzgen);
        var first = await AnsweredAsync(Aigul, Osh);
        await first.HangUpAndSettleAsync();
        await hotline.AllQuietAsync();
        var stranger = await AnsweredAsync(Bermet, Osh);

        var again = await AnsweredAsync(Aigul, Uzgen);

        var decision = Assert.Single(await again.ExplainAsync());
        Assert.Equal((new CutOffCall(Osh.Id), Verdict.Busy), (decision.CutOff, decision.Considered.Single(line => line.LineId == Osh.Id).Verdict));
        await again.HangUpAndSettleAsync();
        await stranger.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Who_withholds_the_number_is_not_known_again()
    {
        var withheld = CallerIdentity.Of(Aigul).With(("Privacy", "id"));
        await hotline.OnShiftAsync(Osh, Uzgen);
        var first = await hotline.DialAsync(withheld);
        await first.NextAsync<CallAnswered>();
        await first.HangUpAndSettleAsync();

        var again = await hotline.DialAsync(withheld);
        await again.NextAsync<CallAnswered>();

        Assert.Equal("osh-city", again.Received.Region);
        Assert.Null(Assert.Single(await again.ExplainAsync()).CutOff);
        await again.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Whom_counsellors_called_a_nuisance_twice_waits_behind_is_told_why_and_is_answered_all_the_same()
    {
        await WaitForLongAsync();
        await hotline.OnShiftAsync(Bishkek);
        await MarkedAsync(Aigul, WrapUpCodes.Nuisance);
        await MarkedAsync(Aigul, WrapUpCodes.Nuisance);
        await MarkedAsync(Bermet, "silent");
        await MarkedAsync(Bermet, "silent");
        await hotline.OnShiftAsync(Osh);
        var talking = await AnsweredAsync(Cholpon, Osh);

        var nuisance = await QueuedAsync(Aigul);
        var silent = await QueuedAsync(Bermet);

        Assert.Equal((CallPriority.Behind, BehindReason.Nuisance), (await nuisance.ExplainAsync())[0] is var why ? (why.Priority, why.BehindFor) : default);
        Assert.Equal((CallPriority.Normal, null), (await silent.ExplainAsync())[0] is var not ? (not.Priority, not.BehindFor) : default);
        await talking.HangUpAndSettleAsync();
        await silent.NextAsync<CallAnswered>();
        Assert.Empty(nuisance.Events.OfType<CallOffered>());
        await silent.HangUpAndSettleAsync();
        await nuisance.NextAsync<CallAnswered>();
        await nuisance.HangUpAndSettleAsync();
        await hotline.AllQuietAsync();
        await Everything.HoldsNoneAsync(hotline, new Needles(Aigul[1..]));
    }

    [Fact]
    public async Task The_key_for_danger_lifts_a_nuisance_to_the_front()
    {
        await WaitForLongAsync();
        await hotline.OnShiftAsync(Bishkek);
        await MarkedAsync(Aigul, WrapUpCodes.Nuisance);
        await MarkedAsync(Aigul, WrapUpCodes.Nuisance);
        await hotline.OnShiftAsync(Osh);
        var talking = await AnsweredAsync(Cholpon, Osh);
        var other = await QueuedAsync(Bermet);
        var nuisance = await QueuedAsync(Aigul);

        await nuisance.Caller.PressAsync(1);
        await Until.TrueAsync(async () => (await hotline.LiveAsync()).Calls.Single(call => call.CallId == nuisance.Id).Priority is CallPriority.Danger);
        await talking.HangUpAndSettleAsync();

        await nuisance.NextAsync<CallAnswered>();
        Assert.Empty(other.Events.OfType<CallOffered>());
        Assert.Null((await nuisance.ExplainAsync())[^1].BehindFor);
        await nuisance.HangUpAndSettleAsync();
        await other.NextAsync<CallAnswered>();
        await other.HangUpAndSettleAsync();
    }

    private Task WaitForLongAsync() => hotline.SetGlobalAsync("WAIT_SECONDS", "60");

    private async Task<HotlineCall> QueuedAsync(string number)
    {
        var call = await hotline.DialAsync(number);
        await call.NextAsync<CallQueued>();
        return call;
    }

    private async Task<HotlineCall> AnsweredAsync(string number, TestLine? by = null)
    {
        var call = await hotline.DialAsync(number);
        var answered = await call.NextAsync<CallAnswered>();
        Assert.Equal(by?.Id ?? answered.LineId, answered.LineId);
        return call;
    }

    private async Task MarkedAsync(string number, string help)
    {
        var call = await AnsweredAsync(number);
        await call.HangUpAndSettleAsync();
        using var answer = await hotline.PostAsync($"/api/v1/calls/{call.Id}/wrap-up", new { listVersion = WrapUpCodes.Current.Version, codes = new { help } }, Roles.Dispatcher);
        answer.EnsureSuccessStatusCode();
        await call.NextAsync<CallWrappedUp>();
    }
}
