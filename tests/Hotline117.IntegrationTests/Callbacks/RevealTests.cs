using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Callbacks;

/// <summary>Who is told the number of a caller who has agreed to be called back, and until when.</summary>
public class RevealTests(SecondHotline hotline) : CallbackCalls(hotline)
{
    private const string Why = "She may be cut off";

    [Fact]
    public async Task A_supervisor_reads_the_number_while_the_caller_is_on_the_line_and_only_the_name_and_the_reason_remain()
    {
        var (call, asked) = await AgreeAsync();

        using var told = await AskAsync(asked.CallbackId, "supervisor/bakyt");

        Assert.Equal((HttpStatusCode.OK, Mobile), (told.StatusCode, (await told.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("number").GetString()));
        Assert.True(told.Headers.CacheControl is { NoStore: true });
        var entry = (await Hotline.GetAsync<JsonElement>("/api/v1/audit?count=1"))[0].GetProperty("entry");
        Assert.Equal(
            ("bakyt", "callback.reveal", asked.CallbackId, Why),
            (Text(entry, "actor"), Text(entry, "action"), Text(entry, "target"), Text(entry, "reason")));

        await call.HangUpAndSettleAsync();
        await Until.TrueAsync(async () => (await OpenAsync()).GetProperty("phase").GetString() == "open", what: "the routers know that she has hung up");
        using var late = await AskAsync(asked.CallbackId, "supervisor/bakyt");
        Assert.Equal((HttpStatusCode.Conflict, "callGone"), (late.StatusCode, Text(await late.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken), "code")));
        await CancelAllAsync();
        await QuietAsync();
        await NowhereAsync();
    }

    [Fact]
    public async Task Nobody_else_is_told_and_nobody_without_a_reason()
    {
        var (call, asked) = await AgreeAsync();

        foreach (var person in new[] { "dispatcher/aida", "administrator/cholpon", "coordinator/gulnara/osh", "ministry/dinara", null })
        {
            await IsRefusedAsync(HttpStatusCode.Forbidden, asked.CallbackId, person, Why);
        }

        await IsRefusedAsync(HttpStatusCode.BadRequest, asked.CallbackId, "supervisor/bakyt", "");
        await IsRefusedAsync(HttpStatusCode.BadRequest, asked.CallbackId, "supervisor/bakyt", $"call {Mobile}");
        await IsRefusedAsync(HttpStatusCode.NotFound, "no-such-callback", "supervisor/bakyt", Why);
        var entries = await Hotline.GetAsync<JsonElement>("/api/v1/audit?count=20");
        Assert.DoesNotContain(entries.EnumerateArray(), each => Text(each.GetProperty("entry"), "target") == asked.CallbackId && Text(each.GetProperty("entry"), "action") == "callback.reveal");
        await call.HangUpAndSettleAsync();
        await CancelAllAsync();
        await QuietAsync();
    }

    private async Task IsRefusedAsync(HttpStatusCode expected, string callback, string? person, string reason)
    {
        using var answer = await AskAsync(callback, person, reason);
        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain(National, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> AskAsync(string callback, string? person, string reason = Why) => Hotline.SendAsync(
        HttpMethod.Post, $"{Hotline.Stack.Endpoints.Routing}/api/v1/callbacks/{callback}/number", Roles.Service, JsonContent.Create(new { reason }), person: person);

    private static string? Text(JsonElement entry, string field) => entry.GetProperty(field).GetString();
}
