using System.Net;
using System.Net.Http.Json;
using Hotline117.BrowserTests.World;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Statistics;

public sealed class StatisticsPageTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Fact]
    public async Task The_ministry_sees_the_last_months_calls_by_region_and_what_the_figures_mean()
    {
        var page = await world.SignInAsync("ministry");
        await page.GetByRole(AriaRole.Link, new() { Name = "All figures as tables" }).ClickAsync();

        await Expect(page.Locator("tr[data-key=bishkek]")).ToContainTextAsync("Bishkek");
        await Expect(page.Locator("tr[data-key=bishkek] td").First).ToHaveTextAsync("1,204");
        await Expect(page.Locator("tr[data-key=unknown]")).ToContainTextAsync("not known");
        await Expect(page.Locator("tr[data-key=total] td").First).ToHaveTextAsync("1,655");
        await Expect(page.Locator("tr[data-key=total]")).ToContainTextAsync("87.3");
        await Expect(page.Locator(".definitions")).ToContainTextAsync("Received calls whose caller hung up before an answer, short ones included. version 1, since 2026-01-01");
    }

    [Fact]
    public async Task What_is_published_is_there_for_everybody_but_for_tables_by_centre_and_asked_for_once()
    {
        using var http = new HttpClient { BaseAddress = new(world.Address) };
        Task<HttpResponseMessage> AskAsync(string query) => http.GetAsync($"public/v1/figures?{query}", TestContext.Current.CancellationToken);
        using var first = await AskAsync("by=language");
        var table = await first.Content.ReadFromJsonAsync<FigureTable>(ContractJson.Options, TestContext.Current.CancellationToken);
        Assert.Equal(["language"], table!.By);
        Assert.True(first.Headers.CacheControl is { Public: true, NoStore: false, MaxAge.TotalSeconds: 300 });
        using var file = await AskAsync("by=region&format=csv");
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
        foreach (var wrong in new[] { "by=centre", "by=name", "from=2026-13", "format=xlsx", "view=exact" })
        {
            using var refused = await AskAsync(wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("'by', which is one of region, hour,", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        var figures = world.Routing.Figures;
        try
        {
            world.Routing.Figures = _ => Results.StatusCode(503);
            using var again = await AskAsync("by=language");
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            using var away = await AskAsync("by=weekday");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 60.0), (away.StatusCode, away.Headers.RetryAfter?.Delta?.TotalSeconds));
            world.Routing.Figures = _ => Results.ValidationProblem(new Dictionary<string, string[]> { ["from"] = ["Not published."] });
            using var early = await AskAsync("from=2030-01&to=2030-01");
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        }
        finally
        {
            world.Routing.Figures = figures;
        }
    }

    [Fact]
    public async Task What_is_withheld_is_told_from_what_there_is_not()
    {
        var page = await world.SignInAsync("ministry");
        await page.GotoAsync("/statistics");

        await Expect(page.Locator("tr[data-key=bishkek] td.withheld")).ToHaveCountAsync(2);
        await Expect(page.Locator("tr[data-key=bishkek] td").Filter(new() { HasText = "–" })).Not.ToHaveCountAsync(0);
        await Expect(page.GetByText("fewer than 5 calls")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_period_and_the_grouping_stand_in_the_address_and_each_month_has_its_table()
    {
        var page = await world.SignInAsync("ministry");
        await page.GotoAsync("/statistics");

        await page.GetByLabel("From month").FillAsync("2026-01");
        await page.GetByLabel("To month, included").FillAsync("2026-03");
        await page.GetByLabel("By", new() { Exact = true }).SelectOptionAsync("hour");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await page.WaitForURLAsync("**/statistics?from=2026-01&to=2026-03&by=hour");
        await Expect(page.Locator("[data-month='2026-03'] tr[data-key='09']")).ToContainTextAsync("09:00");
        await Expect(page.Locator("[data-month='2026-01'] tr[data-key=total]")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("From month")).ToHaveValueAsync("2026-01");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "CSV" })).ToHaveAttributeAsync("href", "/statistics/files/csv?from=2026-01&to=2026-03&by=hour&view=published");
    }

    [Fact]
    public async Task Exact_figures_are_for_those_who_run_the_hotline_and_not_for_the_ministry()
    {
        var supervisor = await world.SignInAsync("supervisor");
        await supervisor.GotoAsync("/statistics?view=exact&from=2026-01");
        await Expect(supervisor.Locator("tr[data-key=total] td").First).ToHaveTextAsync("1,655");
        await Expect(supervisor.GetByText("not to be handed on")).ToBeVisibleAsync();

        var ministry = await world.SignInAsync("ministry");
        await ministry.GotoAsync("/statistics");
        await Expect(ministry.Locator("tr[data-key=total]")).ToBeVisibleAsync();
        await Expect(ministry.GetByLabel("View")).ToHaveCountAsync(0);
        Assert.Equal(403, (await ministry.GotoAsync("/statistics?view=exact"))!.Status);
        Assert.Equal(403, (await ministry.APIRequest.GetAsync(new Uri(new Uri(ministry.Url), "/statistics/files/csv?view=exact").ToString())).Status);
    }

    [Fact]
    public async Task What_if_says_how_many_counsellors_it_takes_and_what_a_pool_saves()
    {
        var page = await world.SignInAsync("ministry");
        await page.GetByRole(AriaRole.Link, new() { Name = "How many counsellors" }).ClickAsync();
        await page.GetByLabel("Calls an hour").FillAsync("ky:30,ru:12.5");
        await page.GetByLabel("Time for one call").FillAsync("600");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compute" }).ClickAsync();

        await page.WaitForURLAsync("**/statistics/staffing?calls=ky%3A30%2Cru%3A12.5&handleSeconds=600&**");
        await Expect(page.GetByText("The pool saves 2")).ToBeVisibleAsync();
        await Expect(page.Locator("tr[data-key=ky]")).ToContainTextAsync("Kyrgyz");
        await Expect(page.Locator("tr[data-key=ru][data-kind=given]")).ToContainTextAsync("60.0");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "All in one pool: with 9 counsellors" })).ToBeVisibleAsync();
        await Expect(page.Locator(".definitions")).ToContainTextAsync("Erlang A");
        await Expect(page.GetByLabel("Calls an hour")).ToHaveValueAsync("ky:30,ru:12.5");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        Assert.Equal("hotline117-staffing.csv", download.SuggestedFilename);
        Assert.Equal("staffing ky:30,ru:12.5", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        foreach (var bad in new[] { "staffing.csv", "staffing.csv?calls=many&handleSeconds=600" })
            Assert.Equal(400, (await page.APIRequest.GetAsync($"{world.Address}/statistics/{bad}")).Status);

        var refused = await page.GotoAsync("/statistics/staffing?calls=many&handleSeconds=600");
        Assert.Equal(400, refused!.Status);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Calls an hour: write a number such as 40");
    }

    [Fact]
    public async Task Reports_of_months_and_quarters_are_listed_for_the_ministry_to_be_had_in_both_languages()
    {
        var page = await world.SignInAsync("ministry");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reports" }).ClickAsync();

        await page.WaitForURLAsync("**/statistics/reports");
        await Expect(page.Locator("tbody th")).ToHaveTextAsync(["2026, quarter 1", "2026-03", "2026-02"]);
        await Expect(page.Locator("tr[data-key='2026-Q1'] td").Last).ToHaveTextAsync("2026-04-04");
        await Appearance.AssertAccessibleAsync(page, "reports");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "2026, quarter 1, Kyrgyz, HTML" }).ClickAsync());
        Assert.Equal("hotline117-2026-Q1-ky.html", download.SuggestedFilename);
        Assert.Equal("2026-Q1 html ky", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));

        var workbook = new Uri(new Uri(page.Url), await page.GetByRole(AriaRole.Link, new() { Name = "2026-02, Russian, XLSX" }).GetAttributeAsync("href")).ToString();
        Assert.Equal("2026-02 xlsx ru", await (await page.APIRequest.GetAsync(workbook)).TextAsync());
        Assert.Equal(404, (await page.APIRequest.GetAsync(workbook.Replace("2026-02", "2026-Q4", StringComparison.Ordinal))).Status);
        var dispatcher = await world.SignInAsync("dispatcher");
        Assert.Equal(403, (await dispatcher.APIRequest.GetAsync(workbook)).Status);
    }

    [Fact]
    public async Task A_report_itself_is_there_for_everybody()
    {
        var page = await (await world.OpenAsync("/sign-in", "ru", 360, ColorScheme.Light)).Context.NewPageAsync();

        await page.SetContentAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "report.ru.html"), TestContext.Current.CancellationToken));

        await Expect(page.Locator("[data-table=figures] tr[data-key=received] td").Nth(3)).ToHaveTextAsync("3\u00a0006");
        await Appearance.AssertAccessibleAsync(page, "report");
        await Appearance.AssertFitsAsync(page, "report", 360, ColorScheme.Light, "ru");
    }

    [Fact]
    public async Task A_centres_statement_is_for_those_who_run_the_hotline()
    {
        var supervisor = await world.SignInAsync("supervisor");
        await supervisor.GotoAsync("/statistics");
        await supervisor.GetByRole(AriaRole.Link, new() { Name = "Centres' statements" }).ClickAsync();
        await supervisor.GetByLabel("Centre", new() { Exact = true }).SelectOptionAsync("tendesh");
        await supervisor.GetByLabel("From month").FillAsync("2026-01");
        await supervisor.GetByLabel("To month, included").FillAsync("2026-02");
        await supervisor.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await supervisor.WaitForURLAsync("**/statistics/statements?centre=tendesh&from=2026-01&to=2026-02");
        await Expect(supervisor.Locator("tr[data-key='2026-01'] td")).ToHaveTextAsync(["1,204", "1,100", "2", "11,000.5", "372.5", "360.0", "744.0"]);
        // Of February nobody has looked: that is not none.
        await Expect(supervisor.Locator("tr[data-key='2026-02'] td")).ToHaveTextAsync(["0", "0", "0", "0.0", "–", "–", "0.0"]);
        var address = new Uri(new Uri(supervisor.Url), await supervisor.GetByRole(AriaRole.Link, new() { Name = "CSV" }).GetAttributeAsync("href")).ToString();
        Assert.Equal("tendesh,2026-01-01,2026-03-01", await (await supervisor.APIRequest.GetAsync(address)).TextAsync());
        var book = await Spreadsheet.ReadAsync(supervisor, supervisor.GetByRole(AriaRole.Link, new() { Name = "XLSX" }));
        var lines = book["Centres' statements"];
        Assert.StartsWith(await supervisor.Locator("#statement-heading").TextContentAsync(), lines[0], StringComparison.Ordinal);
        Assert.Equal(["Month", .. await supervisor.Locator("thead th.figure").AllTextContentsAsync()], lines[2].Split('|'));
        Assert.Equal(["2026-01|1204|1100|2|11000.5|372.5|360|744", "2026-02|0|0|0|0|–|–|0", "Total|1204|1100|2|11000.5|372.5|360|744"], lines.Skip(3).Take(3));
        Assert.Equal(await supervisor.Locator("dt").AllTextContentsAsync(), book.Values.Last().Select(line => line.Split('|')[0]));
        var workbook = address.Replace("/csv?", "/xlsx?", StringComparison.Ordinal);
        Assert.Equal(404, (await supervisor.APIRequest.GetAsync(workbook.Replace("tendesh", "nobody", StringComparison.Ordinal))).Status);
        Assert.Equal(404, (await supervisor.GotoAsync("/statistics/statements?centre=nobody"))!.Status);

        var ministry = await world.SignInAsync("ministry");
        Assert.Equal(403, (await ministry.GotoAsync("/statistics/statements?centre=tendesh"))!.Status);
        Assert.Equal(403, (await ministry.APIRequest.GetAsync(address)).Status);
        Assert.Equal(403, (await ministry.APIRequest.GetAsync(workbook)).Status);
    }

    [Theory]
    [InlineData("from=yesterday", "A month is written wrongly")]
    [InlineData("from=2026-02&to=2026-01", "The period ends before it begins")]
    [InlineData("from=2020-01&to=2026-01", "longer than 24 months")]
    [InlineData("by=caller", "The grouping is not known")]
    public async Task A_period_that_makes_no_sense_is_refused_with_the_reason(string query, string reason)
    {
        var page = await world.SignInAsync("ministry");

        var answer = await page.GotoAsync($"/statistics?{query}");

        Assert.Equal(400, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(reason);
    }
}
