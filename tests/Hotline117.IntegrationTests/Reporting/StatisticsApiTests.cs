using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;

namespace Hotline117.IntegrationTests.Reporting;

[Collection(nameof(ReportingStack))]
public class StatisticsApiTests(ReportingStack stack)
{
    [Theory]
    [InlineData("/api/v1/statistics/calls")]
    [InlineData("/api/v1/statistics/figures")]
    [InlineData("/api/v1/statistics/definitions")]
    [InlineData("/api/v1/statistics/staffing?calls=40&handleSeconds=600")]
    [InlineData("/api/v1/statistics/forecast")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/metrics")]
    [InlineData("/nothing/here")]
    public async Task Nothing_is_anonymous_but_health(string path)
    {
        using var response = await stack.GetAsync(path, role: null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(Roles.Ministry, "calls", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Ministry, "figures", HttpStatusCode.OK)]
    [InlineData(Roles.Ministry, "figures?view=exact", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Ministry, "definitions", HttpStatusCode.OK)]
    [InlineData(Roles.Ministry, "staffing?calls=40&handleSeconds=600", HttpStatusCode.OK)]
    [InlineData(Roles.Ministry, "statements/osh-c", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Coordinator, "statements/osh-c", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Supervisor, "statements/nobody-of-this-name", HttpStatusCode.NotFound)]
    [InlineData(Roles.Supervisor, "statements/osh-c?from=2020-01-01&to=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Dispatcher, "staffing?calls=40&handleSeconds=600", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Ministry, "forecast", HttpStatusCode.OK)]
    [InlineData(Roles.Dispatcher, "forecast", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Ministry, "reports", HttpStatusCode.OK)]
    [InlineData(Roles.Coordinator, "reports", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Ministry, "reports/2025-12.html", HttpStatusCode.NotFound)]
    [InlineData(Roles.Ministry, "reports/2026.html", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Ministry, "reports/2026-01.pdf?language=de", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Supervisor, "calls", HttpStatusCode.OK)]
    [InlineData(Roles.Supervisor, "figures?view=exact", HttpStatusCode.OK)]
    [InlineData(Roles.Administrator, "calls", HttpStatusCode.OK)]
    [InlineData(Roles.Service, "calls", HttpStatusCode.OK)]
    [InlineData(Roles.Service, "figures", HttpStatusCode.OK)]
    [InlineData(Roles.Dispatcher, "calls", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Coordinator, "figures", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Monitor, "definitions", HttpStatusCode.Forbidden)]
    public async Task Roles_may_what_they_need(string role, string path, HttpStatusCode expected)
    {
        using var response = await stack.GetAsync($"/api/v1/statistics/{path}", role);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("dashboard", "statistics/figures", HttpStatusCode.OK)]
    [InlineData("dashboard", "statistics/calls", HttpStatusCode.Forbidden)]
    [InlineData("rescue-112", "statistics/figures", HttpStatusCode.Forbidden)]
    [InlineData("somebody", "statistics/figures", HttpStatusCode.Unauthorized)]
    [InlineData("dashboard", "regions", HttpStatusCode.OK)]
    [InlineData("dashboard", "lines", HttpStatusCode.Forbidden)]
    [InlineData("rescue-112", "lines", HttpStatusCode.OK)]
    [InlineData("somebody", "lines", HttpStatusCode.Unauthorized)]
    public async Task Clients_of_the_provider_may_what_their_roles_may_at_both_services(string client, string path, HttpStatusCode expected)
    {
        var token = stack.Provider.Token(client);
        var service = path.StartsWith("statistics", StringComparison.Ordinal) ? stack.Http.BaseAddress! : new Uri(stack.Routing);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, $"/api/v1/{path}"));
        request.Headers.Authorization = new("Bearer", token);
        using var response = await stack.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.DoesNotContain(token.Split('.')[1], stack.ServiceLog, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Administrator, "a,b\n", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Administrator, "", HttpStatusCode.OK)]
    [InlineData(Roles.Ministry, "", HttpStatusCode.Forbidden)]
    [InlineData(null, "", HttpStatusCode.Unauthorized)]
    public async Task A_switchs_list_is_compared_for_whoever_may_and_refused_with_its_faults(string? role, string list, HttpStatusCode expected)
    {
        using var content = new StringContent(list, Encoding.UTF8, "text/csv");
        using var response = await stack.SendAsync(HttpMethod.Post, "/api/v1/statistics/reconciliation", role, content);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.True(expected is not HttpStatusCode.BadRequest || text.Contains("Line 1 has 2 columns", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Every_bad_parameter_is_listed_at_once()
    {
        using var response = await stack.GetAsync("/api/v1/statistics/calls?from=soon&to=later&by=colour&form=2026-01-01");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["by", "form", "from", "to"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task What_if_is_answered_from_its_parameters_alone()
    {
        using var response = await stack.GetAsync("/api/v1/statistics/staffing?calls=ky:150,ru:50&handleSeconds=180&counsellors=11,3", Roles.Ministry);
        var answer = await response.Content.ReadFromJsonAsync<StaffingAnswer>(ContractJson.Options, TestContext.Current.CancellationToken);
        using var refused = await stack.GetAsync("/api/v1/statistics/staffing?calls=many&handleSecond=600", Roles.Ministry);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        // The textbook's example: 200 calls an hour of three minutes, 14 agents, 88.8 %.
        Assert.Equal((14, 0.88835), (answer!.Pooled!.Given!.Counsellors, Math.Round(answer.Pooled.Given.ServiceLevel, 5)));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(["calls", "handleSecond", "handleSeconds"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task The_document_describes_the_statistics()
    {
        using var response = await stack.GetAsync("/openapi/v1.json");
        var document = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        var operation = document.GetProperty("paths").GetProperty("/api/v1/statistics/calls").GetProperty("get");
        Assert.Equal(["from", "to", "by", "format"], operation.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Equal(["ApiClient", "ApiKey"], document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name).Order());
        Assert.Equal(2, document.GetProperty("security").GetArrayLength());
        var figures = document.GetProperty("paths").GetProperty("/api/v1/statistics/figures").GetProperty("get");
        Assert.Superset(new HashSet<string?> { "from", "to", "by", "view", "format", "limit", "offset", "region", "centre" },
            figures.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()).ToHashSet());
        var forecast = document.GetProperty("paths").GetProperty("/api/v1/statistics/forecast").GetProperty("get");
        Assert.Equal(["format", "handleSeconds", "month", "patienceSeconds", "serviceLevel", "thresholdSeconds"],
            forecast.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()).Order());
        Assert.Equal(["application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
            figures.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Select(content => content.Name).Order());
    }

    [Fact]
    public async Task The_monitor_reads_the_counters()
    {
        await stack.Events.PublishAsync(new CallHistory().Abandoned(1, "osh"));

        await ReportingStack.UntilAsync(
            async () => await (await stack.GetAsync("/metrics", Roles.Monitor)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            metrics => metrics.Contains("hotline117_reporting_events_stored_total{", StringComparison.Ordinal)
                && metrics.Contains("type=\"call.abandoned\"", StringComparison.Ordinal)
                && metrics.Contains("hotline117_reporting_lag_seconds_count", StringComparison.Ordinal));
    }
}
