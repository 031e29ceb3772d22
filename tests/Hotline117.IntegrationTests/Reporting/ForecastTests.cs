using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Statistics.Publication;
using Hotline117.UnitTests.Hosting;

namespace Hotline117.IntegrationTests.Reporting;

[Collection(nameof(ReportingStack))]
public class ForecastTests(ReportingStack stack) : IAsyncLifetime
{
    private const string Path = "/api/v1/statistics/forecast";
    private static readonly DateOnly July = new(2025, 7, 1);

    // What other tests have published is put aside meanwhile: a forecast is made of all that is.
    public async ValueTask InitializeAsync() => await RunAsync("DROP TABLE IF EXISTS published_aside; CREATE TABLE published_aside AS TABLE published_months; TRUNCATE published_months");

    public async ValueTask DisposeAsync()
    {
        await RunAsync("TRUNCATE published_months; INSERT INTO published_months SELECT * FROM published_aside; DROP TABLE published_aside");
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_expected_comes_from_published_months_with_its_error_and_the_counsellors_it_takes()
    {
        await PublishAsync(6);

        var forecast = await ForecastAsync("month=2026-01&handleSeconds=600&patienceSeconds=120");

        Assert.Equal((new DateOnly(2026, 1, 1), 1, 6), (forecast.Month, forecast.MonthsAhead, forecast.MadeFrom.Count));
        Assert.Equal((ForecastMethod.LastMonth, 0.0), (forecast.Method, forecast.Methods[0].Mae));
        Assert.Equal((168, 3.0), (forecast.Hours.Count, forecast.Hours.Single(hour => hour is { Weekday: "1", HourOfDay: "09" }).Expected));
        // Withheld: its hour's total tells it, as there is no other such.
        Assert.Equal(1.0, forecast.Hours.Single(hour => hour is { Weekday: "7", HourOfDay: "04" }).Expected);
        Assert.All(forecast.Hours, hour => Assert.True(hour.CounsellorsAtHigh >= hour.Counsellors && hour.Counsellors > 0));
        Assert.Equal(new ForecastService(600, 120, 20, 5, 0.8), forecast.Service);
        Assert.Contains(forecast.Definitions, definition => definition.Formula.En.Contains("Hyndman", StringComparison.Ordinal));
        // As far ahead as it goes, for that has been the coming month for long.
        Assert.Equal((new DateOnly(2026, 3, 1), 3), (await ForecastAsync("")) is var usual ? (usual.Month, usual.MonthsAhead) : default);

        using var csv = await stack.GetAsync($"{Path}?month=2026-01&format=csv", Roles.Ministry);
        var lines = (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.Equal(("text/csv", "month,weekday,hourOfDay,days,expected,low,high,counsellors,counsellorsAtHigh"), (csv.Content.Headers.ContentType?.MediaType, lines[0]));
        Assert.StartsWith("2026-01,1,00,4,3,", lines[1], StringComparison.Ordinal);

        using var xlsx = await stack.GetAsync($"{Path}?month=2026-01&handleSeconds=600&patienceSeconds=120&format=xlsx", Roles.Ministry);
        var book = OpenedWorkbook.Read(await xlsx.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(forecast.Hours.Select(hour => FormattableString.Invariant($"2026-01|{hour.Weekday}|{hour.HourOfDay}|{hour.Days}|{hour.Expected}|{hour.Low}|{hour.High}|{hour.Counsellors}|{hour.CounsellorsAtHigh}")), book["Forecast"].Skip(1));
        Assert.Equal(forecast.Methods.Select(each => FormattableString.Invariant($"{each.MonthsTried}|{each.Mae}|{each.Wape}|{each.Mase}|{each.Bias}|{each.Coverage}")), book["Methods"].Skip(1).Select(line => line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..]));
        Assert.Superset(new HashSet<string> { "month|2026-01", "method|lastMonth", "madeFrom|2025-07, 2025-08, 2025-09, 2025-10, 2025-11, 2025-12", "patienceSeconds|120" }, book["Made from"].ToHashSet());
        Assert.Equal(forecast.Definitions.Count + 1, book["Definitions"].Count);

        using var first = await stack.GetAsync($"{Path}?month=2026-01", Roles.Ministry);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Path}?month=2026-01");
        again.Headers.Add("X-Api-Key", stack.KeyOf(Roles.Ministry));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var unchanged = await stack.Http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        // Whoever asks what will be publishes nothing.
        Assert.Equal(6, await stack.ScalarAsync("SELECT count(*) FROM published_months"));
    }

    [Fact]
    public async Task With_too_few_months_there_is_none()
    {
        await PublishAsync(2);

        var forecast = await ForecastAsync("month=2025-09");
        using var csv = await stack.GetAsync($"{Path}?format=csv", Roles.Ministry);

        Assert.Equal((null, null, 0, 4), (forecast.Method, forecast.Calls, forecast.Hours.Count, forecast.FewestMonths));
        using var xlsx = await stack.GetAsync($"{Path}?format=xlsx", Roles.Ministry);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (csv.StatusCode, xlsx.StatusCode));
        Assert.Contains("it takes", await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("month=soon", "month")]
    [InlineData("month=2025-12", "month")]
    [InlineData("month=2026-04", "month")]
    [InlineData("format=pdf&mont=2026-01", "format", "mont")]
    [InlineData("serviceLevel=2", "handleSeconds", "serviceLevel")]
    public async Task What_makes_no_sense_is_refused_with_the_parameter(string query, params string[] parameters)
    {
        await PublishAsync(6);

        using var response = await stack.GetAsync($"{Path}?{query}", Roles.Ministry);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameters, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    private async Task<DemandForecast> ForecastAsync(string query)
    {
        using var response = await stack.GetAsync($"{Path}?{query}", Roles.Ministry);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<DemandForecast>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    /// <summary>From July 2025 on: three calls in each hour, but one in that before five on a Sunday, which is withheld.</summary>
    private async Task PublishAsync(int months)
    {
        for (var month = July; month < July.AddMonths(months); month = month.AddMonths(1))
        {
            var cells = new Dictionary<string, long>();
            for (var day = month; day < month.AddMonths(1); day = day.AddDays(1))
            {
                for (var hour = 0; hour < 24; hour++)
                {
                    var (weekday, calls) = (((int)day.DayOfWeek + 6) % 7 + 1, hour == 4 && day.DayOfWeek is DayOfWeek.Sunday ? 1 : 3);
                    foreach (var cell in new[] { "", $"hourOfDay={hour:00}", $"hourOfDay={hour:00}&weekday={weekday}" })
                    {
                        cells[cell] = cells.GetValueOrDefault(cell) + calls;
                    }
                }
            }

            cells.Remove("hourOfDay=04&weekday=7");
            var figures = new MonthFigures(month, true, 20, 5, new Dictionary<string, int> { ["received"] = 1 }, cells, new Dictionary<string, IReadOnlyDictionary<string, double?>>());
            await RunAsync("INSERT INTO published_months (month, published_at, figures) VALUES ($1, now(), $2::jsonb)", month, JsonSerializer.Serialize(figures, ContractJson.Options));
        }
    }

    private async Task RunAsync(string sql, params object[] parameters)
    {
        await using var command = stack.Database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = parameter });
        }

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
