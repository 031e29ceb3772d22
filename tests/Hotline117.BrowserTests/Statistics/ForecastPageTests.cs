using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Statistics;

public sealed class ForecastPageTests(ChartWorld world) : IClassFixture<ChartWorld>
{
    [Fact]
    public async Task The_ministry_sees_what_is_expected_how_wrong_it_may_be_and_what_it_was_made_from()
    {
        var page = await world.SignInAsync("ministry");
        await page.GetByRole(AriaRole.Link, new() { Name = "Forecast of calls" }).ClickAsync();

        await page.WaitForURLAsync("**/statistics/forecast");
        // The coming month, with the time that a call took in the last one.
        await Expect(page.Locator("input#month")).ToHaveValueAsync("2026-08");
        await Expect(page.Locator("input#handleSeconds")).ToHaveValueAsync("845");
        await Expect(page.GetByText("the mean of 2026-06")).ToBeVisibleAsync();
        await Expect(page.Locator(".forecast-error")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\(3\).*wrong by \d\.\d+ calls an hour on the average, \d+% of the calls\.\s+The 80% interval held \d+% of the counts\."));
        await Expect(page.GetByText("Made from published months (5): 2026-02 – 2026-06; 2 months ahead")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-map] svg[role=img]")).ToHaveCountAsync(4);
        await Expect(page.Locator("[data-map=expected] [data-cell]")).ToHaveCountAsync(168);
        await Expect(page.Locator("tr[data-kind=chosen]")).ToHaveCountAsync(1);
        await Expect(page.Locator("tr[data-key=LevelOfYearAgo] td").First).ToHaveTextAsync("0");
        await Expect(page.Locator("[data-definition=mase]")).ToContainTextAsync("Hyndman");
        await Appearance.AssertAccessibleAsync(page, "forecast");
        await Appearance.AssertFitsAsync(page, "forecast-of-a-month", 1280, ColorScheme.Light, "en");
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark, "ky")]
    [InlineData(3840, ColorScheme.Light, "ru")]
    public async Task It_fits_into_every_window_in_every_language(int width, ColorScheme scheme, string locale)
    {
        var page = await world.SignInAsync("ministry", locale, width, scheme);
        await page.GotoAsync("/statistics/forecast?month=2026-07&handleSeconds=600");

        await page.Locator(".numbers summary").ClickAsync();

        await Appearance.AssertFitsAsync(page, "forecast", width, scheme, locale);
        await Appearance.AssertAccessibleAsync(page, "forecast in numbers");
    }

    [Fact]
    public async Task An_hour_leads_to_the_what_if_with_its_calls_and_the_file_has_the_same_question()
    {
        var page = await world.SignInAsync("ministry");
        await page.GotoAsync("/statistics/forecast?month=2026-07&handleSeconds=600&patienceSeconds=120");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[download]").First.ClickAsync());
        Assert.Equal("hotline117-forecast.csv", download.SuggestedFilename);
        Assert.Equal("forecast 2026-07 600", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));

        await page.Locator(".numbers summary").ClickAsync();
        var monday = page.Locator("tr[data-row='1 10']");
        var calls = await monday.Locator("td").Nth(2).TextContentAsync();
        await monday.GetByRole(AriaRole.Link).Last.ClickAsync();

        await page.WaitForURLAsync("**/statistics/staffing?calls=*&handleSeconds=600&patienceSeconds=120&thresholdSeconds=20&serviceLevel=0.8");
        await Expect(page.Locator("input#calls")).ToHaveValueAsync(calls!);
    }

    [Fact]
    public async Task Where_too_few_months_are_published_it_says_so_and_shows_no_number()
    {
        var page = await world.SignInAsync("ministry");

        await page.GotoAsync("/statistics/forecast?month=2026-09");

        await Expect(page.Locator(".soon")).ToContainTextAsync("It takes 6 published months that count calls by the same definition, and there are 5.");
        await Expect(page.Locator("[data-map]")).ToHaveCountAsync(0);
        Assert.Equal(404, (await page.APIRequest.GetAsync($"{world.Address}/statistics/forecast.csv?month=2026-09")).Status);
        await Appearance.AssertAccessibleAsync(page, "no forecast");
    }

    [Theory]
    [InlineData("month=2026-06", "Month: write one of the three")]
    [InlineData("month=soon", "Month: write one of the three")]
    [InlineData("handleSeconds=0", "Time for one call: write seconds")]
    public async Task What_makes_no_sense_is_refused_with_the_reason(string query, string reason)
    {
        var page = await world.SignInAsync("ministry");

        Assert.Equal(400, (await page.GotoAsync($"/statistics/forecast?{query}"))!.Status);

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(reason);
        Assert.Equal(400, (await page.APIRequest.GetAsync($"{world.Address}/statistics/forecast.csv?{query}")).Status);
    }

    [Fact]
    public async Task The_forecast_is_for_who_may_see_statistics()
    {
        var page = await world.SignInAsync("dispatcher");

        Assert.Equal(403, (await page.GotoAsync("/statistics/forecast"))!.Status);
        Assert.Equal(403, (await page.APIRequest.GetAsync($"{world.Address}/statistics/forecast.csv")).Status);
    }
}
