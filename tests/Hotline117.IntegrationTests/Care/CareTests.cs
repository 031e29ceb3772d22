using System.Net;
using System.Net.Http.Json;
using Hotline117.AppHost.Machine;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Live;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Microsoft.AspNetCore.Mvc;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Care;

/// <summary>Pauses, wrap-up, rests and phones that can't be reached, with real calls.</summary>
public sealed class CareTests(CaringHotline hotline) : IClassFixture<CaringHotline>, IAsyncLifetime
{
    private const string Endpoint = "counsellor-1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await hotline.StartAfreshAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_line_that_left_three_callers_unanswered_is_paused_by_itself_with_an_alarm_until_somebody_resumes_it()
    {
        await hotline.OnShiftAsync(Osh, Uzgen);
        await hotline.SetGlobalAsync("RING_SECONDS", "1");
        hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        for (var i = 1; i <= CaringHotline.PauseAfterUnanswered; i++)
        {
            // Uzgen's counsellor has the call before to write up.
            await Until.TrueAsync(async () => (await StatusAsync(Uzgen)).Activity is LineActivity.Free);
            Assert.Equal((LineActivity.Free, i - 1), ((await StatusAsync(Osh)).Activity, (await StatusAsync(Osh)).UnansweredInARow));
            var call = await hotline.DialAsync();
            Assert.Equal(Uzgen.Id, (await call.NextAsync<CallAnswered>()).LineId);
            await call.HangUpAndSettleAsync();
        }

        foreach (var replica in hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await StatusAsync(Osh, replica)).Activity is LineActivity.Paused, TimeSpan.FromSeconds(2));
        }

        var stop = Assert.Single((await StatusAsync(Osh)).Stops);
        Assert.Equal(("unanswered", "policy"), (stop.Kind, stop.By));
        Assert.InRange(stop.Until!.Value - stop.Since, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15));
        await Until.TrueAsync(() => Acts(Osh.Id).Any(act => act is { Actor: "policy", Action: "line.pause" }), what: "the alarm is told");

        using var resumed = await hotline.PostAsync($"/api/v1/lines/{Osh.Id}/resume");
        Assert.Equal(LineActivity.Free, Assert.Single(await ReadAsync(resumed)).Activity);
        Assert.Equal(0, (await StatusAsync(Osh)).UnansweredInARow);
    }

    [Fact]
    public async Task An_engaged_phone_is_not_taken_for_one_that_nobody_answers()
    {
        await hotline.OnShiftAsync(Osh);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Busy);

        var call = await hotline.DialAsync();
        await call.NextAsync<CallOffered>(number: CaringHotline.PauseAfterUnanswered + 1);

        Assert.Equal((0, true), ((await StatusAsync(Osh)).UnansweredInARow, (await StatusAsync(Osh)).CanBeRung));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Whoever_has_hung_up_has_time_to_write_up_before_the_next_call_rings()
    {
        await hotline.OnShiftAsync(Osh);
        var conversations = (await StatusAsync(Osh)).ConversationsInShift;
        var first = await hotline.DialAsync();
        await first.NextAsync<CallAnswered>();
        var ended = await first.HangUpAndSettleAsync();

        var second = await hotline.DialAsync();
        await second.NextAsync<CallQueued>();
        // The router that is asked may hear of the end a moment after the one that noted it.
        await Until.TrueAsync(async () => (await StatusAsync(Osh)).Activity is LineActivity.WrapUp);
        Assert.Equal(conversations + 1, (await StatusAsync(Osh)).ConversationsInShift);
        await Until.TrueAsync(async () => (await hotline.LiveAsync()).Centres.Single(centre => centre.CentreId == Osh.Centre).Lines[0].Reserved == 1);
        var offered = await second.NextAsync<CallOffered>();

        Assert.InRange(offered.OccurredAt - ended.OccurredAt, CaringHotline.WrapUp * 0.95, CaringHotline.WrapUp + TimeSpan.FromSeconds(3));
        await second.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task A_place_that_a_killed_router_took_for_a_call_of_which_nothing_is_known_any_more_becomes_free()
    {
        await hotline.OnShiftAsync(Osh);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var lost = await hotline.DialAsync();
        await lost.NextAsync<CallOffered>();
        foreach (var pid in hotline.Stack.Endpoints.Pids.Routing)
        {
            Posix.Signal(pid, Posix.Kill);
        }

        await lost.HangUpAsync();
        await hotline.Redis.KeyDeleteAsync(["{h117}:calls", $"{{h117}}:call:{lost.Id}"]);
        await Task.WhenAll(new[] { "routing", "routing-2" }.Select(router => hotline.Stack.RestartAsync(router, Stop)));
        hotline.Phones.Set(Osh.Number, PhoneHabit.Answers);

        var next = await hotline.DialAsync();
        Assert.Equal(Osh.Id, (await next.NextAsync<CallAnswered>(within: CaringHotline.LongestRing + TimeSpan.FromSeconds(10))).LineId);
        await next.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task A_pause_with_its_reason_is_known_to_every_replica_within_a_second_and_the_audit_trail_has_it()
    {
        await hotline.OnShiftAsync(Osh, Uzgen);

        using var paused = await hotline.PostAsync($"/api/v1/lines/{Osh.Id}/pause", new { reason = "Training", minutes = 30 }, Roles.Dispatcher);

        Assert.Equal(LineActivity.Paused, Assert.Single(await ReadAsync(paused)).Activity);
        foreach (var replica in hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => await StatusAsync(Osh, replica) is { Activity: LineActivity.Paused, CanBeRung: false }, TimeSpan.FromSeconds(1));
            var stop = Assert.Single((await StatusAsync(Osh, replica)).Stops);
            Assert.Equal(("pause", "key:dispatcher", "Training", TimeSpan.FromMinutes(30)), (stop.Kind, stop.By, stop.Reason, stop.Until - stop.Since));
        }

        await Until.TrueAsync(() => Acts(Osh.Id).Any(act => act is { Actor: "key:dispatcher", Action: "line.pause", Reason: "Training" }));
        using var trail = await hotline.SendAsync(HttpMethod.Get, $"{hotline.Stack.Endpoints.Routing}/api/v1/audit?count=5", Roles.Administrator);
        Assert.Contains("\"action\":\"line.pause\"", await trail.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var resumed = await hotline.PostAsync($"/api/v1/lines/{Osh.Id}/resume", role: Roles.Supervisor);
        Assert.True(Assert.Single(await ReadAsync(resumed)).CanBeRung);
        await Until.TrueAsync(() => Acts(Osh.Id).Any(act => act is { Actor: "key:supervisor", Action: "line.resume" }));
    }

    [Fact]
    public async Task A_paused_centre_stays_paused_whatever_is_done_to_its_lines()
    {
        await hotline.OnShiftAsync(Osh);
        using var paused = await hotline.PostAsync($"/api/v1/centres/{Osh.Centre}/pause", new { reason = "No heating" });
        paused.EnsureSuccessStatusCode();

        using var line = await hotline.PostAsync($"/api/v1/lines/{Osh.Id}/resume");
        Assert.Equal(["centrePause"], Assert.Single(await ReadAsync(line)).Stops.Select(stop => stop.Kind));
        using var centre = await hotline.PostAsync($"/api/v1/centres/{Osh.Centre}/resume");
        Assert.Empty(Assert.Single(await ReadAsync(centre)).Stops);
    }

    [Fact]
    public async Task A_rest_ends_by_itself_and_what_is_wrong_with_a_request_is_said_at_once()
    {
        await hotline.OnShiftAsync(Osh);
        using var rests = await hotline.PostAsync($"/api/v1/lines/{Osh.Id}/rest", new { minutes = 10 });
        Assert.Equal(LineActivity.Resting, Assert.Single(await ReadAsync(rests)).Activity);
        using var back = await hotline.PostAsync($"/api/v1/lines/{Osh.Id}/resume");
        Assert.True(Assert.Single(await ReadAsync(back)).CanBeRung);

        using var wrong = await hotline.PostAsync($"/api/v1/lines/{Osh.Id}/pause", new { reason = "call me on 0555 12-34-56", minutes = 0 });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var problem = (await wrong.Content.ReadFromJsonAsync<ValidationProblemDetails>(Stop))!;
        Assert.Equal(["minutes", "reason"], problem.Errors.Keys.Order());
        using var unknown = await hotline.PostAsync("/api/v1/lines/osh-l/pause", new { reason = "x" });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("osh-1", await unknown.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var forbidden = await hotline.PostAsync($"/api/v1/lines/{Osh.Id}/pause", new { reason = "x" }, Roles.Ministry);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.True((await StatusAsync(Osh)).CanBeRung);
    }

    [Fact]
    public async Task A_line_that_is_an_endpoint_rings_its_registered_phone_and_is_unreachable_without_one()
    {
        await AddEndpointAsync();
        await using var phone = new RegisteredPhone(hotline.Sip, Endpoint);
        await phone.RegisterAsync();
        await PutDirectoryAsync($"endpoint: {Endpoint}");
        await hotline.OnShiftAsync(Osh);
        await Until.TrueAsync(async () => await StatusAsync(Osh) is { UnreachableSince: null });

        var call = await hotline.DialAsync();
        var rung = await phone.NextCallAsync();
        Assert.Equal(Osh.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await call.HangUpAndSettleAsync();
        await Until.DoneAsync(rung.Ended);

        await phone.UnregisterAsync();
        foreach (var replica in hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => await StatusAsync(Osh, replica) is { UnreachableSince: not null, CanBeRung: false }, TimeSpan.FromSeconds(10));
        }

        await phone.RegisterAsync();
        await Until.TrueAsync(async () => await StatusAsync(Osh) is { UnreachableSince: null, CanBeRung: true }, TimeSpan.FromSeconds(10));
        await PutDirectoryAsync($"number: \"{Osh.Number}\"");
    }

    [Fact]
    public async Task A_trunk_that_does_not_answer_the_switchs_OPTIONS_is_told_as_unreachable_and_yet_silences_none_of_its_numbers()
    {
        await hotline.OnShiftAsync(Osh);
        var trunk = $"contact = sip:127.0.0.1:{hotline.Phones.Port}";
        await hotline.ChangeTrunksAsync(trunks => trunks.Replace(trunk, $"{trunk}\nqualify_frequency = 1\nqualify_timeout = 0.5", StringComparison.Ordinal));
        hotline.Phones.AnswersOptions = false;
        await Until.TrueAsync(async () => await StatusAsync(Osh) is { UnreachableSince: not null, CanBeRung: false }, TimeSpan.FromSeconds(10));
        Assert.All(await hotline.GetAsync<LineStatus[]>("/api/v1/lines"), line => Assert.NotNull(line.UnreachableSince));

        // The switch dials it all the same, and so its word can be wrong.
        var call = await hotline.DialAsync();
        Assert.Equal(Osh.Id, (await call.NextAsync<CallAnswered>()).LineId);
        hotline.Phones.AnswersOptions = true;
        await Until.TrueAsync(async () => await StatusAsync(Osh) is { UnreachableSince: null });
        await call.HangUpAndSettleAsync();
        await hotline.ChangeTrunksAsync(trunks => trunks.Replace("\nqualify_frequency = 1\nqualify_timeout = 0.5", "", StringComparison.Ordinal));
    }

    private IEnumerable<OperatorActed> Acts(string target) =>
        hotline.Events.Distinct.Select(each => each.Event).OfType<OperatorActed>().Where(act => act.Target == target);

    private async Task<LineStatus> StatusAsync(TestLine line, string? replica = null) =>
        (await hotline.GetAsync<LineStatus[]>("/api/v1/lines", replica)).Single(status => status.LineId == line.Id);

    private static async Task<LineStatus[]> ReadAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<LineStatus[]>(Contracts.ContractJson.Options, Stop))!;
    }

    private async Task PutDirectoryAsync(string dialled)
    {
        using var answer = await hotline.PutAsync("/api/v1/centres", DirectoryFile.Replace($"number: \"{Osh.Number}\"", dialled, StringComparison.Ordinal));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task AddEndpointAsync()
    {
        await hotline.ChangeTrunksAsync(trunks => trunks + $"""

            [{Endpoint}]
            type = endpoint
            context = nowhere
            aors = {Endpoint}
            disallow = all
            allow = alaw,ulaw
            direct_media = no
            rtp_symmetric = yes
            media_address = 127.0.0.1
            bind_rtp_to_media_address = yes

            [{Endpoint}]
            type = aor
            max_contacts = 1
            remove_existing = yes

            """);
        await Until.TrueAsync(async () => (await hotline.SwitchAsync($"pjsip show endpoint {Endpoint}")).Contains("Endpoint:", StringComparison.Ordinal));
    }
}
