using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Statistics;

public sealed class StatisticsPageTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Fact]
    public async Task The_ministry_sees_todays_calls_by_region_and_what_the_figures_mean()
    {
        var page = await world.SignInAsync("ministry");

        await Expect(page.Locator("tr[data-key=bishkek]")).ToContainTextAsync("Bishkek");
        await Expect(page.Locator("tr[data-key=bishkek] td").First).ToHaveTextAsync("1,204");
        await Expect(page.Locator("tr[data-key=unknown]")).ToContainTextAsync("not known");
        await Expect(page.Locator("tr[data-key=total] td").First).ToHaveTextAsync("1,655");
        await Expect(page.Locator(".definitions")).ToContainTextAsync("Received calls whose caller hung up before an answer.");
    }

    [Fact]
    public async Task The_period_and_the_grouping_stand_in_the_address()
    {
        var page = await world.SignInAsync("ministry");

        await page.GetByLabel("From").FillAsync("2026-01-01");
        await page.GetByLabel("To, included").FillAsync("2026-01-31");
        await page.GetByLabel("By", new() { Exact = true }).SelectOptionAsync("hour");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await page.WaitForURLAsync("**/statistics?from=2026-01-01&to=2026-01-31&by=hour");
        await Expect(page.GetByText("2026-01-31 09:00")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("From")).ToHaveValueAsync("2026-01-01");
    }

    [Theory]
    [InlineData("from=yesterday", "A day is written wrongly")]
    [InlineData("from=2026-02-01&to=2026-01-01", "The period ends before it begins")]
    [InlineData("from=2020-01-01&to=2026-01-01", "longer than 366 days")]
    [InlineData("by=caller", "The grouping is not known")]
    public async Task A_period_that_makes_no_sense_is_refused_with_the_reason(string query, string reason)
    {
        var page = await world.SignInAsync("ministry");

        var answer = await page.GotoAsync($"/statistics?{query}");

        Assert.Equal(400, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(reason);
    }
}
