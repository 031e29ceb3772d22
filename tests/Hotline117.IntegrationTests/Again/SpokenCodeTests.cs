using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.RoutingService.Files;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Again;

/// <summary>The number that callers are asked to key in under a mass-dialling attack.</summary>
[Collection(nameof(AgainHotline))]
public sealed class SpokenCodeTests(AgainHotline hotline) : IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Who was in danger in the test before would still be.
        await hotline.StartAmongStrangersAsync();
        await hotline.SetGlobalAsync("CODE_LANGUAGES", "ru");
        await hotline.SetGlobalAsync("KEY_SECONDS", "1");
    }

    public async ValueTask DisposeAsync()
    {
        (await SwitchOffAsync()).Dispose();
        await AskedAsync(false);
    }

    [Fact]
    public async Task Who_keys_in_the_number_goes_before_who_does_not_and_both_are_answered()
    {
        await hotline.SetGlobalAsync("WAIT_SECONDS", "60");
        await hotline.OnShiftAsync(Osh);
        var talking = await hotline.DialAsync();
        await talking.NextAsync<CallAnswered>();
        await SwitchOnAsync();

        var wrong = await DialAndKeyAsync(code => code[..2] + (code[2] == '9' ? '2' : '9'), rounds: 2);
        var right = await DialAndKeyAsync(code => code);

        Assert.Equal((CallPriority.Behind, BehindReason.NoCode), Priority((await wrong.ExplainAsync())[0]));
        Assert.Equal((CallPriority.Normal, null), Priority((await right.ExplainAsync())[0]));
        await talking.HangUpAndSettleAsync();
        await right.NextAsync<CallAnswered>();
        Assert.Empty(wrong.Events.OfType<CallOffered>());
        await right.HangUpAndSettleAsync();
        await wrong.NextAsync<CallAnswered>();
        await wrong.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Who_keys_in_nothing_hears_a_voice_and_is_answered_and_a_second_try_counts()
    {
        await hotline.OnShiftAsync(Osh, Uzgen);
        await SwitchOnAsync();

        var silent = await hotline.DialUnseenAsync();
        await silent.HearsVoiceAsync();
        var silentCall = await hotline.Events.NextCallAsync(TimeSpan.FromSeconds(40));
        await hotline.Events.NextAsync<CallAnswered>(silentCall.CallId);
        var second = await DialAndKeyAsync(code => code, wrongFirst: true);

        Assert.Equal((CallPriority.Behind, BehindReason.NoCode), Priority(hotline.Events.Of<CallOffered>(silentCall.CallId)[0].Explanation!));
        Assert.Equal((CallPriority.Normal, null), Priority((await second.ExplainAsync())[0]));
        await silent.HangUpAsync();
    }

    [Fact]
    public async Task The_key_for_danger_needs_no_number()
    {
        await hotline.OnShiftAsync(Osh);
        await SwitchOnAsync();

        var caller = await hotline.DialUnseenAsync();
        await SpokenAsync();
        await caller.PressAsync(1);
        var call = await hotline.Events.NextCallAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(CallPriority.Danger, (await hotline.Events.NextAsync<CallOffered>(call.CallId)).Explanation!.Priority);
        await caller.HangUpAsync();
    }

    [Fact]
    public async Task Without_prompts_and_without_routers_nobody_is_lost_and_what_no_router_renews_ends_by_itself()
    {
        await hotline.OnShiftAsync(Osh);
        await SwitchOnAsync();
        await hotline.SetGlobalAsync("CODE_LANGUAGES", "xx");
        var unheard = await hotline.DialAsync();
        await unheard.NextAsync<CallAnswered>();
        await unheard.HangUpAndSettleAsync();
        (await SwitchOffAsync()).Dispose();
        await AskedAsync(false);

        await hotline.SwitchAsync($"dialplan set global HOTLINE_CODE_UNTIL {TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 1}");
        var stale = await hotline.DialAsync();

        Assert.Equal((CallPriority.Normal, null), Priority((await stale.NextAsync<CallOffered>()).Explanation!));
        await stale.HangUpAndSettleAsync();
        await hotline.SwitchAsync("dialplan set global HOTLINE_CODE_UNTIL 0");
    }

    [Fact]
    public async Task A_supervisor_switches_it_and_every_router_the_metrics_and_the_audit_trail_know_who_and_why()
    {
        await SwitchOnAsync(Roles.Supervisor);

        foreach (var replica in hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await hotline.LiveAsync(replica)).SpokenCode?.Reason == "A flood of calls.");
            await Until.TrueAsync(async () => await hotline.MetricAsync("hotline117_spoken_code_on", replica) == 1);
        }

        (await SwitchOffAsync()).Dispose();
        foreach (var replica in hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await hotline.LiveAsync(replica)).SpokenCode is null);
        }

        await Until.TrueAsync(() => Acts().TakeLast(2).Select(act => act.Action).SequenceEqual(["spoken-code.on", "spoken-code.off"]));
        Assert.Equal("A flood of calls.", Acts()[^2].Reason);
    }

    [Theory]
    [InlineData(Roles.Dispatcher, "A flood of calls.", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Ministry, "A flood of calls.", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Supervisor, "", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Supervisor, "from 0555 123 456", HttpStatusCode.BadRequest)]
    public async Task Who_may_not_or_gives_no_reason_switches_nothing(string role, string reason, HttpStatusCode expected)
    {
        using var answer = await PutAsync(role, reason);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Null((await hotline.LiveAsync()).SpokenCode);
    }

    [Fact]
    public async Task The_policy_switches_it_on_when_calls_are_too_many_and_off_after_quiet_minutes()
    {
        await hotline.OnShiftAsync(Bishkek, Osh, Uzgen);
        // A person's last word, of an earlier test, holds for a while.
        await hotline.Redis.KeyDeleteAsync("{h117}:spoken-code:kept-off");
        await PutPolicyAsync(new AttackPolicy { CallsPerMinute = 10, Quiet = TimeSpan.FromMinutes(5) });
        var callers = new List<Caller>();
        for (var call = 0; call < 10; call++)
        {
            callers.Add(await hotline.DialUnseenAsync());
        }

        await Until.TrueAsync(async () => (await hotline.LiveAsync()).SpokenCode?.By == "policy");
        await AskedAsync(true);
        await Task.WhenAll(callers.Select(caller => caller.Answered));
        await Task.WhenAll(callers.Select(caller => caller.HangUpAsync()));
        await hotline.LaterAsync(TimeSpan.FromMinutes(4));
        await Task.Delay(TimeSpan.FromSeconds(3), Stop);
        Assert.NotNull((await hotline.LiveAsync()).SpokenCode);
        await hotline.LaterAsync(TimeSpan.FromMinutes(2));

        await Until.TrueAsync(async () => (await hotline.LiveAsync()).SpokenCode is null);
        await AskedAsync(false);
        await Until.TrueAsync(() => Acts().TakeLast(2).Select(act => (act.Actor, act.Action)).SequenceEqual([("policy", "spoken-code.on"), ("policy", "spoken-code.off")]));
        await PutPolicyAsync(AttackPolicy.Default);
    }

    private async Task<HotlineCall> DialAndKeyAsync(Func<string, string> keys, int rounds = 1, bool wrongFirst = false)
    {
        var caller = await hotline.DialUnseenAsync();
        for (var round = 1; round <= rounds + (wrongFirst ? 1 : 0); round++)
        {
            var spoken = await SpokenAsync(round);
            // No number has a 0.
            foreach (var key in wrongFirst && round == 1 ? "000" : keys(spoken))
            {
                await caller.PressAsync(key - '0');
                await Task.Delay(TimeSpan.FromMilliseconds(100), Stop);
            }
        }

        return new HotlineCall(hotline, caller, await hotline.Events.NextCallAsync());
    }

    /// <summary>What the caller hears who is asked just now.</summary>
    private Task<string> SpokenAsync(int round = 1) => Until.ValueAsync(async () =>
    {
        foreach (var channel in (await hotline.SwitchAsync("core show channels concise")).Split('\n').Select(line => line.Split('!')).Where(fields => fields is [_, "hotline-code", ..]))
        {
            var shown = await hotline.SwitchAsync($"core show channel {channel[0]}");
            // The key of the round before is forgotten when all of this one is set: two numbers can be alike.
            if (Variable("ROUNDS") == $"{2 - round}" && Variable("KEY").Length == 0 && Variable("NUMBER") is { Length: 3 } code)
            {
                return code;
            }

            string Variable(string name) => Regex.Match(shown, $@"HOTLINE_{name}=(\S*)").Groups[1].Value;
        }

        return null;
    });

    private async Task SwitchOnAsync(string role = Roles.Supervisor)
    {
        using var answer = await PutAsync(role, "A flood of calls.");
        answer.EnsureSuccessStatusCode();
        await AskedAsync(true);
    }

    private Task<HttpResponseMessage> PutAsync(string role, string reason) =>
        hotline.SendAsync(HttpMethod.Put, $"{hotline.Stack.Endpoints.Routing}/api/v1/spoken-code", role, JsonContent.Create(new { reason }));

    private Task<HttpResponseMessage> SwitchOffAsync() =>
        hotline.SendAsync(HttpMethod.Delete, $"{hotline.Stack.Endpoints.Routing}/api/v1/spoken-code", Roles.Supervisor);

    private Task AskedAsync(bool asked) => Until.TrueAsync(
        async () => Regex.IsMatch(await hotline.SwitchAsync("dialplan show globals"), "HOTLINE_CODE_UNTIL=[1-9]") == asked, what: $"the switch asks callers: {asked}");

    private async Task PutPolicyAsync(AttackPolicy attack)
    {
        var policy = RoutingPolicy.Default with { Care = hotline.Care, Again = hotline.Again, Attack = attack };
        using var answer = await hotline.PutAsync("/api/v1/policy", PolicyFile.Write(policy, FileFormat.Yaml));
        answer.EnsureSuccessStatusCode();
    }

    private IReadOnlyList<OperatorActed> Acts() => [.. hotline.Events.Distinct.Select(seen => seen.Event).OfType<OperatorActed>().Where(act => act.Target == "spoken-code").OrderBy(act => act.OccurredAt)];

    private static (CallPriority, BehindReason?) Priority(Explanation decision) => (decision.Priority, decision.BehindFor);
}
