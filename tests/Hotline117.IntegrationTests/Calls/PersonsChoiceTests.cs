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

/// <summary>Dispatchers act over the board's service, which names them: everybody has been tried and the switch asks again only after a minute.</summary>
public class PersonsChoiceTests(Hotline hotline) : CallTests(hotline)
{
    private static readonly OnBehalfOf Aida = new(Roles.Dispatcher, "Аида");
    private static readonly OnBehalfOf Bakyt = new(Roles.Supervisor, "bakyt");

    [Fact]
    public async Task Of_two_dispatchers_who_send_one_caller_to_two_lines_at_two_routers_one_is_first_and_the_other_is_told_who()
    {
        var call = await AllTriedAsync();
        var replicas = Hotline.Stack.Endpoints.RoutingReplicas;

        var answers = await Task.WhenAll(
            ActAsync(Aida, $"/api/v1/calls/{call.Id}/offer", new { line = Osh.Id, reason = "Back at the desk." }, replicas[0]),
            ActAsync(Bakyt, $"/api/v1/calls/{call.Id}/offer", new { centre = Uzgen.Centre, reason = "They know her." }, replicas[1]));

        var answered = await call.NextAsync<CallAnswered>();
        var (first, line) = answers[0].StatusCode is HttpStatusCode.OK ? (Aida, Osh) : (Bakyt, Uzgen);
        Assert.Equal(line.Id, answered.LineId);
        using var second = answers.Single(answer => answer.StatusCode is HttpStatusCode.Conflict);
        Assert.Equal(first.Account, (await ProblemAsync(second)).GetProperty("by").GetString());
        var decision = (await call.ExplainAsync())[^1];
        Assert.Equal((first.Account, line.Id), (decision.ChosenBy, decision.ChosenLineId));
        Assert.Null(Hotline.Phones.TryNextCall((line == Osh ? Uzgen : Osh).Number));
        Assert.Contains((await Hotline.GetAsync<JsonElement>("/api/v1/audit")).EnumerateArray().Select(each => each.GetProperty("entry")), entry =>
            entry.GetProperty("actor").GetString() == first.Account && entry.GetProperty("action").GetString() == "call.offer" && entry.GetProperty("target").GetString() == call.Id);
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task A_dispatcher_sends_a_caller_to_the_emergency_line_once_and_what_cannot_be_rung_is_refused_with_the_reason()
    {
        var call = await AllTriedAsync();
        Assert.Equal("offShift", await RefusedAsync(call, "offer", new { line = Talas.Id, reason = "Nearest." }));

        using var sent = await ActAsync(Aida, $"/api/v1/calls/{call.Id}/emergency", new { reason = "She is being beaten." });
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);

        Assert.True((await Hotline.LiveAsync()).Calls.Single().Emergency);
        Assert.Equal("atEmergency", await RefusedAsync(call, "emergency", new { reason = "She is being beaten." }));
        Assert.Equal("atEmergency", await RefusedAsync(call, "offer", new { line = Osh.Id, reason = "Nearest." }));
        var decision = (await call.ExplainAsync())[^1];
        Assert.Equal((Aida.Account, true), (decision.ChosenBy, decision.ToEmergency));
        await call.Caller.HangUpAsync();
        Assert.Equal(Disposition.Overflowed, (await call.NextAsync<CallEnded>()).Disposition);
    }

    [Theory]
    [InlineData(Roles.Service, "ministry/gulnara", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Service, "coordinator/gulnara", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Service, "service/web", HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Service, null, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Monitor, "dispatcher/aida", HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Administrator, "dispatcher/aida", HttpStatusCode.Unauthorized)]
    public async Task Only_the_boards_service_speaks_for_people_and_only_for_those_who_may_act(string key, string? person, HttpStatusCode expected)
    {
        using var answer = await ActAsync(person, "/api/v1/calls/nobody-1.1/emergency", new { reason = "Why not." }, key: key);

        Assert.Equal(expected, answer.StatusCode);
    }

    private Task<HotlineCall> AllTriedAsync() => Hotline.DialWhenAllAreBusyAsync(Osh, Uzgen);

    private async Task<string?> RefusedAsync(HotlineCall call, string act, object body)
    {
        using var answer = await ActAsync(Bakyt, $"/api/v1/calls/{call.Id}/{act}", body);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return (await ProblemAsync(answer)).GetProperty("code").GetString();
    }

    private Task<HttpResponseMessage> ActAsync(OnBehalfOf person, string path, object body, string? at = null) => ActAsync(person.ToString(), path, body, at);

    private Task<HttpResponseMessage> ActAsync(string? person, string path, object body, string? at = null, string key = Roles.Service) =>
        Hotline.SendAsync(HttpMethod.Post, (at ?? Hotline.Stack.Endpoints.Routing) + path, key, JsonContent.Create(body), person: person);

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
}
