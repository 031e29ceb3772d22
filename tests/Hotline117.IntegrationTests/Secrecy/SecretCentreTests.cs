using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Stack;
using StackExchange.Redis;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Secrecy;

/// <summary>Who learns what of a secret centre from the router itself, whatever a page shows.</summary>
public class SecretCentreTests(Hotline hotline) : CallTests(hotline)
{
    private const string Audit = "{h117}:audit";
    private const string Details = "/api/v1/centres/refuge/details";
    private static readonly string[] Closed = ["id", "region", "secret", "town"];

    [Theory]
    [InlineData(null)]
    [InlineData("dispatcher/aida")]
    [InlineData("supervisor/bakyt")]
    [InlineData("administrator/cholpon")]
    public async Task Of_a_secret_centre_nobody_reads_more_than_its_town(string? person)
    {
        using var all = await AskAsync(person, HttpMethod.Get, "/api/v1/centres");
        using var one = await AskAsync(person, HttpMethod.Get, "/api/v1/centres/refuge");

        var centres = (await JsonAsync(all)).GetProperty("centres").EnumerateArray().ToList();
        Assert.Equal(TestDirectory.All.Count, centres.Count);
        Assert.Equal(Closed, Fields(centres.Single(centre => centre.GetProperty("id").GetString() == Refuge.Centre)));
        Assert.Contains("lines", Fields(centres.Single(centre => centre.GetProperty("id").GetString() == Osh.Centre)));
        var secret = await JsonAsync(one);
        Assert.Equal(Closed, Fields(secret));
        Assert.Equal(Refuge.Town, secret.GetProperty("town").GetString());
    }

    [Theory]
    [InlineData("dispatcher/aida", HttpStatusCode.Forbidden)]
    [InlineData("coordinator/gulnara/refuge", HttpStatusCode.Forbidden)]
    [InlineData("coordinator/gulnara", HttpStatusCode.Forbidden)]
    [InlineData("ministry/dinara", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData("supervisor/bakyt", HttpStatusCode.OK)]
    [InlineData("administrator/cholpon", HttpStatusCode.OK)]
    public async Task Supervisors_and_administrators_alone_open_it_and_it_stands_in_the_trail_by_name_and_reason(string? person, HttpStatusCode expected)
    {
        var before = await Hotline.Redis.StreamLengthAsync(Audit);

        using var answer = await AskAsync(person, HttpMethod.Post, Details, new { reason = "A bailiff asks about it" });

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected is HttpStatusCode.OK, text.Contains(Refuge.Id, StringComparison.Ordinal));
        Assert.DoesNotContain(Refuge.Number, text, StringComparison.Ordinal);
        if (expected is not HttpStatusCode.OK)
        {
            Assert.Equal(before, await Hotline.Redis.StreamLengthAsync(Audit));
            return;
        }

        var entry = (await Hotline.GetAsync<JsonElement>("/api/v1/audit?count=1"))[0].GetProperty("entry");
        Assert.Equal(
            (person!.Split('/')[1], "centre.open", "refuge", "A bailiff asks about it"),
            (Text(entry, "actor"), Text(entry, "action"), Text(entry, "target"), Text(entry, "reason")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("call 0779 583164")]
    public async Task Without_a_reason_nothing_is_opened_and_a_number_is_none(string reason)
    {
        var before = await Hotline.Redis.StreamLengthAsync(Audit);

        using var answer = await AskAsync("supervisor/bakyt", HttpMethod.Post, Details, new { reason });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(Refuge.Id, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(before, await Hotline.Redis.StreamLengthAsync(Audit));
    }

    [Fact]
    public async Task Where_the_trail_can_not_be_written_nothing_is_opened()
    {
        const string aside = Audit + ":aside";
        // There from the start; a trail that is no stream takes no entry, while all else of Redis works.
        await Hotline.Redis.KeyRenameAsync(Audit, aside);
        await Hotline.Redis.StringSetAsync(Audit, "no trail");
        try
        {
            using var answer = await AskAsync("supervisor/bakyt", HttpMethod.Post, Details, new { reason = "A bailiff asks about it" });

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.DoesNotContain(Refuge.Id, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            await Hotline.Redis.KeyRenameAsync(aside, Audit);
        }
    }

    [Theory]
    [InlineData("coordinator/gulnara/osh", "osh", HttpStatusCode.OK)]
    [InlineData("coordinator/gulnara/osh", "uzgen", HttpStatusCode.Forbidden)]
    [InlineData("coordinator/gulnara/osh", "no-such-centre", HttpStatusCode.Forbidden)]
    [InlineData("coordinator/gulnara", "osh", HttpStatusCode.Forbidden)]
    [InlineData("dispatcher/aida", "uzgen", HttpStatusCode.OK)]
    [InlineData("dispatcher/aida", "no-such-centre", HttpStatusCode.NotFound)]
    [InlineData("ministry/dinara", "osh", HttpStatusCode.Forbidden)]
    public async Task A_coordinator_reads_her_own_centre_and_no_other(string person, string centre, HttpStatusCode expected)
    {
        using var answer = await AskAsync(person, HttpMethod.Get, $"/api/v1/centres/{centre}");

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected is HttpStatusCode.OK, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("\"lines\"", StringComparison.Ordinal));
    }

    private Task<HttpResponseMessage> AskAsync(string? person, HttpMethod method, string path, object? body = null) =>
        Hotline.SendAsync(method, Hotline.Stack.Endpoints.Routing + path, Roles.Service, body is null ? null : JsonContent.Create(body), person: person);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    private static IEnumerable<string> Fields(JsonElement centre) => centre.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal);

    private static string? Text(JsonElement entry, string field) => entry.GetProperty(field).GetString();
}
