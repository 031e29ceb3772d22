using System.Globalization;
using Hotline117.BrowserTests.Chromium;
using Hotline117.BrowserTests.World;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Statistics;

public sealed class FiguresPageTests(ChartWorld world, Browser browser) : IClassFixture<ChartWorld>
{
    private static readonly string[] Charts = ["trend", "funnel", "regions", "travel", "hours", "weekdays", "languages"];

    [Theory]
    [InlineData(360, ColorScheme.Light, "ru")]
    [InlineData(360, ColorScheme.Dark, "ky")]
    [InlineData(1280, ColorScheme.Light, "en")]
    [InlineData(2560, ColorScheme.Dark, "ru")]
    public async Task Everybody_sees_what_is_published_each_chart_with_its_definition_its_numbers_and_its_files(int width, ColorScheme scheme, string locale)
    {
        var page = await world.OpenAsync("/figures", locale, width, scheme);

        foreach (var chart in Charts)
        {
            var card = page.Locator($"[data-chart={chart}]");
            await Expect(card.Locator("h2")).Not.ToBeEmptyAsync();
            await Expect(card.Locator(".drawing svg[role=img]")).ToBeVisibleAsync();
            await Expect(card.Locator("[data-definition] small").First).ToContainTextAsync("2026-");
            await Expect(card.Locator("tbody tr")).Not.ToHaveCountAsync(0);
            await Expect(card.Locator("a[download]")).ToHaveTextAsync(["CSV", "XLSX"]);
        }

        await Expect(page.Locator("[data-chart]")).ToHaveCountAsync(Charts.Length);
        Assert.Empty(await page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll('.drawing svg:not(.key) text')].filter(text => {
              const [inner, outer] = [text.getBoundingClientRect(), (text.closest('.cell')?.querySelector('rect') ?? text.ownerSVGElement).getBoundingClientRect()];
              return inner.left < outer.left - 1 || inner.right > outer.right + 1; }).map(text => text.textContent).join()
            """));
        await Appearance.AssertFitsAsync(page, "figures", width, scheme, locale);
        await Appearance.AssertAccessibleAsync(page, "figures");
        foreach (var numbers in await page.Locator(".numbers summary").AllAsync())
            await numbers.ClickAsync();
        await Appearance.AssertAccessibleAsync(page, "figures in numbers");
        await Appearance.AssertFitsAsync(page, "figures-in-numbers", width, scheme, locale);
    }

    [Fact]
    public async Task Its_files_need_no_key_and_have_exactly_what_is_drawn_and_withheld_is_said()
    {
        var page = await world.OpenAsync("/figures");

        foreach (var chart in new[] { "hours", "weekdays", "languages", "travel" })
        {
            var lines = (await TextAsync(page, $"/figures/{chart}.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(
                lines.Skip(1).Select(line => line.Split(',')).Select(fields => $"{fields[0]} {Number(fields[1])}"),
                await page.EvaluateAsync<string[]>("chart => [...document.querySelectorAll(`[data-chart=${chart}] [data-bar]`)].map(bar => `${bar.dataset.bar} ${bar.querySelector('.value').textContent.trim()}`)", chart));
            var workbook = await page.APIRequest.GetAsync($"{world.Address}/figures/{chart}.xlsx");
            Assert.Equal((200, "PK"), (workbook.Status, System.Text.Encoding.ASCII.GetString((await workbook.BodyAsync())[..2])));
        }

        Assert.Contains("talas,withheld", await TextAsync(page, "/figures/regions.csv"), StringComparison.Ordinal);
        await Expect(page.Locator("[data-region-share=talas] .number")).ToHaveTextAsync("•");
        await page.Locator("[data-chart=regions] summary").ClickAsync();
        await Expect(page.Locator("[data-chart=regions] tr[data-row=talas] td").GetByRole(AriaRole.Img, new() { Name = "withheld" })).ToBeVisibleAsync();
        Assert.Equal(404, (await page.APIRequest.GetAsync($"{world.Address}/figures/callers.csv")).Status);
        Assert.Equal(404, (await page.APIRequest.GetAsync($"{world.Address}/figures/centre.csv")).Status);
    }

    [Fact]
    public async Task Programs_get_the_same_by_region_or_by_travel_time_and_nothing_by_centre()
    {
        var page = await world.OpenAsync("/figures");
        await Expect(page.Locator("a[href='/public/v1/figures']")).ToBeVisibleAsync();

        Assert.Contains("\"travelTime\":\"upTo30\"", await TextAsync(page, "/public/v1/figures?from=2026-05&to=2026-06&by=travelTime"), StringComparison.Ordinal);
        Assert.Equal(400, (await page.APIRequest.GetAsync($"{world.Address}/public/v1/figures?by=centre")).Status);
    }

    [Fact]
    public async Task However_many_read_the_page_the_figures_are_asked_for_once_and_stay_while_they_cannot_be_had()
    {
        await using var own = new ChartWorld(browser);
        await own.InitializeAsync();
        var (asked, figures) = (0, own.Routing.Figures);
        own.Routing.Figures = query =>
        {
            Interlocked.Increment(ref asked);
            return figures(query);
        };
        var page = await own.OpenAsync("/figures");
        var once = asked;
        own.Routing.Figures = _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (await page.GotoAsync("/figures"))!.Status);

        Assert.True(once > 0 && asked == once, $"asked {once} times for the first and {asked} for all");
        await Expect(page.Locator("[data-chart=trend]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_nothing_can_be_had_yet_the_page_says_so_and_that_the_number_works()
    {
        await using var own = new ChartWorld(browser);
        await own.InitializeAsync();
        own.Routing.Figures = _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

        var page = await own.OpenAsync("/centres");
        Assert.Equal(503, (await page.GotoAsync("/figures"))!.Status);

        await Expect(page.Locator(".notice[role=status]")).ToContainTextAsync("117 works");
        await Appearance.AssertAccessibleAsync(page, "no figures");
    }

    private async Task<string> TextAsync(IPage page, string path)
    {
        var answer = await page.APIRequest.GetAsync($"{world.Address}{path}");
        Assert.Equal(200, answer.Status);
        return await answer.TextAsync();
    }

    private static string Number(string field) => field switch
    {
        "withheld" => "•",
        "" => "–",
        _ => double.Parse(field, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.GetCultureInfo("en")),
    };
}
