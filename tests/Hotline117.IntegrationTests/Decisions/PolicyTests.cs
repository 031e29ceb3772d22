using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Live;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Calls;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Decisions;
using Hotline117.RoutingService.Files;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Decisions;

public class PolicyTests(Hotline hotline) : CallTests(hotline)
{
    private const string Url = "/api/v1/policy";

    /// <summary>Kyrgyz and Russian for all: nobody is nearer than anybody else, but Talas comes first by its kind. Uzgen is kept for those who wait.</summary>
    private const string Patient = """
        name: patient
        wishes: []
        tiers:
          - { name: near, kinds: [crisis-centre], withinMinutes: 30 }
          - { name: country, kinds: [crisis-centre], afterSeconds: 600 }
        care: { wrapUpSeconds: 0, pauseAfterUnanswered: 0 }
        """;

    private const string Faulty = """
        name: faulty
        wishes:
          - { wish: colour, requiredForSeconds: 99999 }
        tiers:
          - { name: near, kinds: [crisis-center, emergency], withinMinutes: 0 }
        care: { wrapUpSeconds: -1, pauseAfterUnanswerd: 3 }
        """;

    [Fact]
    public async Task A_policy_put_over_the_API_decides_the_next_call_on_every_replica_and_stands_in_its_explanation()
    {
        await Hotline.OnShiftAsync(Osh, Bishkek);
        try
        {
            var version = await PutPolicyAsync(Patient);
            foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
            {
                await Until.TrueAsync(async () => (await Hotline.WhatIfAsync("region=osh-city", replica))[0].PolicyVersion == version, TimeSpan.FromSeconds(2));
            }

            var call = await Hotline.DialAsync();
            await call.NextAsync<CallAnswered>();
            var decision = Assert.Single(await call.ExplainAsync());
            Assert.Equal((version, Osh.Id), (decision.PolicyVersion, decision.ChosenLineId));
            Assert.Equal(Verdict.NotYet, decision.Considered.Single(line => line.LineId == Bishkek.Id).Verdict);
            await call.HangUpAndSettleAsync();
        }
        finally
        {
            await PutPolicyAsync(Hotline.PolicyText);
        }
    }

    [Fact]
    public async Task A_policy_that_gives_more_time_to_write_up_acts_on_the_next_call_without_a_restart_and_the_audit_trail_tells_what_changed()
    {
        await Hotline.OnShiftAsync(Osh);
        try
        {
            var version = await PutPolicyAsync(Hotline.PolicyText.Replace("wrapUpSeconds: 0", "wrapUpSeconds: 5", StringComparison.Ordinal));
            foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
            {
                await Until.TrueAsync(async () => (await Hotline.WhatIfAsync("region=osh-city", replica))[0].PolicyVersion == version, TimeSpan.FromSeconds(2));
            }

            var call = await Hotline.DialAsync();
            await call.NextAsync<CallAnswered>();
            await call.HangUpAndSettleAsync();
            Assert.Equal(LineActivity.WrapUp, (await Hotline.GetAsync<LineStatus[]>("/api/v1/lines")).Single(line => line.LineId == Osh.Id).Activity);
            var change = (await Hotline.GetAsync<JsonElement>("/api/v1/audit?count=1"))[0].GetProperty("entry");
            Assert.Equal(["~care"], change.GetProperty("changes").EnumerateArray().Select(part => part.GetString()));
        }
        finally
        {
            await PutPolicyAsync(Hotline.PolicyText);
        }
    }

    [Fact]
    public async Task Two_editors_of_the_policy_never_overwrite_each_other()
    {
        using var read = await Hotline.SendAsync(HttpMethod.Get, Hotline.Stack.Endpoints.Routing + Url, Roles.Administrator);
        var tag = read.Headers.ETag!.ToString();
        try
        {
            using var blind = await Hotline.PutAsync(Url, Patient, ifMatch: null);
            Assert.Equal(HttpStatusCode.PreconditionRequired, blind.StatusCode);
            using var first = await Hotline.PutAsync(Url, Patient, ifMatch: tag);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            using var second = await Hotline.PutAsync(Url, Hotline.PolicyText, ifMatch: tag);
            Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
            Assert.Equal(first.Headers.ETag, second.Headers.ETag);
            Assert.Equal("patient", (await Hotline.GetAsync<JsonElement>(Url)).GetProperty("name").GetString());
        }
        finally
        {
            await PutPolicyAsync(Hotline.PolicyText);
        }
    }

