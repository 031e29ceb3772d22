using System.Net;
using System.Text.Json;
using Hotline117.Contracts.Rosters;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Rosters;

/// <summary>Editors of the roster and of the directory, on the running service and the real Redis.</summary>
public class RosterApiTests(Hotline hotline) : CallTests(hotline)
{
    private const string Path = "/api/v1/rosters";

    [Fact]
    public async Task Of_two_editors_the_second_is_refused_and_told_the_current_tag()
    {
        await Hotline.OnShiftAsync(Osh);
        var tag = await TagAsync(Path);

        using var first = await Hotline.PutAsync(Path, RosterFile([Osh, Talas]), ifMatch: tag);
        using var second = await Hotline.PutAsync(Path, RosterFile([Osh, Bishkek]), ifMatch: tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.NotEqual(tag, first.Headers.ETag!.Tag);
        Assert.Equal(["osh-1-always", "talas-1-always"], await ShiftsAsync());
    }

    [Fact]
    public async Task Of_many_editors_at_once_with_one_tag_exactly_one_wins()
    {
        await Hotline.OnShiftAsync(Osh);
        var tag = await TagAsync(Path);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            Hotline.PutAsync(
                $"{Path}/shifts/extra-{number}", $"{{ lines: [talas-1], date: 2026-12-{number + 10}, from: 08:00, to: 20:00 }}", ifMatch: tag)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        // On a busy machine some are told to come again instead.
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer => Assert.True((int)answer.StatusCode >= 412));
        Assert.Equal(2, (await ShiftsAsync()).Count);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task Who_loses_a_race_to_a_change_that_clashes_with_his_is_told_of_the_change_and_not_of_the_clash()
    {
        await Hotline.OnShiftAsync(Osh);
        for (var round = 0; round < 5; round++)
        {
            var tag = await TagAsync(Path);
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Hotline.PutAsync(
                $"{Path}/shifts/extra-{round}-{number}", $"{{ lines: [talas-1], date: 2026-12-{round + 10}, from: 08:00, to: 20:00 }}", ifMatch: tag)));

            Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
            Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK),
                answer => Assert.True(answer.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}"));
            Array.ForEach(answers, answer => answer.Dispose());
        }
    }

    [Theory]
    [InlineData(Path)]
    [InlineData("/api/v1/centres")]
    public async Task A_change_that_does_not_say_what_it_was_made_from_is_refused(string path)
    {
        using var answer = await Hotline.PutAsync(path, path == Path ? RosterFile([Osh]) : DirectoryFile, ifMatch: null);
        Assert.Equal((HttpStatusCode.PreconditionRequired, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task The_directory_is_kept_from_being_overwritten_in_the_same_way()
    {
        await Hotline.OnShiftAsync(Osh);
        var tag = await TagAsync("/api/v1/centres");

        using var first = await Hotline.PutAsync("/api/v1/centres", DirectoryFile, ifMatch: tag);
        using var second = await Hotline.PutAsync("/api/v1/centres", DirectoryFile, ifMatch: tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task A_dry_run_tells_the_gaps_and_changes_nothing()
    {
        await Hotline.OnShiftAsync(Osh);
        var tag = await TagAsync(Path);

        using var answer = await Hotline.PutAsync(Path + "?dryRun=true", EmptyRosterFile, ifMatch: tag);

        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(told.RootElement.GetProperty("saved").GetBoolean());
        Assert.Contains(told.RootElement.GetProperty("outlook").GetProperty("gaps").EnumerateArray(), gap => gap.GetProperty("region").ValueKind == JsonValueKind.Null);
        Assert.Equal(tag, await TagAsync(Path));
    }

    [Fact]
    public async Task What_may_be_a_mistake_is_told_with_the_answer_to_a_change_of_the_roster_and_of_the_directory()
    {
        await Hotline.OnShiftAsync(Osh);

        using var roster = await Hotline.PutAsync(Path, RosterFile([Osh]), ifMatch: await TagAsync(Path));
        using var directory = await Hotline.PutAsync("/api/v1/centres", DirectoryFile, ifMatch: await TagAsync("/api/v1/centres"));

        foreach (var answer in new[] { roster, directory })
        {
            using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var subjects = told.RootElement.GetProperty("warnings").EnumerateArray().Select(warning => Text(warning, "subject")).ToList();
            Assert.Contains("line talas-1", subjects);
            Assert.Contains("region talas-city", subjects);
            Assert.DoesNotContain("line osh-1", subjects);
        }
    }

    [Fact]
    public async Task One_shift_is_put_changed_and_taken_away_without_sending_the_others()
    {
        await Hotline.OnShiftAsync(Osh);
        const string address = Path + "/shifts/talas-nights";
        using var added = await Hotline.PutAsync(address, "{ lines: [talas-1], days: daily, from: 20:00, to: 08:00, onCall: true }", ifMatch: await TagAsync(Path));
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        using var changed = await Hotline.PutAsync(address, "{ lines: [talas-1], days: daily, from: 21:00, to: 08:00 }", ifMatch: added.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(["osh-1-always", "talas-nights"], await ShiftsAsync());

        using var overlapping = await Hotline.PutAsync(Path + "/shifts/late", "{ lines: [talas-1], days: daily, from: 22:00, to: 23:00 }");
        Assert.Contains("overlaps with 'talas-nights'", await overlapping.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var removed = await Hotline.SendAsync(HttpMethod.Delete, Hotline.Stack.Endpoints.Routing + address, Roles.Supervisor, ifMatch: changed.Headers.ETag!.Tag);
        using var again = await Hotline.SendAsync(HttpMethod.Delete, Hotline.Stack.Endpoints.Routing + address, Roles.Supervisor, ifMatch: "*");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
        Assert.Equal(["osh-1-always"], await ShiftsAsync());
    }

    [Fact]
    public async Task An_exception_takes_a_line_off_its_week_and_gives_it_back()
    {
        await Hotline.OnShiftAsync(Osh);
        const string address = Path + "/exceptions/osh-repair";
        using var added = await Hotline.PutAsync(address, "{ lines: [osh-1], from: 2026-12-15, to: 2026-12-16, reason: repair }", ifMatch: await TagAsync(Path));
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);

        var line = await WeekOfAsync("osh-1");
        Assert.Equal(["2026-12-14", "2026-12-17", "2026-12-18"], line.Turns.Select(turn => $"{turn.From.ToOffset(TimeSpan.FromHours(6)):yyyy-MM-dd}").Where(day => string.CompareOrdinal(day, "2026-12-14") >= 0 && string.CompareOrdinal(day, "2026-12-18") <= 0));
        Assert.Equal("repair", Assert.Single(line.Off).Reason);

        using var removed = await Hotline.SendAsync(HttpMethod.Delete, Hotline.Stack.Endpoints.Routing + address, Roles.Supervisor, ifMatch: added.Headers.ETag!.Tag);
        using var again = await Hotline.SendAsync(HttpMethod.Delete, Hotline.Stack.Endpoints.Routing + address, Roles.Supervisor, ifMatch: "*");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
        Assert.Empty((await WeekOfAsync("osh-1")).Off);
    }

    [Theory]
    [InlineData("json", "application/json")]
    [InlineData("yaml", "application/yaml")]
    [InlineData("csv", "text/csv")]
    [InlineData("ics", "text/calendar")]
    public async Task The_roster_goes_out_and_comes_back_in_each_notation(string format, string mediaType)
    {
        await Hotline.OnShiftAsync(Osh, Talas);
        using var sent = await Hotline.SendAsync(HttpMethod.Get, $"{Hotline.Stack.Endpoints.Routing}{Path}?format={format}", Roles.Dispatcher);
        var text = await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(mediaType, sent.Content.Headers.ContentType?.MediaType);

        await Hotline.OnShiftAsync(Bishkek);
        using var back = await Hotline.PutAsync(Path, text, mediaType: mediaType, ifMatch: await TagAsync(Path));

        Assert.True(back.StatusCode == HttpStatusCode.OK, await back.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["osh-1-always", "talas-1-always"], (await ShiftsAsync()).Order());
    }

    [Fact]
    public async Task Who_changed_what_is_kept_and_published_and_holds_no_number()
    {
        await Hotline.OnShiftAsync(Osh);
        using var put = await Hotline.PutAsync(Path + "/shifts/talas-nights", "{ lines: [talas-1], days: daily, from: 20:00, to: 08:00 }", Roles.Supervisor);

        var newest = (await Hotline.GetAsync<JsonElement>("/api/v1/audit?count=2")).EnumerateArray().ToList();
        var entry = newest[0].GetProperty("entry");
        Assert.Equal(("key:supervisor", "roster.shift.put", "roster"), (Text(entry, "actor"), Text(entry, "action"), Text(entry, "target")));
        Assert.Equal(["+shift talas-nights"], entry.GetProperty("changes").EnumerateArray().Select(change => change.GetString()));
        Assert.Equal(Text(newest[1].GetProperty("entry"), "after"), Text(entry, "before"));
        var older = (await Hotline.GetAsync<JsonElement>($"/api/v1/audit?count=1&before={Text(newest[0], "id")}")).EnumerateArray().Single();
        Assert.Equal(Text(newest[1], "id"), Text(older, "id"));
        await Until.TrueAsync(async () => await Hotline.Redis.StreamLengthAsync("{h117}:outbox") == 0, what: "the event has been taken by a queue");
        using var refused = await Hotline.SendAsync(HttpMethod.Get, Hotline.Stack.Endpoints.Routing + "/api/v1/audit", Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Dispatchers_put_a_line_or_a_centre_on_duty_within_a_day_whoever_edits_the_roster_meanwhile_and_what_is_wrong_is_said()
    {
        await Hotline.OnShiftAsync(Osh);
        var until = TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-ddTHH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var duty = new { until, reason = "Came in" };
        TestLine[] wanted = [Uzgen, Manas, Talas];

        // All at once: each is made from the roster that the one before has left.
        var answers = await Task.WhenAll(
            Hotline.PostAsync($"/api/v1/lines/{Uzgen.Id}/duty", duty, Roles.Dispatcher), Hotline.PostAsync($"/api/v1/lines/{Manas.Id}/duty", duty, Roles.Supervisor),
            Hotline.PostAsync($"/api/v1/centres/{Talas.Centre}/duty", duty, Roles.Dispatcher));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => !wanted.Select(line => line.Id).Except(Hotline.OnShift(await Hotline.LiveAsync(replica))).Any(), TimeSpan.FromSeconds(1));
        }

        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync($"lines/{Osh.Id}", duty));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("lines/osh-l", duty));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"lines/{Uzgen.Id}", duty, Roles.Ministry));
        foreach (var wrong in new[] { "2026-01-01T10:00", "2099-01-01T10:00", "soon", null })
        {
            Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"lines/{Uzgen.Id}", new { until = wrong, reason = "Came in" }));
        }

        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task What_is_wrong_with_an_entry_is_told_in_English_and_by_a_code_for_pages_in_other_languages()
    {
        await Hotline.OnShiftAsync(Osh);

        using var answer = await Hotline.PutAsync($"{Path}/shifts/extra", "{ lines: [osh-l], date: 2026-12-30, from: 08:00, to: 20:00 }", ifMatch: await TagAsync(Path));

        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("line 1: the directory has no line 'osh-l', write 'osh-1'", told.RootElement.GetProperty("errors").GetProperty("lines")[0].GetString());
        var problem = Assert.Single(told.RootElement.GetProperty("problems").EnumerateArray());
        Assert.Equal(("noLine", "osh-l", "osh-1", "lines"), (Text(problem, "code"), problem.GetProperty("arguments")[0].GetString(), Text(problem, "near"), Text(problem, "field")));
    }

    [Theory]
    [InlineData("gaps?from=tomorrow", "from")]
    [InlineData("gaps?from=2026-01-01&to=2026-12-31", "to")]
    [InlineData("gaps?within=-1", "within")]
    [InlineData("duty?at=noon", "at")]
    public async Task A_wrong_parameter_is_named(string query, string parameter)
    {
        using var answer = await Hotline.SendAsync(HttpMethod.Get, $"{Hotline.Stack.Endpoints.Routing}{Path}/{query}", Roles.Dispatcher);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([parameter], problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Who_is_on_duty_at_any_time_and_who_lacks_cover_can_be_asked()
    {
        await Hotline.OnShiftAsync(Osh);

        var duty = await Hotline.GetAsync<JsonElement>(Path + "/duty?at=2027-01-01T03:00");
        Assert.Equal("osh-1", Text(duty.GetProperty("lines").EnumerateArray().Single(), "lineId"));
        Assert.Equal("New Year", Text(duty, "holiday"));
        var gaps = (await Hotline.GetAsync<JsonElement>(Path + "/gaps?from=2027-01-01&to=2027-01-08&within=60")).GetProperty("gaps").EnumerateArray().ToList();
        Assert.Contains(gaps, gap => Text(gap, "region") == "talas-city");
        Assert.DoesNotContain(gaps, gap => Text(gap, "region") is null or "osh-city");
    }

    private async Task<RosterLine> WeekOfAsync(string line) =>
        (await Hotline.GetAsync<RosterWeek>(Path + "/week?from=2026-12-14")).Lines.Single(each => each.LineId == line);

    private async Task<HttpStatusCode> StatusAsync(string what, object duty, string role = Roles.Dispatcher)
    {
        using var answer = await Hotline.PostAsync($"/api/v1/{what}/duty", duty, role);
        return answer.StatusCode;
    }

    private async Task<string> TagAsync(string path)
    {
        using var answer = await Hotline.SendAsync(HttpMethod.Get, Hotline.Stack.Endpoints.Routing + path, Roles.Administrator);
        return answer.Headers.ETag!.Tag;
    }

    private async Task<IReadOnlyList<string?>> ShiftsAsync() =>
        [.. (await Hotline.GetAsync<JsonElement>(Path)).GetProperty("shifts").EnumerateArray().Select(shift => Text(shift, "id"))];

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();
}
