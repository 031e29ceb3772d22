using Hotline117.BrowserTests.World;
using Hotline117.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Dispatch;

public sealed class ActingTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Fact]
    public async Task One_click_on_a_call_shows_who_was_considered_in_which_order_and_why_each_was_passed_over()
    {
        var page = await OpenCallAsync("explained");

        var last = page.Locator("[data-decision='2'] .considered li");
        await Expect(last.First).ToContainTextAsync("Ak Bata Crisis Centre");
        await Expect(last.First.Locator(".verdict")).ToHaveTextAsync("busy");
        await Expect(last.Nth(2)).ToContainTextAsync("6 h 42 min by road");
        await Expect(last.Nth(2).Locator(".verdict")).ToHaveTextAsync("has rung without an answer");
        await Expect(last.Last.Locator(".verdict")).ToHaveTextAsync("off shift");
        await Expect(page.Locator("[data-decision='2']")).ToContainTextAsync("The language was not required (any more).");
        await Expect(page.Locator("[data-decision='1'] .considered")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task With_the_keyboard_alone_a_call_is_opened_raised_and_left_and_the_person_is_named_to_the_router()
    {
        var page = await world.OpenBoardAsync();
        world.Routing.Change(Sample.Call("by-key", CallPhase.Waiting));
        var opener = page.Locator("[data-call=by-key] button");
        await opener.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#panel-heading")).ToBeFocusedAsync();
        await page.Locator("[data-do=Danger]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#act-heading")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Heard a blow");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-done]")).ToHaveTextAsync("The caller goes first now.");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await Expect(opener).ToBeFocusedAsync();
        var act = world.Routing.Acts.Single(act => act.Path == "calls/by-key/priority");
        Assert.Equal("dispatcher/dispatcher", act.By);
        Assert.Equal("""{"priority":"danger","was":"normal","reason":"Heard a blow"}""", act.Body.GetRawText());
    }

    [Fact]
    public async Task Nothing_is_sent_without_a_reason_or_with_a_telephone_number_in_it()
    {
        var page = await OpenCallAsync("no-reason");
        await page.Locator("[data-do=Emergency]").ClickAsync();

        await page.Locator("[data-act] button.main").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say in a few words why");
        await page.Locator("#act-reason").FillAsync("call 0772 123 456");
        await page.Locator("[data-act] button.main").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("telephone number");

        Assert.DoesNotContain(world.Routing.Acts, act => act.Path.Contains("no-reason", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_second_is_told_who_was_first_and_a_call_that_no_longer_waits_can_be_sent_nowhere()
    {
        world.Routing.Answer = path => path.Contains("second", StringComparison.Ordinal)
            ? Results.Json(new { title = "Line tendesh-1 rings.", code = "ringing", by = "aida" }, statusCode: StatusCodes.Status409Conflict) : Results.Json(new { });
        var page = await OpenCallAsync("second");
        await page.Locator("[data-target=tendesh-1] button").ClickAsync();
        await page.Locator(".suggested button").First.ClickAsync();
        await page.Locator("[data-act=Offer] button.main").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("A telephone rings for this caller already. Nothing more was done. aida was first.");

        world.Routing.Change(Sample.Call("second", CallPhase.Ringing, centre: "tendesh"));

        await Expect(page.Locator("[data-act=Offer] button.main")).ToBeDisabledAsync();
        await page.Locator("[data-act=Offer] button").Last.ClickAsync();
        await Expect(page.Locator("[data-target]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_coordinator_sees_why_and_can_do_nothing()
    {
        world.Routing.Change(Sample.Call("watched", CallPhase.Waiting));
        var page = await world.SignInAsync("coordinator");
        await WebWorld.UntilLiveAsync(page);

        await page.Locator("[data-call=watched] button").ClickAsync();
        await Expect(page.Locator("[data-decision='2']")).ToBeVisibleAsync();

        await Expect(page.Locator("[data-do], [data-target]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_panel_says_that_its_call_is_over()
    {
        var page = await OpenCallAsync("ends");

        world.Routing.End("ends");

        await Expect(page.Locator("dialog [role=status]")).ToHaveTextAsync("The call is over.");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
    }

    private async Task<IPage> OpenCallAsync(string id)
    {
        var page = await world.OpenBoardAsync();
        world.Routing.Change(Sample.Call(id, CallPhase.Waiting));
        await page.Locator($"[data-call={id}] button").ClickAsync();
        await Expect(page.Locator("[data-decision='2']")).ToBeVisibleAsync();
        return page;
    }
}
