using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
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
        world.Routing.Show(Sample.Alarms);
        world.Routing.Change(Sample.Stopped(Sample.Centres.Single(centre => centre.CentreId == "tendesh"), Sample.Pause()));
        var page = await world.OpenAsync("/sign-in", locale, width, scheme);
        await AssertFitsAsync(page, "sign-in", width, scheme, locale);
        await WebWorld.EnterAsync(page, "supervisor", WebWorld.Password);
        await page.WaitForURLAsync("**/dispatch");
        await Expect(page.Locator("server-clock")).Not.ToBeEmptyAsync();
        await Expect(page.Locator("[data-call=w-1] elapsed-time")).Not.ToBeEmptyAsync();
        await AssertFitsAsync(page, "board", width, scheme, locale);
        await WebWorld.UntilLiveAsync(page);
        await OpenAsync(page, "call", "w-1");
        await Expect(page.Locator("[data-decision='2']")).ToBeVisibleAsync();
        await AssertFitsAsync(page, "call", width, scheme, locale);
        await page.Keyboard.PressAsync("Escape");
        await OpenAsync(page, "centre", "tendesh");
        await AssertFitsAsync(page, "centre", width, scheme, locale);
        await page.Keyboard.PressAsync("Escape");
        await OpenPastAlarmsAsync(page);
        await AssertFitsAsync(page, "past-alarms", width, scheme, locale);
        await page.Keyboard.PressAsync("Escape");
        world.Routing.Fail();
        await Expect(page.Locator("[data-feed=stale]")).ToBeVisibleAsync();
        await AssertFitsAsync(page, "stale", width, scheme, locale);
        world.Routing.Recover();
        await page.GotoAsync("/statistics");
        await AssertFitsAsync(page, "statistics", width, scheme, locale);
    }

    /// <summary>WCAG 2.2 AA, as far as a program can tell.</summary>
    [Theory]
    [InlineData(360, ColorScheme.Dark, "ky")]
    [InlineData(1280, ColorScheme.Light, "ru")]
    [InlineData(3840, ColorScheme.Dark, "en")]
    public async Task The_board_and_its_panels_are_there_for_everybody(int width, ColorScheme scheme, string locale)
    {
        world.Routing.Change(Sample.BusyEvening);
        world.Routing.Show(Sample.Alarms);
        world.Routing.Change(Sample.Stopped(Sample.Centres.Single(centre => centre.CentreId == "tendesh"), Sample.Pause()));
        var page = await world.SignInAsync("dispatcher", locale, width, scheme);
        await Expect(page.Locator("[data-call=w-1] elapsed-time")).Not.ToBeEmptyAsync();
        await AssertAccessibleAsync(page, "board");
        await WebWorld.UntilLiveAsync(page);
        await OpenAsync(page, "call", "w-1");
        await Expect(page.Locator("[data-decision='2']")).ToBeVisibleAsync();
        await page.Locator("[data-do=Emergency]").ClickAsync();
        await page.Locator("[data-act=Emergency] button.main").ClickAsync();
        await Expect(page.Locator("#act-fault")).ToBeVisibleAsync();
        await AssertAccessibleAsync(page, "emergency");
        await page.Keyboard.PressAsync("Escape");
        await OpenAsync(page, "centre", "tendesh");
        await AssertAccessibleAsync(page, "centre");
        await page.Keyboard.PressAsync("Escape");
        await OpenPastAlarmsAsync(page);
        await AssertAccessibleAsync(page, "past alarms");
    }

    private static async Task OpenPastAlarmsAsync(IPage page)
    {
        await page.Locator("[data-past-alarms]").ClickAsync();
        await Expect(page.Locator("dialog [data-alarm]").First).ToBeVisibleAsync();
    }

    private static async Task AssertAccessibleAsync(IPage page, string name)
    {
        var found = await page.RunAxe(new() { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
        Assert.True(found.Violations.Length == 0, $"{name}: {string.Join("; ", found.Violations.Select(each => $"{each.Id} {each.Help}: {string.Join(", ", each.Nodes.Select(node => node.Html))}"))}");
    }

    private static async Task OpenAsync(IPage page, string kind, string id)
    {
        await page.Locator($"[data-{kind}={id}] button").ClickAsync();
        await Expect(page.Locator($"dialog[data-panel={kind}]")).ToBeVisibleAsync();
    }

    private static async Task AssertFitsAsync(IPage page, string name, int width, ColorScheme scheme, string locale)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}-{scheme}-{locale}.png".ToLowerInvariant()), FullPage = true });
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width, $"{name} is wider than {width} px.");
    }
}
