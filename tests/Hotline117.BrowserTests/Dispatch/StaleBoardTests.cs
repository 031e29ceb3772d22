using System.Text.RegularExpressions;
using Hotline117.BrowserTests.World;
using Hotline117.Contracts;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Dispatch;

/// <summary>After how many seconds of silence the board is stale is a rule of its own, tested on a clock that stands still.</summary>
public sealed class StaleBoardTests(WebWorld world) : IClassFixture<WebWorld>, IDisposable
{
    public void Dispose() => world.Routing.Recover();

    [Fact]
    public async Task A_lost_feed_is_shown_as_stale_and_recovers()
    {
        var page = await world.OpenBoardAsync();
        world.Routing.Change(Sample.Call("before", CallPhase.Waiting));
        await Expect(page.Locator("[data-call=before]")).ToBeVisibleAsync();

        world.Routing.Fail();
        await Expect(page.Locator("[data-feed=stale]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-feed=stale]")).ToHaveTextAsync(new Regex(@"^Stale since \d\d:\d\d:\d\d"));
        await Expect(page.Locator(".board")).ToHaveClassAsync("board stale");
        await Expect(page.Locator("[data-call=before]")).ToBeVisibleAsync();

        world.Routing.Recover();
        world.Routing.Change(Sample.Call("meanwhile", CallPhase.Waiting));
        await Expect(page.Locator("[data-feed=stale]")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-call=meanwhile]")).ToBeVisibleAsync();
        await WebWorld.AssertNeverReloadedAsync(page);
    }

    [Fact]
    public async Task A_feed_that_falls_silent_is_stale_although_its_connection_stands()
    {
        var page = await world.OpenBoardAsync();

        world.Routing.FallSilent();
        await Expect(page.Locator("[data-feed=stale]")).ToBeVisibleAsync();

        world.Routing.Recover();
        await Expect(page.Locator("[data-feed=stale]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Seconds_stand_still_while_the_feed_is_lost()
    {
        var page = await world.OpenBoardAsync();
        world.Routing.Change(Sample.Call("frozen", CallPhase.Waiting, secondsAgo: 60));
        await Expect(page.Locator("[data-call=frozen]")).ToBeVisibleAsync();

        world.Routing.Fail();
        await Expect(page.Locator("[data-feed=stale]")).ToBeVisibleAsync();
        var (waited, clock) = (page.Locator("[data-call=frozen] elapsed-time"), page.Locator("server-clock"));
        await page.WaitForTimeoutAsync(300); // Two ticks of the page's clock, for the freeze to be drawn.
        var (frozen, then) = (await waited.InnerTextAsync(), await clock.InnerTextAsync());
        await Expect(clock).Not.ToHaveTextAsync(then);
        await Expect(waited).ToHaveTextAsync(frozen);

        world.Routing.Recover();
        await Expect(waited).Not.ToHaveTextAsync(frozen);
    }

    [Fact]
    public async Task A_web_server_that_dies_is_noticed_and_the_board_comes_back_with_it()
    {
        var page = await world.OpenBoardAsync();
        world.Routing.Change(Sample.Call("survivor", CallPhase.Talking));
        await Expect(page.Locator("[data-call=survivor]")).ToBeVisibleAsync();

        await world.StopWebAsync();
        await Expect(page.Locator("p.link-lost")).ToBeVisibleAsync();
        await Expect(page.Locator("p.link-lost")).ToHaveTextAsync(new Regex(@"Stale since \d\d:\d\d:\d\d"));

        await world.StartWebAsync();
        await Expect(page.Locator("p.link-lost")).ToBeHiddenAsync();
        await Expect(page.Locator("[data-call=survivor]")).ToBeVisibleAsync();
    }
}
