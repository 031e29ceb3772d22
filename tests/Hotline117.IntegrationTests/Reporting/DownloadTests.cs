using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.UnitTests.Hosting;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>Every table of the API as a file: the numbers are those of the JSON.</summary>
[Collection(nameof(ReportingStack))]
public class DownloadTests(ReportingStack stack)
{
    private const string Statistics = "/api/v1/statistics";

    [Fact]
    public async Task A_what_if_has_a_line_for_each_number_of_counsellors_of_each_group_and_of_the_pool()
    {
        const string asked = "staffing?calls=ky:150,ru:50&handleSeconds=180&counsellors=9,3";

        var answer = await JsonAsync<StaffingAnswer>(asked, Roles.Ministry);
        var (csv, book) = await FilesAsync(asked, Roles.Ministry, "hotline117-staffing");

        var lines = from @group in answer.Groups.Append(answer.Pooled!)
                    from row in @group.Rows.Append(@group.Given!).DistinctBy(row => row.Counsellors).OrderBy(row => row.Counsellors)
                    select Line(
                        @group.Name, YesOrNo(@group == answer.Pooled), @group.CallsPerHour, @group.LoadErlangs, row.Counsellors, YesOrNo(row.Counsellors == @group.Fewest), YesOrNo(row.Counsellors == @group.Given!.Counsellors),
                        row.WaitProbability, row.ServiceLevel, row.AnswerSecondsMean, row.Abandoned, row.Occupancy);
        Assert.Equal(lines.Prepend("group|isPool|callsPerHour|loadErlangs|counsellors|isFewest|isGiven|waitProbability|serviceLevel|answerSecondsMean|abandoned|occupancy"), csv);
        Assert.Equal(csv, book["Staffing"]);
        // Two at a load of 2.5: the queue grows without end.
        Assert.Contains(csv, line => line.StartsWith("ru|no|50|2.5|2|no|no|1|0||", StringComparison.Ordinal));
        Assert.Equal(["model|erlangC", "handleSeconds|180", "patienceSeconds|", "answeredWithinSeconds|20", "shortAbandonSeconds|5", "serviceLevel|0.8", $"saved|{answer.Saved}"], book["Question"].Take(7));
    }

    [Fact]
    public async Task Exact_counts_have_a_line_for_each_group_and_their_sum_apart()
    {
        var at = new DateTimeOffset(2023, 5, 4, 2, 0, 0, TimeSpan.Zero);
        var events = new[] { new StoryOfCall(at) { Centre = "osh-c", Waited = 4.25 }, new StoryOfCall(at) { Region = "talas", Centre = "osh-c", Talked = 7 }, StoryOfCall.Abandoned(at, 40) }.SelectMany(story => story.Events()).ToList();
        await stack.StoreAsync(events);
        const string asked = "calls?from=2023-05-04&to=2023-05-05&by=outcome";

        var calls = await JsonAsync<CallStatistics>(asked, Roles.Supervisor);
        var (csv, book) = await FilesAsync(asked, Roles.Supervisor, "hotline117-calls");

        Assert.Equal((2, 3), (calls.Rows.Count, calls.Total.Received));
        Assert.Equal(calls.Rows.Select(Line).Prepend("outcome|received|answered|answeredByFallback|abandoned|overflowed|indeterminate|inProgress|meanAnswerSeconds|meanTalkSeconds|callbacksAsked|callbacksReached|transferred"), csv);
        Assert.Equal(csv, book["Calls"]);
        Assert.Equal(Line(calls.Total), book["Total"][1]);
        Assert.Equal(["from|2023-05-04T00:00:00+06:00", "to, not included|2023-05-05T00:00:00+06:00"], book["Period"]);
    }

    [Fact]
    public async Task Definitions_have_a_line_for_each_figure_and_breakdown()
    {
        var definitions = await JsonAsync<FigureDefinitions>("definitions", Roles.Ministry);
        var (csv, book) = await FilesAsync("definitions", Roles.Ministry, "hotline117-definitions");

        Assert.Equal(definitions.Figures.Concat(definitions.Breakdowns).Select(figure => figure.Id).Prepend("id"), book["Definitions"].Select(line => line.Split('|')[0]));
        Assert.Equal(book["Definitions"].Count, csv.Count);
        Assert.All(definitions.Figures, figure => Assert.Contains(book["Definitions"], line => line.EndsWith($"|{figure.Formula.En}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("calls")]
    [InlineData("figures")]
    [InlineData("figures?view=exact")]
    [InlineData("definitions")]
    [InlineData("staffing?calls=40&handleSeconds=600")]
    [InlineData("forecast")]
    [InlineData("statements/osh-c")]
    public async Task Another_format_is_refused_with_those_that_there_are(string path)
    {
        using var response = await stack.GetAsync($"{Statistics}/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format=pdf", Roles.Supervisor);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var fault = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal(("format", "'format' is one of json, csv, xlsx."), (fault.Name, fault.Value[0].GetString()));
    }

    [Fact]
    public async Task The_document_tells_of_every_table_that_it_is_to_be_had_as_a_file()
    {
        var document = await JsonAsync<JsonElement>("../../../openapi/v1.json", Roles.Ministry);

        foreach (var path in new[] { "calls", "figures", "definitions", "staffing", "forecast", "statements/{centre}" })
        {
            var operation = document.GetProperty("paths").GetProperty($"{Statistics}/{path}").GetProperty("get");
            Assert.Contains(operation.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "format");
            Assert.Equal(["application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
                operation.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Select(content => content.Name).Order());
            Assert.True(operation.GetProperty("responses").TryGetProperty("400", out _), path);
        }
    }

    private async Task<T> JsonAsync<T>(string path, string role)
    {
        using var response = await stack.GetAsync($"{Statistics}/{path}", role);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    /// <returns>The lines of the CSV file with <c>|</c> for its commas, and those of the workbook by sheet.</returns>
    private async Task<(IReadOnlyList<string> Csv, IReadOnlyDictionary<string, IReadOnlyList<string>> Book)> FilesAsync(string path, string role, string name)
    {
        var next = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var csv = await stack.GetAsync($"{Statistics}/{path}{next}format=csv", role);
        using var book = await stack.GetAsync($"{Statistics}/{path}{next}format=xlsx", role);
        Assert.Equal(("text/csv", $"{name}.csv"), (csv.Content.Headers.ContentType?.MediaType, csv.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal($"{name}.xlsx", book.Content.Headers.ContentDisposition?.FileName);
        var lines = (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        using var file = new MemoryStream(await book.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return ([.. lines.Select(line => line.Replace(',', '|'))], OpenedWorkbook.Read(file));
    }

    private static string Line(CallStatisticsRow row) => Line(
        row.Key, row.Received, row.Answered, row.AnsweredByFallback, row.Abandoned, row.Overflowed, row.Indeterminate, row.InProgress,
        row.MeanAnswerSeconds, row.MeanTalkSeconds, row.CallbacksAsked, row.CallbacksReached, row.Transferred);

    private static string Line(params object?[] fields) => string.Join('|', fields.Select(field => Convert.ToString(field, CultureInfo.InvariantCulture)));

    private static string YesOrNo(bool holds) => holds ? "yes" : "no";
}
