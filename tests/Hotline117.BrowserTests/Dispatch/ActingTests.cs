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
        Assert.Equal("""{"priority":"danger","was":"normal","reason":"Heard a blow"}""", act.Body?.GetRawText());
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
    public async Task With_the_keyboard_a_conversation_is_handed_over_and_that_is_taken_back_and_the_board_says_who_is_rung()
    {
        world.Routing.Answer = _ => Results.Json(new { });
        var talks = Sample.Call("talks", CallPhase.Talking);
        world.Routing.Change(talks);
        var page = await world.OpenBoardAsync();
        await ByKeyboard.OpenAsync(page, "[data-call=talks] button");
        await Expect(page.Locator("[data-target=ak-bata-1]")).ToHaveCountAsync(0);
        await ByKeyboard.PressAsync(page, "[data-target=tendesh-1] button");
        await Expect(page.Locator("#act-heading")).ToHaveTextAsync("Hand over to Tendesh (tendesh-1)");
        await Expect(page.Locator("#act-heading")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("They know her");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-done]")).ToHaveTextAsync("Tendesh (tendesh-1) is rung; the conversation goes on meanwhile.");
        world.Routing.Change(talks with { Transfer = new("centre", "tendesh-1", "tendesh", TimeProvider.System.GetUtcNow(), JoinedAt: null) });
        await Expect(page.Locator("[data-call=talks] [data-hand-over]")).ToHaveTextAsync("→ Tendesh (tendesh-1) is rung");
        await ByKeyboard.OpenAsync(page, "[data-call=talks] button");
        await Expect(page.Locator("[data-target]")).ToHaveCountAsync(0);
        await ByKeyboard.PressAsync(page, "[data-do=TakeBack]");
        await ByKeyboard.PressAsync(page, "[data-act=TakeBack] button.main");
        await Expect(page.Locator("[data-done]")).ToHaveTextAsync("The hand-over is taken back.");

        var acts = world.Routing.Acts.Where(act => act.Path == "calls/talks/transfer").ToList();
        Assert.Equal([("dispatcher/dispatcher", """{"line":"tendesh-1","reason":"They know her"}"""), ("dispatcher/dispatcher", null)], acts.Select(act => (act.By, act.Body?.GetRawText())));
        world.Routing.End("talks");
    }

    [Fact]
    public async Task Who_brings_the_police_in_second_is_told_who_was_first_and_a_conversation_that_is_over_can_be_handed_to_nobody()
    {
        world.Routing.Answer = path => path.Contains("beaten", StringComparison.Ordinal)
            ? Results.Json(new { title = "…", code = "handedOver", by = "aida" }, statusCode: StatusCodes.Status409Conflict) : Results.Json(new { });
        world.Routing.Change(Sample.Call("beaten", CallPhase.Talking));
        var page = await world.OpenBoardAsync();
        await page.Locator("[data-call=beaten] button").ClickAsync();
        await page.Locator("[data-do='102']").ClickAsync();
        await page.Locator(".suggested button").First.ClickAsync();
        await page.Locator("[data-act=BringIn] button.main").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The call is being handed over already: take that back first. Nothing was done. aida was first.");
        Assert.Equal("102", world.Routing.Acts.Single(act => act.Path == "calls/beaten/transfer").Body?.GetProperty("to").GetString());
        world.Routing.End("beaten");
        await Expect(page.Locator("[data-act=BringIn] button.main")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_supervisor_sees_the_number_of_a_caller_who_agreed_for_a_reason_until_the_call_is_over_and_a_dispatcher_has_no_such_button()
    {
        world.Routing.Callbacks = () => Sample.AgreedCallback;
        try
        {
            var dispatcher = await world.OpenBoardAsync();
            await dispatcher.Locator("[data-callbacks]").ClickAsync();
            await Expect(dispatcher.Locator("[data-callback=c-agreed]")).ToContainTextAsync("still on the line");
            await Expect(dispatcher.Locator("[data-do=RevealNumber]")).ToHaveCountAsync(0);

            world.Routing.Answer = path => path.EndsWith("/number", StringComparison.Ordinal) ? Results.Json(new { number = "0555294817" }) : Results.Json(new { });
            var page = await world.SignInAsync("supervisor", "en");
            await WebWorld.UntilLiveAsync(page);
            await page.Locator("[data-callbacks]").ClickAsync();
            await Expect(page.Locator("[data-callback=c-agreed]")).ToBeVisibleAsync();
            await Expect(page.Locator("dialog")).Not.ToContainTextAsync("294817");
            await page.Locator("[data-do=RevealNumber]").ClickAsync();
            await page.Locator("[data-act=RevealNumber] button.main").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say in a few words why");
            Assert.DoesNotContain(world.Routing.Acts, act => act.Path == "callbacks/c-agreed/number");

            await page.Locator("#act-reason").FillAsync("She may be cut off");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("[data-number] strong")).ToHaveTextAsync("0555294817");
            await Appearance.AssertAccessibleAsync(page, "callback-number");
            Assert.Equal("supervisor/supervisor", world.Routing.Acts.Single(act => act.Path == "callbacks/c-agreed/number").By);

            world.Routing.Callbacks = () => Sample.Callbacks;
            await Expect(page.Locator("[data-number]")).ToHaveCountAsync(0);
            await Expect(page.Locator("body")).Not.ToContainTextAsync("294817");
        }
        finally
        {
            world.Routing.Callbacks = () => Sample.Callbacks;
        }
    }

    [Fact]
    public async Task With_the_keyboard_a_callback_is_made_sooner_within_its_safe_time_only_and_another_is_called_off_and_no_word_is_shown()
    {
        world.Routing.Answer = _ => Results.Json(new { });
        var page = await world.OpenBoardAsync();
        await ByKeyboard.OpenAsync(page, "[data-callbacks]");
        await Expect(page.Locator("[data-callback=c-tomorrow]")).ToContainTextAsync("not known");
        await Expect(page.Locator("[data-callback=c-tomorrow] small").First).ToContainTextAsync("Kyrgyz");
        await Expect(page.Locator("[data-callback=c-tomorrow] [data-do=CallbackNow]")).ToHaveCountAsync(0);
        await Expect(page.Locator("dialog")).Not.ToContainTextAsync("Tulip");
        await ByKeyboard.PressAsync(page, "[data-callback=c-now] [data-do=CallbackNow]");
        await Expect(page.Locator("#act-heading")).ToHaveTextAsync("Call back now: Osh (city)");
        await Expect(page.Locator("#act-heading")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("A counsellor has time");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-done]")).ToHaveTextAsync("The callback is made as soon as a line is free: Osh (city).");

        await ByKeyboard.OpenAsync(page, "[data-callbacks]");
        await ByKeyboard.PressAsync(page, "[data-callback=c-tomorrow] [data-do=CallbackOff]");
        await Expect(page.Locator("#act-heading")).ToBeFocusedAsync();
        await page.Locator("#act-reason").FillAsync("She asked for it");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-done]")).ToHaveTextAsync("The callback is called off: not known.");

        var acts = world.Routing.Acts.Where(act => act.Path.StartsWith("callbacks/c-now", StringComparison.Ordinal) || act.Path.StartsWith("callbacks/c-tomorrow", StringComparison.Ordinal)).Select(act => (act.Path, act.By, act.Body?.GetRawText()));
        Assert.Equal(
            [("callbacks/c-now/now", "dispatcher/dispatcher", """{"reason":"A counsellor has time"}"""), ("callbacks/c-tomorrow?reason=She%20asked%20for%20it", "dispatcher/dispatcher", null)], acts);
    }

    [Fact]
    public async Task A_coordinator_sees_who_waits_nowhere_and_why_a_call_is_in_her_own_centre_and_can_do_nothing_to_it()
    {
        world.Routing.Change(Sample.Call("watched", CallPhase.Waiting), Sample.Call("heard", CallPhase.Talking));
        var page = await world.SignInAsync("coordinator");
        await WebWorld.UntilLiveAsync(page);

        await Expect(page.Locator("[data-call=heard]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-call=watched], [data-total=waiting], [data-callbacks]")).ToHaveCountAsync(0);

        await page.Locator("[data-call=heard] button").ClickAsync();
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
