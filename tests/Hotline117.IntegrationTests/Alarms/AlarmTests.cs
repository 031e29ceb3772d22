using System.Net;
using System.Text.Json;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Live;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Alarms;

public sealed class AlarmTests(Hotline hotline) : CallTests(hotline)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task A_region_that_a_change_of_the_roster_leaves_bare_is_told_by_all_routers_until_somebody_is_on_shift_again()
    {
        await Hotline.OnShiftAsync(FromOsh);
        await GoneAsync("no-cover-now:talas");
        await Hotline.OnShiftAsync(Osh, Manas, Bishkek);

        var alarm = await EverywhereAsync("no-cover-now:talas");
        Assert.Equal((AlarmKind.NoCoverNow, AlarmSeverity.Critical, "talas"), (alarm.Kind, alarm.Severity, alarm.Subject));
        // The same one, begun once, at each router and on each board.
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
            Assert.Equal(alarm.Since, (await Hotline.LiveAsync(replica)).Alarms.Single(each => each.Key == alarm.Key).Since);

        await Hotline.OnShiftAsync(FromOsh);
        await GoneAsync(alarm.Key);
        var over = (await AlarmsAsync()).Past.Where(past => past.Key == alarm.Key && past.Since == alarm.Since).ToList();
        Assert.True(Assert.Single(over).EndedAt > alarm.Since);
    }

    [Fact]
    public async Task Of_two_who_acknowledge_one_is_told_who_was_first_and_the_word_outlives_all_routers()
    {
        await Hotline.OnShiftAsync(Bishkek);
        const string key = "no-cover-now:osh-city";
        await EverywhereAsync(key);
        var path = $"/api/v1/alarms/{Uri.EscapeDataString(key)}/acknowledge";

        var answers = await Task.WhenAll(Hotline.PostAsync(path, role: Roles.Dispatcher), Hotline.PostAsync(path, role: Roles.Supervisor));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        var problem = await JsonAsync(answers.Single(answer => answer.StatusCode is HttpStatusCode.Conflict));
        var first = problem.GetProperty("by").GetString();
        Assert.Equal("acknowledged", problem.GetProperty("code").GetString());
        await Until.TrueAsync(async () => (await EverywhereAsync(key)).Acknowledged?.By == first);
        var audit = (await Hotline.GetAsync<JsonElement>("/api/v1/audit?count=5")).EnumerateArray().Select(each => each.GetProperty("entry"))
            .Where(entry => entry.GetProperty("action").GetString() == "alarm.acknowledge").ToList();
        Assert.Equal((key, first), (Assert.Single(audit).GetProperty("target").GetString(), audit[0].GetProperty("actor").GetString()));

        await using (Hotline.KillRouters())
        {
            // Nothing to do but to be dead.
        }

        await Hotline.AllReadyAsync();
        Assert.Equal(first, (await EverywhereAsync(key)).Acknowledged?.By);
    }

    [Fact]
    public async Task What_nobody_can_acknowledge_is_refused_and_the_list_is_bounded_and_answers_by_its_tag()
    {
        using var unknown = await Hotline.PostAsync("/api/v1/alarms/redis/acknowledge", role: Roles.Dispatcher);
        using var monitor = await Hotline.PostAsync("/api/v1/alarms/redis/acknowledge", role: Roles.Monitor);
        using var tooMany = await Hotline.SendAsync(HttpMethod.Get, $"{Hotline.Stack.Endpoints.Routing}/api/v1/alarms?past=201", Roles.Dispatcher);
        using var none = await Hotline.SendAsync(HttpMethod.Get, $"{Hotline.Stack.Endpoints.Routing}/api/v1/alarms?past=0", Roles.Dispatcher);

        Assert.Equal((HttpStatusCode.NotFound, "over"), (unknown.StatusCode, (await JsonAsync(unknown)).GetProperty("code").GetString()));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.OK), (monitor.StatusCode, tooMany.StatusCode, none.StatusCode));
        Assert.Equal(0, (await JsonAsync(none)).GetProperty("past").GetArrayLength());
        Assert.NotNull(none.Headers.ETag);
    }

    [Fact]
    public async Task A_caller_who_waits_longer_than_the_policy_allows_is_told_until_she_is_gone()
    {
        await Hotline.PutPolicyAsync(Hotline.PolicyText.Replace("waitSeconds: 60", "waitSeconds: 2", StringComparison.Ordinal));
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Busy);
        var call = await Hotline.DialAsync();
        await call.NextAsync<CallQueued>();

        var alarm = await EverywhereAsync("long-wait");

        Assert.Equal((1, AlarmSeverity.Warning), (alarm.Figure!.Value, alarm.Severity));
        Assert.DoesNotContain(CallerInOsh, JsonSerializer.Serialize(await AlarmsAsync()), StringComparison.Ordinal);
        await call.HangUpAndSettleAsync();
        await GoneAsync(alarm.Key);
        await Hotline.PutPolicyAsync(Hotline.PolicyText);
    }

    [Fact]
    public async Task That_Redis_is_away_is_told_without_it_nobody_can_acknowledge_meanwhile_and_it_stands_in_the_list_afterwards()
    {
        await Hotline.PutPolicyAsync(Hotline.PolicyText.Replace("troubleSeconds: 10", "troubleSeconds: 1", StringComparison.Ordinal));
        await Hotline.OnShiftAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        await Hotline.Stack.StopAsync("redis");

        var alarm = await EverywhereAsync("redis");
        using var acknowledged = await Hotline.PostAsync("/api/v1/alarms/redis/acknowledge", role: Roles.Dispatcher);
        await Hotline.Stack.RestartAsync("redis", TestContext.Current.CancellationToken);

        Assert.Equal(AlarmSeverity.Critical, alarm.Severity);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, acknowledged.StatusCode);
        await GoneAsync(alarm.Key);
        Assert.Single((await AlarmsAsync()).Past, past => past.Key == "redis" && past.EndedAt > from);
        await Hotline.AllReadyAsync();
        await Hotline.PutPolicyAsync(Hotline.PolicyText);
    }

    [Fact]
    public async Task A_router_that_is_killed_is_missed_by_the_other_and_Prometheus_is_told_of_each_kind()
    {
        var replica = Hotline.Stack.Endpoints.RoutingReplicas[0];
        using var metrics = await Hotline.SendAsync(HttpMethod.Get, $"{replica}/metrics", Roles.Monitor);
        var told = await metrics.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(Enum.GetNames<AlarmKind>(), kind => Assert.Contains($"kind=\"{char.ToLowerInvariant(kind[0])}{kind[1..]}\"", told, StringComparison.Ordinal));
        var before = (await AlarmsAsync(replica)).Current.Where(alarm => alarm.Kind is AlarmKind.Router).Select(alarm => alarm.Key).ToList();

        AppHost.Machine.Posix.Signal(Hotline.Stack.Endpoints.Pids.Routing[1], AppHost.Machine.Posix.Kill);
        await Until.TrueAsync(async () => (await AlarmsAsync(replica)).Current.Any(alarm => alarm.Kind is AlarmKind.Router && !before.Contains(alarm.Key)), Soon);

        await Hotline.Stack.RestartAsync("routing-2", TestContext.Current.CancellationToken);
    }

    private Task<AlarmList> AlarmsAsync(string? replica = null) => Hotline.GetAsync<AlarmList>("/api/v1/alarms?past=200", replica);

    private async Task<Alarm> EverywhereAsync(string key)
    {
        Alarm? found = null;
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
            found = await Until.ValueAsync(async () => (await AlarmsAsync(replica)).Current.FirstOrDefault(alarm => alarm.Key == key), Soon, $"{replica} tells {key}");
        return found!;
    }

    private async Task GoneAsync(string key)
    {
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
            await Until.TrueAsync(async () => (await AlarmsAsync(replica)).Current.All(alarm => alarm.Key != key), Soon, $"{replica} no longer tells {key}");
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
}
