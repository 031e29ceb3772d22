using System.Net;
using System.Net.Http.Json;
using System.Text;
using Hotline117.Contracts;
using Hotline117.Contracts.Public;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Stack;
using Microsoft.AspNetCore.Mvc;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

[Collection(nameof(SecondHotline))]
public class ApiTests(SecondHotline hotline) : CallTests(hotline)
{
    private const string BadDirectory = """
        centres:
          - id: osh
            name: { ru: "Ош", en: "Osh" }
            town: Osh
            region: osh-town
            languages: [ky, xx]
            lines:
              - { id: osh-1, number: "12", capacity: 0 }
          - id: osh
            name: { ru: "Ош", en: "Osh" }
            town: Osh
            region: osh-city
            languages: [ky]
            lines: []
        """;

    private const string BadRoster = """
        shifts:
          - { id: a, lines: [osh-1], days: daily, from: "08:00", to: "20:00" }
          - { id: b, lines: [osh-1], days: [mon], from: "19:00", to: "23:00" }
          - { id: c, centre: nowhere, days: [monday], from: "25:00", to: "08:00" }
          - { id: d, lines: [osh-9], days: daily, from: "08:00", to: "09:00" }
        """;

    [Fact]
    public async Task A_bad_directory_is_refused_as_a_whole_with_every_error_by_line_and_field()
    {
        var before = await CentresAsync();

        using var answer = await Hotline.PutAsync("/api/v1/centres", BadDirectory);

        var problem = await ProblemAsync(answer);
        Assert.Equal(
            ["centres[0].languages", "centres[0].lines[0].capacity", "centres[0].lines[0].number", "centres[0].region", "centres[1].id"],
            problem.Errors.Keys.Order());
        Assert.StartsWith("line 5: ", Assert.Single(problem.Errors["centres[0].region"]), StringComparison.Ordinal);
        Assert.StartsWith("line 8: ", Assert.Single(problem.Errors["centres[0].lines[0].number"]), StringComparison.Ordinal);
        Assert.DoesNotContain("\"12\"", string.Concat(problem.Errors.Values.SelectMany(each => each)), StringComparison.Ordinal);
        Assert.Equal(before, await CentresAsync());
    }

    [Fact]
    public async Task A_bad_roster_is_refused_as_a_whole_with_every_error_by_line_and_field()
    {
        await Hotline.OnShiftAsync(Talas);

        using var answer = await Hotline.PutAsync("/api/v1/rosters", BadRoster);

        var problem = await ProblemAsync(answer);
        Assert.Equal(["shifts[1].from", "shifts[2].centre", "shifts[2].days", "shifts[2].from", "shifts[3].lines"], problem.Errors.Keys.Order());
        Assert.StartsWith("line 3: ", Assert.Single(problem.Errors["shifts[1].from"]), StringComparison.Ordinal);
        Assert.True((await Hotline.LiveAsync()).Centres.Single(centre => centre.CentreId == Talas.Centre).OnShift);
    }

    [Fact]
    public async Task The_commands_refuse_bad_files_in_the_same_words_and_change_nothing()
    {
        var before = await CentresAsync();
        foreach (var (command, text, expected) in new[]
        {
            ("load-directory", BadDirectory, ":5: centres[0].region: "),
            ("load-roster", BadRoster, ":3: shifts[1].from: "),
            ("load-directory", "centres: [", ":2: "),
        })
        {
            var file = Path.Combine(Hotline.Stack.StateFolder, "bad.yaml");
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            var (exitCode, output) = await ServiceProcess.RunAsync(Hotline.Stack, command, file);
            Assert.Equal(1, exitCode);
            Assert.Contains(file + expected, output, StringComparison.Ordinal);
            Assert.Contains("nothing was changed", output, StringComparison.Ordinal);
        }

        Assert.Equal(before, await CentresAsync());
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_so()
    {
        var (exitCode, output) = await ServiceProcess.RunAsync(Hotline.Stack, "load-roster", "/nowhere/roster.yaml");

        Assert.Equal(1, exitCode);
        Assert.Contains("/nowhere/roster.yaml", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/live", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/v1/live", Roles.Ministry, HttpStatusCode.Forbidden)]
    [InlineData("GET", "/api/v1/live", Roles.Monitor, HttpStatusCode.Forbidden)]
    [InlineData("GET", "/api/v1/live/stream", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/v1/calls/nobody-1.1/explanation", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/v1/calls/nobody-1.1/explanation", Roles.Dispatcher, HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/centres", Roles.Ministry, HttpStatusCode.Forbidden)]
    [InlineData("GET", "/api/v1/centres/public", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/v1/centres/public", Roles.Coordinator, HttpStatusCode.Forbidden)]
    [InlineData("PUT", "/api/v1/centres", null, HttpStatusCode.Unauthorized)]
    [InlineData("PUT", "/api/v1/centres", Roles.Dispatcher, HttpStatusCode.Forbidden)]
    [InlineData("PUT", "/api/v1/rosters", Roles.Dispatcher, HttpStatusCode.Forbidden)]
    [InlineData("GET", "/metrics", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/metrics", Roles.Monitor, HttpStatusCode.OK)]
    [InlineData("GET", "/health/ready", null, HttpStatusCode.OK)]
    [InlineData("GET", "/nothing", Roles.Administrator, HttpStatusCode.NotFound)]
    public async Task Only_who_may_is_let_in(string method, string path, string? role, HttpStatusCode expected)
    {
        using var answer = await Hotline.SendAsync(new HttpMethod(method), Hotline.Stack.Endpoints.Routing + path, role);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/centres")]
    [InlineData("/api/v1/rosters")]
    public async Task A_file_of_more_than_5_MB_is_not_read(string path)
    {
        using var huge = new StringContent(new string('#', 6 << 20), Encoding.UTF8);
        using var answer = await Hotline.SendAsync(HttpMethod.Put, Hotline.Stack.Endpoints.Routing + path, Roles.Administrator, huge);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task The_public_list_has_every_centre_but_the_secret_one()
    {
        using var answer = await Hotline.SendAsync(HttpMethod.Get, Hotline.Stack.Endpoints.Routing + "/api/v1/centres/public", Roles.Service);
        var centres = await answer.Content.ReadFromJsonAsync<PublicCentre[]>(ContractJson.Options, TestContext.Current.CancellationToken);

        Assert.Equal(All.Where(line => !line.Secret).Select(line => line.Centre).Order(), centres!.Select(centre => centre.Id).Order());
    }

    private static async Task<ValidationProblemDetails> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return (await answer.Content.ReadFromJsonAsync<ValidationProblemDetails>(TestContext.Current.CancellationToken))!;
    }

    private async Task<string> CentresAsync()
    {
        using var answer = await Hotline.SendAsync(HttpMethod.Get, Hotline.Stack.Endpoints.Routing + "/api/v1/centres", Roles.Administrator);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
