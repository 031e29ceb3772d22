using System.Net;
using Hotline117.AppHost.Machine;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Stack;
using StackExchange.Redis;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

public class OutageTests(SecondHotline hotline) : FaultyCallTests(hotline)
{
    private const int Calls = 3;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task While_RabbitMQ_is_away_callers_are_routed_as_ever_and_no_event_is_lost()
    {
        await Hotline.OnShiftAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        await WhileAwayAsync("rabbitmq", async () =>
        {
            await MakeCallsAsync();
            // Received and offered, answered, ended: what one step of a call says is one entry.
            Assert.True(await Hotline.Redis.StreamLengthAsync("{h117}:outbox") >= 3 * Calls);
        });

        await AllArriveAsync();
        await Until.TrueAsync(async () => await Hotline.Redis.StreamLengthAsync("{h117}:outbox") == 0, Recovery);
        Assert.Equal(Calls, (await Hotline.CountedAsync(from, Calls, within: Recovery)).Total.Answered);
    }

    [Fact]
    public async Task While_the_reporting_service_is_away_events_wait_for_it()
    {
        await Hotline.OnShiftAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        await WhileAwayAsync("reporting", async () =>
        {
            await MakeCallsAsync();
            await AllArriveAsync();
        });

        Assert.Equal(Calls, (await Hotline.CountedAsync(from, Calls, within: Recovery)).Total.Answered);
    }

