using System.Globalization;
using Hotline117.BrowserTests.World;
using Microsoft.Playwright;

namespace Hotline117.BrowserTests.Statistics;

/// <summary>What the Ministry's pages show, as workbooks.</summary>
public sealed class WorkbookTests(ChartWorld world) : IClassFixture<ChartWorld>
{
    [Fact]
    public async Task A_chart_has_its_numbers_its_period_its_definitions_and_what_is_withheld_in_the_readers_language()
    {
        world.Publish();
        var page = await world.SignInAsync("ministry", "ru");
        foreach (var chart in new[] { "trend", "funnel", "waits", "heat-map", "regions" })
        {
            var card = page.Locator($"[data-chart={chart}]");
            await card.Locator("summary").ClickAsync();

            var book = await Spreadsheet.ReadAsync(page, Xlsx(card));

            var lines = book.Values.First();
            Assert.Equal(await card.Locator("h2").TextContentAsync(), lines[0]);
            Assert.StartsWith("2026-01 – 2026-06, ", lines[1], StringComparison.Ordinal);
            var rows = await card.Locator("tbody tr").CountAsync();
            Assert.Equal(await card.Locator("tbody th").AllTextContentsAsync(), lines.Skip(5).Take(rows).SelectMany(line => line.Split('|').Take(chart == "heat-map" ? 2 : 1)));
            Assert.Equal(await card.Locator("dt").AllTextContentsAsync(), book.Values.Last().Select(line => line.Split('|')[0]));
        }

        var regions = (await Spreadsheet.ReadAsync(page, Xlsx(page.Locator("[data-chart=regions]")))).Values.First();
        var talas = page.Locator("tr[data-row=talas]");
        Assert.Contains($"{await talas.Locator("th").TextContentAsync()}|{await talas.Locator("td").GetAttributeAsync("title")}", regions);
        var bishkek = (await page.Locator("tr[data-row=bishkek] td").TextContentAsync())!;
        Assert.Contains(regions, line => line.EndsWith("|" + string.Concat(bishkek.Where(char.IsDigit)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_period_in_which_a_month_withholds_a_group_the_table_and_the_workbook_tell_what_the_others_have()
    {
        world.Publish();
        var page = await world.SignInAsync("ministry");
        await page.Locator("[data-chart=heat-map] summary").ClickAsync();

        var cell = page.Locator("[data-chart=heat-map] td.withheld", new() { HasText = "≥" }).First;
        var known = await cell.GetAttributeAsync("title");
        Assert.Matches(@"^withheld in some months; [\d,]+ in the others$", known);
        Assert.EndsWith(known!.Split(' ')[^4], await cell.TextContentAsync(), StringComparison.Ordinal);
        var book = await Spreadsheet.ReadAsync(page, Xlsx(page.Locator("[data-chart=heat-map]")));
        Assert.Contains(book["When people call"], line => line.EndsWith("|" + known, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forecast_has_its_hours_its_methods_and_their_definitions()
    {
        var page = await world.SignInAsync("ministry");
        await page.GotoAsync("/statistics/forecast?month=2026-07&handleSeconds=600");
        await page.Locator(".numbers summary").ClickAsync();

        var book = await Spreadsheet.ReadAsync(page, Xlsx(page.Locator("section")));

        Assert.Equal(["Forecast of calls", "The methods and their errors"], book.Keys.Take(2));
        Assert.EndsWith("|2026-07", book["Forecast of calls"][0], StringComparison.Ordinal);
        Assert.Equal(168, book["Forecast of calls"].Count(line => line.StartsWith("Monday|", StringComparison.Ordinal) || line.Contains("day|", StringComparison.Ordinal)) - book["Forecast of calls"].Count(line => line.StartsWith("Weekday|", StringComparison.Ordinal)));
        var expected = await page.Locator("tr[data-row='1 10'] td").First.TextContentAsync();
        Assert.Equal(double.Parse(expected!, CultureInfo.InvariantCulture), double.Parse(book["Forecast of calls"].Single(line => line.StartsWith("Monday|10:00|", StringComparison.Ordinal)).Split('|')[2], CultureInfo.InvariantCulture), 0.005);
        Assert.Contains(book["The methods and their errors"], line => line.EndsWith("|0||||||", StringComparison.Ordinal) || line.EndsWith("|0|||||", StringComparison.Ordinal));
        Assert.Contains(book.Values.Last(), line => line.Contains("Hyndman", StringComparison.Ordinal));
        Assert.Equal(404, (await page.APIRequest.GetAsync($"{world.Address}/statistics/forecast.xlsx?month=2026-09")).Status);
        Assert.Equal(400, (await page.APIRequest.GetAsync($"{world.Address}/statistics/forecast.xlsx?month=soon")).Status);
    }

    [Fact]
    public async Task A_what_if_has_its_question_every_number_of_counsellors_and_its_formula()
    {
        var page = await world.SignInAsync("ministry");
        await page.GotoAsync("/statistics/staffing?calls=ky:30,ru:12.5&handleSeconds=600&patienceSeconds=120");

        var book = await Spreadsheet.ReadAsync(page, Xlsx(page.Locator(".staffing")));

        var lines = book["The fewest counsellors"];
        Assert.Contains(lines, line => line.EndsWith("|ky:30,ru:12.5", StringComparison.Ordinal));
        Assert.Contains("Each group by itself: 11 counsellors. All in one pool: 9. The pool saves 2.", lines);
        Assert.Equal(8, lines.Count(line => line.StartsWith("Kyrgyz|30|", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.StartsWith("All in one pool|42.5|", StringComparison.Ordinal) && line.EndsWith("|fewest", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Russian|12.5|", StringComparison.Ordinal) && line.EndsWith("|given", StringComparison.Ordinal));
        Assert.Contains(book.Values.Last(), line => line.StartsWith("Erlang A|", StringComparison.Ordinal) && line.Contains("πⱼ", StringComparison.Ordinal));
        Assert.Equal(400, (await page.APIRequest.GetAsync($"{world.Address}/statistics/staffing.xlsx?calls=many&handleSeconds=600")).Status);
    }

    [Fact]
    public async Task They_are_for_who_may_see_statistics()
    {
        var page = await world.SignInAsync("dispatcher");

        foreach (var path in new[] { "charts/trend.xlsx", "forecast.xlsx", "staffing.xlsx?calls=ky:30&handleSeconds=600", "staffing.csv?calls=ky:30&handleSeconds=600" })
            Assert.Equal(403, (await page.APIRequest.GetAsync($"{world.Address}/statistics/{path}")).Status);
    }

    private static ILocator Xlsx(ILocator within) => within.GetByText("XLSX", new() { Exact = true });
}