    [Fact]
    public async Task A_faulty_policy_is_refused_with_every_error_and_the_last_good_one_stays()
    {
        using var answer = await Hotline.PutAsync(Url, Faulty);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errors");
        Assert.Equal(
            ["care.pauseAfterUnanswerd", "care.wrapUpSeconds", "tiers", "tiers[0].kinds", "tiers[0].withinMinutes", "wishes[0].requiredForSeconds", "wishes[0].wish"],
            errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        Assert.NotEqual("faulty", (await Hotline.GetAsync<JsonElement>(Url)).GetProperty("name").GetString());
        using var stranger = await Hotline.PutAsync(Url, Patient, Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
    }

    [Fact]
    public async Task One_can_ask_who_would_be_rung_and_several_callers_at_once_share_the_lines()
    {
        await Hotline.OnShiftAsync(Osh, Uzgen);
        var decisions = await Hotline.WhatIfAsync("region=osh-city&language=ky&calls=3");
        Assert.Equal([Osh.Id, Uzgen.Id, null], decisions.Select(decision => decision.ChosenLineId));
        Assert.Equal(Verdict.Busy, decisions[2].Considered[0].Verdict);
        Assert.Equal(Season.Winter, (await Hotline.WhatIfAsync("region=chatkal&language=uz&need=legal&gender=female&at=2027-01-01T03:00:00%2B06:00"))[0].Season);
        Assert.Null((await Hotline.WhatIfAsync("audience=perpetrators"))[0].ChosenLineId);
    }

    [Fact]
    public async Task A_question_that_can_not_be_answered_says_all_that_is_wrong_with_it()
    {
        using var answer = await Hotline.SendAsync(
            HttpMethod.Get, $"{Hotline.Stack.Endpoints.Routing}/api/v1/decisions/what-if?region=osh-town&language=xx&at=never&calls=0&gender=x", Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errors");
        Assert.Equal(["at", "calls", "gender", "language", "region"], errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_change_of_the_roster_can_be_tried_before_it_holds()
    {
        await Hotline.OnShiftAsync(Bishkek);
        using var answer = await Hotline.PostAsync("/api/v1/decisions/what-if?region=osh-city", new { roster = RosterFile([Osh, Bishkek]) });
        var tried = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(Bishkek.Id, tried.GetProperty("inForce")[0].GetProperty("chosenLineId").GetString());
        Assert.Equal(Osh.Id, tried.GetProperty("draft")[0].GetProperty("chosenLineId").GetString());
        Assert.Contains(tried.GetProperty("differences").EnumerateArray(), difference =>
            difference.GetProperty("region").GetString() == "uzgen" && difference.GetProperty("after").GetString() == Osh.Id);
        Assert.DoesNotContain(tried.GetProperty("differences").EnumerateArray(), difference => difference.GetProperty("region").GetString() == "bishkek");
    }

    [Fact]
    public async Task With_everybody_paused_by_hand_the_emergency_line_rings_at_once()
    {
        await Hotline.OnShiftAsync(Osh, Bishkek);
        await Task.WhenAll(Hotline.PauseAsync(Osh, "training"), Hotline.PauseAsync(Bishkek, "training"));
        try
        {
            var caller = await Hotline.DialUnseenAsync();
            var phone = await Hotline.Phones.NextCallAsync(EmergencyNumber, TimeSpan.FromSeconds(10));
            Assert.NotNull(phone);
            Assert.Equal([Verdict.Paused, Verdict.Paused], (await Hotline.WhatIfAsync("region=osh-city"))[0].Considered
                .Where(line => line.LineId == Osh.Id || line.LineId == Bishkek.Id).Select(line => line.Verdict));
            await caller.HangUpAsync();
        }
        finally
        {
            await Task.WhenAll(Hotline.ResumeAsync(Osh), Hotline.ResumeAsync(Bishkek));
        }
    }

    private async Task<string> PutPolicyAsync(string policy)
    {
        using var answer = await Hotline.PutAsync(Url, policy);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("version").GetString()!;
    }
}