    [Fact]
    public async Task A_call_that_ends_with_its_switch_is_indeterminate_and_its_line_is_free()
    {
        await Hotline.OnShiftAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        var lost = await Hotline.DialAsync();
        await lost.NextAsync<CallAnswered>();

        Posix.Signal(Hotline.Stack.Endpoints.Pids.Asterisk, Posix.Kill);
        await Hotline.Stack.RestartAsync("asterisk", TestContext.Current.CancellationToken);

        var ended = await lost.NextAsync<CallEnded>(within: Recovery);
        Assert.Equal((Disposition.Indeterminate, EndReason.ChannelVanished), (ended.Disposition, ended.Reason));
        Assert.Equal(1, (await Hotline.CountedAsync(from, 1)).Total.Indeterminate);
        var next = await Hotline.DialAsync();
        await next.NextAsync<CallAnswered>();
        await next.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task A_call_that_Redis_never_confirmed_and_that_ends_with_its_switch_is_told_by_the_router_that_had_it()
    {
        await Hotline.OnShiftAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        var (redis, before) = (Hotline.Stack.Endpoints.Pids.Redis, await UnansweredQuestionsAsync());

        Posix.Signal(redis, Posix.Stop);
        var caller = await Hotline.DialUnseenAsync();
        await Until.TrueAsync(async () => await UnansweredQuestionsAsync() > before, what: "a router has tried in vain to store the call");
        Posix.Signal(Hotline.Stack.Endpoints.Pids.Asterisk, Posix.Kill);
        caller.LineIsDead();
        Posix.Signal(redis, Posix.Kill);
        await Hotline.Stack.RestartAsync("redis", TestContext.Current.CancellationToken);
        await Hotline.Stack.RestartAsync("asterisk", TestContext.Current.CancellationToken);

        var call = await Hotline.Events.NextCallAsync(Recovery);
        var ended = await Hotline.Events.NextAsync<CallEnded>(call.CallId, within: Recovery);
        Assert.Equal((Disposition.Indeterminate, EndReason.ChannelVanished), (ended.Disposition, ended.Reason));
        Assert.Equal(1, (await Hotline.CountedAsync(from, 1)).Total.Indeterminate);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task While_Redis_is_away_the_switch_rings_its_last_good_plan_and_the_calls_are_told_later()
    {
        await Hotline.OnShiftAsync(Osh);
        await Hotline.PlanAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        await Hotline.Stack.StopAsync("redis");

        var caller = await Hotline.DialUnseenAsync();
        await caller.Answered;
        var phone = await Hotline.RingsAsync(Osh);
        await Hotline.Stack.RestartAsync("redis", TestContext.Current.CancellationToken);
        var call = await Hotline.Events.NextCallAsync(Recovery);
        await Hotline.Events.NextAsync<CallAnswered>(call.CallId, within: Recovery);
        await caller.HangUpAsync();

        Assert.Equal(1, (await Hotline.CountedAsync(from, 1, within: Recovery)).Total.AnsweredByFallback);
        await Until.DoneAsync(phone.Ended);
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task While_Redis_is_away_the_API_says_so_and_takes_no_change()
    {
        await Hotline.OnShiftAsync(Osh);
        await Hotline.Stack.StopAsync("redis");

        using var change = await Hotline.PutAsync("/api/v1/rosters", EmptyRosterFile);
        using var health = await Hotline.SendAsync(HttpMethod.Get, $"{Hotline.Stack.Endpoints.Routing}/health/ready", role: null);
        await Hotline.Stack.RestartAsync("redis", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (change.StatusCode, change.Headers.RetryAfter?.ToString()));
        Assert.Contains("Redis does not answer", await change.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        await Hotline.AllReadyAsync();
        Assert.True((await Hotline.LiveAsync()).Centres.Single(centre => centre.CentreId == Osh.Centre).OnShift);
    }

    [Fact]
    public async Task A_conversation_that_Redis_has_forgotten_keeps_its_line_and_ends_as_answered()
    {
        await Hotline.OnShiftAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        var talking = await Hotline.DialAsync(CallerInOsh);
        await talking.NextAsync<CallAnswered>();
        await Hotline.Redis.KeyDeleteAsync([$"{{h117}}:call:{talking.Id}", "{h117}:calls", $"{{h117}}:places:{Osh.Id}"]);

        // A change of the roster makes the routers look at the switch.
        await Hotline.OnShiftAsync(Osh, Talas);
        await Until.TrueAsync(async () => await Hotline.Redis.SortedSetLengthAsync($"{{h117}}:places:{Osh.Id}") == 1);
        Assert.Equal(Contracts.Disposition.Answered, (await talking.HangUpAndSettleAsync()).Disposition);

        Assert.Equal(1, (await Hotline.CountedAsync(from, 1)).Total.Answered);
        Assert.Single(Hotline.Events.Of<CallReceived>(talking.Id));
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task A_Redis_that_comes_back_empty_gets_the_directory_the_roster_the_policy_and_the_pauses_back()
    {
        await Hotline.OnShiftAsync(Osh, Talas);
        var before = await DocumentsAsync();
        await Hotline.PauseAsync(Osh, "The line crackles");

        await Hotline.RedisServer.FlushDatabaseAsync();
        // Nothing is forgotten but by a restart, which everybody notices.
        await Hotline.Redis.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

        await Until.TrueAsync(async () => (await DocumentsAsync()).SequenceEqual(before), Recovery, "the documents are back, on the same revisions");
        await Until.TrueAsync(async () => await Hotline.Redis.HashLengthAsync("{h117}:conditions") == 2, Recovery, "so is the pause");
        Assert.Single(await Hotline.Redis.StreamRangeAsync("{h117}:audit"), entry => entry["entry"].ToString().Contains("store.giveBack", StringComparison.Ordinal));
        var call = await Hotline.DialAsync(CallerInOsh);
        Assert.Equal(Talas.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await call.HangUpAndSettleAsync();
        await Hotline.ResumeAsync(Osh);
    }

    /// <summary>How many questions of callers a router could not store at once.</summary>
    private async Task<int> UnansweredQuestionsAsync() =>
        (await File.ReadAllLinesAsync(Path.Combine(Hotline.Stack.Logs, "routing.log"), TestContext.Current.CancellationToken))
            .Count(line => line.Contains("LineWanted can't be stored yet", StringComparison.Ordinal));

    private async Task<RedisValue[]> DocumentsAsync() => await Task.WhenAll(
        new[] { "directory", "roster", "policy" }.Select(name => Hotline.Redis.HashGetAsync($"{{h117}}:{name}", "revision")));

    private async Task MakeCallsAsync()
    {
        for (var i = 0; i < Calls; i++)
        {
            var caller = await Hotline.DialUnseenAsync();
            var phone = await Hotline.RingsAsync(Osh);
            await Until.TrueAsync(async () => (await Hotline.LiveAsync()).Calls.Any(call => call.Phase is Contracts.CallPhase.Talking));
            await caller.HangUpAsync();
            await Until.DoneAsync(phone.Ended);
            await Until.TrueAsync(async () => (await Hotline.LiveAsync()).Calls.Count == 0);
        }
    }

    private async Task AllArriveAsync()
    {
        for (var i = 0; i < Calls; i++)
        {
            var call = await Hotline.Events.NextCallAsync(Recovery);
            await Hotline.Events.NextAsync<CallEnded>(call.CallId, within: Recovery);
            await Until.TrueAsync(() => Hotline.Events.Of(call.CallId).Count >= 4, Recovery);
            Assert.Equal(
                [typeof(CallReceived), typeof(CallOffered), typeof(CallAnswered), typeof(CallEnded)],
                Hotline.Events.Of(call.CallId).Select(each => each.GetType()));
        }
    }
}
