using System.Net;
using System.Text.Json;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Rosters;

/// <summary>One centre of the directory is changed, on the running service and the real Redis.</summary>
public class CentreChangeTests(Hotline hotline) : CallTests(hotline)
{
    private const string Path = "/api/v1/centres/osh";

    [Fact]
    public async Task A_change_leaves_the_numbers_that_nobody_sent_and_stands_in_the_trail()
    {
        var before = await ChangeAsync("{}");

        var changed = await ChangeAsync("""{"services":["legal"],"lines":[{"id":"osh-1","capacity":2}]}""");
        var entry = (await Hotline.GetAsync<JsonElement>("/api/v1/audit?count=1"))[0].GetProperty("entry");
        // The version is made of the numbers, too.
        var back = await ChangeAsync("""{"services":null,"lines":[{"id":"osh-1"}]}""");

        Assert.NotEqual(before, changed);
        Assert.Equal(before, back);
        Assert.Equal(("directory.centre", changed), (entry.GetProperty("action").GetString(), entry.GetProperty("after").GetString()));
        Assert.Equal(["~centre osh"], entry.GetProperty("changes").EnumerateArray().Select(change => change.GetString()));
    }

    [Fact]
    public async Task Of_two_editors_the_second_is_refused_and_told_the_current_tag()
    {
        using var read = await Hotline.SendAsync(HttpMethod.Get, Hotline.Stack.Endpoints.Routing + Path, Roles.Administrator);
        var tag = read.Headers.ETag!.Tag;

        using var first = await SendAsync("{}", tag);
        using var second = await SendAsync("""{"town":"Elsewhere"}""", tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task All_faults_are_told_by_field_and_nothing_is_changed()
    {
        var before = await ChangeAsync("{}");

        using var answer = await SendAsync("""{"name":{"en":""},"languages":[],"validFrom":"2026-02-01","validTo":"2026-01-01"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["languages", "name.en", "validTo"], told.RootElement.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(before, await ChangeAsync("{}"));
    }

    [Theory]
    [InlineData(Roles.Dispatcher, Path, "*", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Supervisor, Path, "*", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Service, Path, "*", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Administrator, Path, null, HttpStatusCode.PreconditionRequired)]
    [InlineData(Roles.Administrator, "/api/v1/centres/no-such-centre", "*", HttpStatusCode.NotFound)]
    public async Task Only_an_administrator_who_says_what_it_was_made_from_changes_a_centre_that_is_there(string role, string path, string? ifMatch, HttpStatusCode expected)
    {
        using var content = new StringContent("{}");
        using var answer = await Hotline.SendAsync(HttpMethod.Patch, Hotline.Stack.Endpoints.Routing + path, role, content, ifMatch);
        Assert.Equal(expected, answer.StatusCode);
    }

    /// <returns>The directory's version.</returns>
    private async Task<string?> ChangeAsync(string patch)
    {
        using var answer = await SendAsync(patch);
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return told.RootElement.GetProperty("version").GetString();
    }

    private Task<HttpResponseMessage> SendAsync(string patch, string ifMatch = "*") =>
        Hotline.SendAsync(HttpMethod.Patch, Hotline.Stack.Endpoints.Routing + Path, Roles.Administrator, new StringContent(patch), ifMatch);
}
