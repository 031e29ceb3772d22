using Hotline117.BrowserTests.World;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Dispatch;

/// <summary>A caller who waits is taken to the dispatcher's own line, and an emergency number joins the two.</summary>
public sealed class WithMeTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Theory]
    [InlineData("en", "102, 103 or 112 with me on the line", "Talk together: Tendesh (tendesh-2) + 112", "The line rings; the number is called as soon as you pick up: Tendesh (tendesh-2) + 112.")]
    [InlineData("ru", "102, 103 или 112 вместе со мной на линии", "Говорить вместе: Tendesh (tendesh-2) + 112", "Линия звонит; на номер позвонят, как только вы возьмёте трубку: Tendesh (tendesh-2) + 112.")]
    [InlineData("ky", "102, 103 же 112 мени менен бирге линияда", "Бирге сүйлөшүү: Tendesh (tendesh-2) + 112", "Линия чалынууда; сиз алганда эле номерге чалынат: Tendesh (tendesh-2) + 112.")]
    public async Task With_the_keyboard_a_dispatcher_names_her_line_and_112_and_the_line_is_chosen_already_the_next_time(string locale, string title, string heading, string done)
    {
        world.Routing.Answer = _ => Results.Json(new { });
        var (first, next) = ($"beaten-{locale}", $"next-{locale}");
        world.Routing.Change(Sample.Call(first, CallPhase.Waiting), Sample.Call(next, CallPhase.Waiting));
        var page = await world.OpenBoardAsync(locale);
        await OpenAsync(page, first);
        await Expect(page.Locator("#with-me-heading")).ToHaveTextAsync(title);
        await Expect(page.Locator("[data-with-me]")).ToHaveCountAsync(3);
        await Expect(page.Locator("[data-with-me='112']")).ToBeDisabledAsync();
        await Expect(page.Locator("#with-me-line option")).ToHaveCountAsync(4);
        await Appearance.AssertAccessibleAsync(page, $"with-me-{locale}");

        await page.Locator("#with-me-line").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#with-me-line")).ToHaveValueAsync("tendesh-2");
        await ByKeyboard.PressAsync(page, "[data-with-me='112']");
        await Expect(page.Locator("#act-heading")).ToHaveTextAsync(heading);
        await Expect(page.Locator("#act-heading")).ToBeFocusedAsync();
        await Appearance.AssertAccessibleAsync(page, $"with-me-confirmed-{locale}");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("She is being beaten");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-done]")).ToHaveTextAsync(done);
        var act = world.Routing.Acts.Single(each => each.Path == $"calls/{first}/offer");
        Assert.Equal(("dispatcher/dispatcher", """{"line":"tendesh-2","bringIn":"112","reason":"She is being beaten"}"""), (act.By, act.Body?.GetRawText()));

        await OpenAsync(page, next);
        await Expect(page.Locator("#with-me-line")).ToHaveValueAsync("tendesh-2");
        await Expect(page.Locator("[data-with-me='102']")).ToBeEnabledAsync();
        world.Routing.End(first, next);
    }

    [Fact]
    public async Task Who_is_second_is_told_who_was_first()
    {
        world.Routing.Answer = _ => Results.Json(new { title = "…", code = "ringing", by = "aida" }, statusCode: StatusCodes.Status409Conflict);
        world.Routing.Change(Sample.Call("both-want", CallPhase.Waiting));
        var page = await world.OpenBoardAsync();
        await OpenAsync(page, "both-want");
        await page.Locator("#with-me-line").SelectOptionAsync("sezim-2");
        await page.Locator("[data-with-me='103']").ClickAsync();
        await page.Locator(".suggested button").First.ClickAsync();
        await page.Locator("[data-act=OfferWith] button.main").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("A telephone rings for this caller already. Nothing more was done. aida was first.");
        world.Routing.End("both-want");
    }

    [Fact]
    public async Task Nobody_is_brought_to_somebody_who_is_called_back_and_a_line_that_is_taken_is_no_longer_offered()
    {
        var tendesh = Sample.Centres.Single(centre => centre.CentreId == "tendesh");
        world.Routing.Change(Sample.Call("called-back", CallPhase.Waiting) with { CallbackId = "c-now" }, Sample.Call("waits", CallPhase.Waiting));
        var page = await world.OpenBoardAsync();
        await OpenAsync(page, "called-back");
        await Expect(page.Locator("[data-with-me]")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await OpenAsync(page, "waits");
        await page.Locator("#with-me-line").SelectOptionAsync("tendesh-1");
        await Expect(page.Locator("[data-with-me='112']")).ToBeEnabledAsync();

        world.Routing.Change(Sample.Centre("tendesh", "Tendesh", "Naryn", "naryn", reserved: 1));

        await Expect(page.Locator("[data-with-me='112']")).ToBeDisabledAsync();
        await Expect(page.Locator("#with-me-line")).ToHaveValueAsync("");
        world.Routing.Change(tendesh);
        await Expect(page.Locator("#with-me-line")).ToHaveValueAsync("tendesh-1");
        world.Routing.End("called-back", "waits");
    }

    [Theory]
    [InlineData("en", BringInOutcome.NobodyAnswered, "112 · rescue did not answer; the caller stayed with this line.")]
    [InlineData("ru", BringInOutcome.LineDidNotAnswer, "112 · служба спасения: не звонили, так как эта линия не ответила; место в очереди сохранилось.")]
    [InlineData("ky", BringInOutcome.Joined, "112 · куткаруу кызматы: сүйлөшүүгө кошулду.")]
    public async Task The_decision_says_whom_a_dispatcher_wanted_on_the_line_and_what_came_of_it(string locale, BringInOutcome outcome, string said)
    {
        world.Routing.Decisions = callId => [.. Sample.Decisions(callId).Select(decision => decision with { ChosenBy = "aida", BringIn = new("112", outcome) })];
        try
        {
            world.Routing.Change(Sample.Call($"told-{locale}", CallPhase.Talking));
            var page = await world.OpenBoardAsync(locale);
            await OpenAsync(page, $"told-{locale}");
            await Expect(page.Locator("[data-decision='2'] .notes li").First).ToHaveTextAsync(said);
            world.Routing.End($"told-{locale}");
        }
        finally
        {
            world.Routing.Decisions = Sample.Decisions;
        }
    }

    private static Task OpenAsync(IPage page, string callId) => ByKeyboard.OpenAsync(page, $"[data-call={callId}] button");
}
