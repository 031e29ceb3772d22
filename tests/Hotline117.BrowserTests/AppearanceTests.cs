using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests;

/// <summary>Leaves pictures of every page in <c>TestResults/screenshots</c>, for people to look at.</summary>
public sealed class AppearanceTests(WebWorld world) : IClassFixture<WebWorld>
{
    private static readonly string Pictures = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "screenshots")).FullName;

    [Theory]
    [InlineData(360, ColorScheme.Light, "en")]
    [InlineData(360, ColorScheme.Dark, "ky")]
    [InlineData(1280, ColorScheme.Light, "ru")]
    [InlineData(1280, ColorScheme.Dark, "en")]
    [InlineData(2560, ColorScheme.Light, "ky")]
    [InlineData(2560, ColorScheme.Dark, "en")]
    public async Task No_page_is_wider_than_its_window(int width, ColorScheme scheme, string locale)
    {
        world.Routing.Change(Sample.BusyEvening);
        var page = await world.OpenAsync("/sign-in", locale, width, scheme);
        await AssertFitsAsync(page, "sign-in", width, scheme, locale);
        await WebWorld.EnterAsync(page, "supervisor", WebWorld.Password);
        await page.WaitForURLAsync("**/dispatch");
        await Expect(page.Locator("server-clock")).Not.ToBeEmptyAsync();
        await Expect(page.Locator("[data-call=w-1] elapsed-time")).Not.ToBeEmptyAsync();
        await AssertFitsAsync(page, "board", width, scheme, locale);
        world.Routing.Fail();
        await Expect(page.Locator("[data-feed=stale]")).ToBeVisibleAsync();
        await AssertFitsAsync(page, "stale", width, scheme, locale);
        world.Routing.Recover();
        await page.GotoAsync("/statistics");
        await AssertFitsAsync(page, "statistics", width, scheme, locale);
    }

    private static async Task AssertFitsAsync(IPage page, string name, int width, ColorScheme scheme, string locale)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}-{scheme}-{locale}.png".ToLowerInvariant()), FullPage = true });
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width, $"{name} is wider than {width} px.");
    }
}
