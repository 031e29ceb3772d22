using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>A coordinator at the API itself, whatever her pages show.</summary>
[Collection(nameof(SecondHotline))]
public class OwnCentreTests(SecondHotline hotline) : CallTests(hotline)
{
    private const string OfOsh = "coordinator/gulnara/osh";
    private const string OfNone = "coordinator/gulnara";
    private const string Held = """{"reason":"Training","minutes":5,"until":"2099-01-01T00:00"}""";

    [Theory]
    [InlineData("GET", "/api/v1/rosters?centre=uzgen")]
    [InlineData("GET", "/api/v1/rosters/week?centre=uzgen")]
    [InlineData("GET", "/api/v1/calls/nobody-1.1/explanation")]
    [InlineData("POST", "/api/v1/lines/uzgen-1/pause", Held)]
    [InlineData("POST", "/api/v1/lines/uzgen-1/rest", Held)]
    [InlineData("POST", "/api/v1/lines/uzgen-1/resume", "{}")]
    [InlineData("POST", "/api/v1/lines/uzgen-1/duty", Held)]
    [InlineData("POST", "/api/v1/lines/no-such-line/resume", "{}")]
    [InlineData("POST", "/api/v1/centres/uzgen/pause", Held)]
    [InlineData("POST", "/api/v1/centres/uzgen/resume", "{}")]
    [InlineData("POST", "/api/v1/centres/uzgen/duty", Held)]
    [InlineData("PUT", "/api/v1/rosters/shifts/mine", """{"lines":["uzgen-1"],"days":"daily","from":"08:00","to":"20:00"}""")]
    [InlineData("PUT", "/api/v1/rosters/shifts/mine", """{"lines":["osh-1","uzgen-1"],"days":"daily","from":"08:00","to":"20:00"}""")]
    [InlineData("PUT", "/api/v1/rosters/shifts/mine", """{"lines":["osh-1","guessed-9"],"days":"daily","from":"08:00","to":"20:00"}""")]
    [InlineData("PUT", "/api/v1/rosters/shifts/mine", """{"centre":"uzgen","days":"nonsense"}""")]
    [InlineData("PUT", "/api/v1/rosters/exceptions/mine", """{"centre":"uzgen","from":"2099-01-01"}""")]
    public async Task Another_centres_data_are_refused_in_clear_words_and_nothing_changes(string method, string path, string? body = null)
    {
        await Hotline.OnShiftAsync(Osh, Uzgen);

        using var answer = await AskAsync(OfOsh, method, path, body);
        using var withoutCentre = await AskAsync(OfNone, method, path, body);

        Assert.Equal((HttpStatusCode.Forbidden, "otherCentre"), await RefusalAsync(answer));
        Assert.Equal((HttpStatusCode.Forbidden, "noCentre"), await RefusalAsync(withoutCentre));
        Assert.DoesNotContain("uzgen", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/live")]
    [InlineData("/api/v1/lines")]
    [InlineData("/api/v1/rosters")]
    [InlineData("/api/v1/rosters/week")]
    public async Task What_she_reads_names_her_own_centre_and_no_other(string path)
    {
        await Hotline.OnShiftAsync(Osh, Uzgen, Refuge);

        using var answer = await AskAsync(OfOsh, "GET", path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(Osh.Id, text, StringComparison.Ordinal);
        Assert.All(All.Where(line => line != Osh), line => Assert.DoesNotContain(line.Id, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/live/stream")]
    [InlineData("/api/v1/centres")]
    [InlineData("/api/v1/audit")]
    [InlineData("/api/v1/alarms")]
    [InlineData("/api/v1/callbacks")]
    [InlineData("/api/v1/rosters/gaps")]
    [InlineData("/api/v1/rosters/duty")]
    public async Task What_is_of_the_whole_hotline_is_not_hers(string path)
    {
        using var answer = await AskAsync(OfOsh, "GET", path);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task She_pauses_and_resumes_her_own_line_and_changes_her_own_entries_only()
    {
        await Hotline.OnShiftAsync(Osh, Uzgen);
        foreach (var (method, path, body) in new (string, string, string?)[]
        {
            ("POST", "/api/v1/lines/osh-1/pause", Held), ("POST", "/api/v1/lines/osh-1/resume", "{}"), ("POST", "/api/v1/centres/osh/pause", Held), ("POST", "/api/v1/centres/osh/resume", "{}"),
            ("PUT", "/api/v1/rosters/exceptions/mine", """{"centre":"osh","from":"2099-01-01","reason":"Repairs"}"""), ("DELETE", "/api/v1/rosters/exceptions/mine", null),
        })
        {
            using var answer = await AskAsync(OfOsh, method, path, body);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        using var others = await AskAsync("supervisor/bakyt", "PUT", "/api/v1/rosters/exceptions/theirs", """{"centre":"uzgen","from":"2099-01-01"}""");
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        using var taken = await AskAsync(OfOsh, "PUT", "/api/v1/rosters/exceptions/theirs", """{"centre":"osh","from":"2099-01-01"}""");
        using var removed = await AskAsync(OfOsh, "DELETE", "/api/v1/rosters/exceptions/theirs");
        Assert.Equal("otherCentre", (await RefusalAsync(taken)).Code);
        Assert.Equal("otherCentre", (await RefusalAsync(removed)).Code);
    }

    [Fact]
    public async Task The_statistics_tell_her_what_her_own_centre_did_and_nothing_else()
    {
        const string Statement = "/api/v1/statistics/statements/{0}?from=2026-01-01&to=2026-02-01";
        using var own = await AskAsync(OfOsh, "GET", string.Format(CultureInfo.InvariantCulture, Statement, "osh"), service: Hotline.Stack.Endpoints.Reporting);
        using var others = await AskAsync(OfOsh, "GET", string.Format(CultureInfo.InvariantCulture, Statement, "uzgen"), service: Hotline.Stack.Endpoints.Reporting);
        using var whole = await AskAsync(OfOsh, "GET", "/api/v1/statistics/calls?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z", service: Hotline.Stack.Endpoints.Reporting);

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, "otherCentre"), await RefusalAsync(others));
        Assert.Equal(HttpStatusCode.Forbidden, whole.StatusCode);
    }

    private Task<HttpResponseMessage> AskAsync(string person, string method, string path, string? body = null, string? service = null) => Hotline.SendAsync(
        new HttpMethod(method), (service ?? Hotline.Stack.Endpoints.Routing) + path, Roles.Service,
        body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), ifMatch: "*", person: person);

    private static async Task<(HttpStatusCode Status, string? Code)> RefusalAsync(HttpResponseMessage answer) =>
        (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(ContractJson.Options, TestContext.Current.CancellationToken)).GetProperty("code").GetString());
}
