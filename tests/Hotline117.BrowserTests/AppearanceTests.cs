using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests;

public sealed class AppearanceTests(WebWorld world) : IClassFixture<WebWorld>
{
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
        await Appearance.AssertFitsAsync(page, "sign-in", width, scheme, locale);
        await page.GotoAsync("/centres");
        await Expect(page.Locator("[data-centre]")).ToHaveCountAsync(2);
        await Appearance.AssertFitsAsync(page, "centres", width, scheme, locale);
        await Appearance.AssertAccessibleAsync(page, "centres");
        await page.GotoAsync("/sign-in");
        await WebWorld.EnterAsync(page, "supervisor", WebWorld.Password);
        await page.WaitForURLAsync("**/dispatch");
        await Expect(page.Locator("server-clock")).Not.ToBeEmptyAsync();
        await Expect(page.Locator("[data-call=w-1] elapsed-time")).Not.ToBeEmptyAsync();
        await Appearance.AssertFitsAsync(page, "board", width, scheme, locale);
        await WebWorld.UntilLiveAsync(page);
        await OpenAsync(page, "call", "w-1");
        await Expect(page.Locator("[data-decision='2']")).ToBeVisibleAsync();
        await Appearance.AssertFitsAsync(page, "call", width, scheme, locale);
        await page.Keyboard.PressAsync("Escape");
        await OpenAsync(page, "call", "t-1");
        await Expect(page.Locator("[data-decision='2']")).ToBeVisibleAsync();
        await Appearance.AssertFitsAsync(page, "conversation", width, scheme, locale);
        await page.Keyboard.PressAsync("Escape");
        await OpenAsync(page, "centre", "tendesh");
        await Appearance.AssertFitsAsync(page, "centre", width, scheme, locale);
        await page.Keyboard.PressAsync("Escape");
        await OpenPastAlarmsAsync(page);
        await Appearance.AssertFitsAsync(page, "past-alarms", width, scheme, locale);
        await page.Keyboard.PressAsync("Escape");
        await OpenCallbacksAsync(page);
        await Appearance.AssertFitsAsync(page, "callbacks", width, scheme, locale);
        await page.Keyboard.PressAsync("Escape");
        await OpenMapAsync(page);
        await Appearance.AssertFitsAsync(page, "map", width, scheme, locale);
        await page.Locator(".views a").First.ClickAsync();
        await Expect(page.Locator("[data-call=w-1]")).ToBeVisibleAsync();
        world.Routing.Fail();
        await Expect(page.Locator("[data-feed=stale]")).ToBeVisibleAsync();
        await Appearance.AssertFitsAsync(page, "stale", width, scheme, locale);
        world.Routing.Recover();
        await page.GotoAsync("/statistics");
        await Appearance.AssertFitsAsync(page, "statistics", width, scheme, locale);
        await page.GotoAsync("/statistics/staffing?calls=ky:30,ru:12.5&handleSeconds=600");
        await Appearance.AssertFitsAsync(page, "staffing", width, scheme, locale);
        await Appearance.AssertAccessibleAsync(page, "staffing");
        await page.GotoAsync("/statistics/reports");
        await Appearance.AssertFitsAsync(page, "reports", width, scheme, locale);
        await page.GotoAsync("/statistics/statements?centre=tendesh&from=2026-01&to=2026-02");
        await Appearance.AssertFitsAsync(page, "statement", width, scheme, locale);
        await Appearance.AssertAccessibleAsync(page, "statement");
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
        await Appearance.AssertAccessibleAsync(page, "board");
        await WebWorld.UntilLiveAsync(page);
        await OpenAsync(page, "call", "w-1");
        await Expect(page.Locator("[data-decision='2']")).ToBeVisibleAsync();
        await page.Locator("[data-do=Emergency]").ClickAsync();
        await page.Locator("[data-act=Emergency] button.main").ClickAsync();
        await Expect(page.Locator("#act-fault")).ToBeVisibleAsync();
        await Appearance.AssertAccessibleAsync(page, "emergency");
        await page.Keyboard.PressAsync("Escape");
        await OpenAsync(page, "call", "t-1");
        await Expect(page.Locator("[data-decision='2']")).ToBeVisibleAsync();
        await Appearance.AssertAccessibleAsync(page, "conversation");
        await page.Keyboard.PressAsync("Escape");
        await OpenAsync(page, "centre", "tendesh");
        await Appearance.AssertAccessibleAsync(page, "centre");
        await page.Keyboard.PressAsync("Escape");
        await OpenPastAlarmsAsync(page);
        await Appearance.AssertAccessibleAsync(page, "past alarms");
        await page.Keyboard.PressAsync("Escape");
        await OpenCallbacksAsync(page);
        await Appearance.AssertAccessibleAsync(page, "callbacks");
        await page.Keyboard.PressAsync("Escape");
        await OpenMapAsync(page);
        await Appearance.AssertAccessibleAsync(page, "map");
    }

    private static async Task OpenCallbacksAsync(IPage page)
    {
        await page.Locator("[data-callbacks]").ClickAsync();
        await Expect(page.Locator("dialog [data-callback]").First).ToBeVisibleAsync();
    }

    private static async Task OpenMapAsync(IPage page)
    {
        await page.Locator("[data-view=map]").ClickAsync();
        await Expect(page.Locator("[data-tile=naryn]")).ToBeVisibleAsync();
        // No word on a tile is wider than it.
        Assert.Empty(await page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll('.tile text')].filter(text => text.getBBox().x + text.getBBox().width > text.parentNode.querySelector('rect').getBBox().width)
              .map(text => `${text.textContent}: ${text.getBBox().width}`).join()
            """));
    }

    private static async Task OpenPastAlarmsAsync(IPage page)
    {
        await page.Locator("[data-past-alarms]").ClickAsync();
        await Expect(page.Locator("dialog [data-alarm]").First).ToBeVisibleAsync();
    }

    private static async Task OpenAsync(IPage page, string kind, string id)
    {
        await page.Locator($"[data-{kind}={id}] button").ClickAsync();
        await Expect(page.Locator($"dialog[data-panel={kind}]")).ToBeVisibleAsync();
    }
}
