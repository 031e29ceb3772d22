using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Rosters;

/// <summary>The week by mouse and by keys: what was moved is proposed in a form, and no page is loaded anew for it.</summary>
public sealed class CalendarTests(WebWorld world) : IClassFixture<WebWorld>
{
    private const string Nights = "tendesh-1";

    [Theory]
    [InlineData("en", 1280, ColorScheme.Light, "Not saved yet", "holds for all its days")]
    [InlineData("ru", 1280, ColorScheme.Dark, "Ещё не сохранено", "касается всех её дней")]
    [InlineData("ky", 360, ColorScheme.Light, "Азырынча сакталган жок", "бардык күндөрүнө")]
    public async Task A_shift_that_is_dragged_is_saved_only_once_its_form_has_said_what_will_change(string locale, int width, ColorScheme scheme, params string[] words)
    {
        var page = await OpenAsync(locale, width, scheme);
        var before = world.Routing.Roster.Changes.Count;
        await Appearance.AssertAccessibleAsync(page, "calendar");
        await Appearance.AssertFitsAsync(page, "calendar", width, scheme, locale);

        await DragAsync(page, Nights, 1, from: 22 * 60, to: 23 * 60, async () =>
        {
            await Expect(page.Locator("[data-moved]")).ToContainTextAsync("21:00");
            await page.ScreenshotAsync(new() { Path = Picture($"dragging-{width}-{locale}") });
        });

        await Expect(page.Locator("#from")).ToHaveValueAsync("21:00");
        await Expect(page.Locator("#to")).ToHaveValueAsync("09:00");
        foreach (var word in words.Append("20:00 – 08:00").Append("21:00 – 09:00"))
            await Expect(page.Locator("[data-proposed]")).ToContainTextAsync(word);
        Assert.Equal(before, world.Routing.Roster.Changes.Count);
        await Appearance.AssertAccessibleAsync(page, "proposed");
        await Appearance.AssertFitsAsync(page, "proposed", width, scheme, locale);

        await page.Locator("button.main").ClickAsync();
        await Expect(page.Locator("[data-said]")).Not.ToBeEmptyAsync();
        await Expect(page.Locator(".rosters .notice[role=status]")).ToBeVisibleAsync();
        Assert.Equal("""{"lines":["tendesh-1"],"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"21:00","to":"09:00"}""", world.Routing.Roster.Changes.Last().Body);
        await WebWorld.AssertNeverReloadedAsync(page);
    }

    [Fact]
    public async Task The_end_of_a_bar_stretches_it_and_an_empty_place_becomes_new_duty()
    {
        var page = await OpenAsync();
        var monday = await MondayAsync(page);
        var end = await PointAsync(page, Nights, 2, 8 * 60);

        await DragAsync(page, (end.X - 2, end.Y), await PointAsync(page, Nights, 2, 10 * 60));
        await Expect(page.Locator("#from")).ToHaveValueAsync("20:00");
        await Expect(page.Locator("#to")).ToHaveValueAsync(new Regex("09:30|10:00|10:30"));
        await page.GoBackAsync();

        await DragAsync(page, "tendesh-2", 5, from: 9 * 60 + 5, to: 17 * 60 - 5);
        await Expect(page.Locator("#date")).ToHaveValueAsync(Iso(monday, 5));
        await Expect(page.Locator("#from")).ToHaveValueAsync("09:00");
        await Expect(page.Locator("#to")).ToHaveValueAsync("17:00");
        await Expect(page.Locator("[name=Line]:checked")).ToHaveValueAsync("tendesh-2");
        await WebWorld.AssertNeverReloadedAsync(page);
    }

    [Fact]
    public async Task Escape_ends_a_drag_and_to_press_an_empty_place_opens_nothing()
    {
        var page = await OpenAsync();
        var address = page.Url;

        await DragAsync(page, Nights, 1, from: 22 * 60, to: 12 * 60, async () =>
        {
            await Expect(page.Locator(".ghost").First).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Escape");
        });
        await DragAsync(page, "tendesh-2", 1, from: 12 * 60, to: 12 * 60);

        await Expect(page.Locator(".ghost")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-moved]")).ToBeEmptyAsync();
        Assert.Equal(address, page.Url);
    }

    [Fact]
    public async Task Arrow_keys_move_and_stretch_a_shift_and_an_exception_and_Escape_leaves_them()
    {
        var page = await OpenAsync(width: 360);
        var monday = await MondayAsync(page);
        var night = page.Locator($"[data-line={Nights}] td").Nth(1).Locator("a").Last;
        await night.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("[data-moved]")).ToContainTextAsync("20:30");
        await Expect(page.Locator("[data-moved]")).ToContainTextAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-moved]")).ToBeEmptyAsync();
        await Expect(night).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#from")).ToHaveValueAsync("19:30");
        await Expect(page.Locator("#to")).ToHaveValueAsync("07:00");

        await page.GotoAsync($"/rosters/entry?kind=Off&centre=tendesh&line=tendesh-2&from={Iso(monday, 1)}T00:00&to={Iso(monday, 2)}T00:00");
        await page.Locator("button.main").ClickAsync();
        await page.Locator("[data-off] a").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-proposed]")).ToContainTextAsync($"{Iso(monday, 2)} – {Iso(monday, 3)}");
        await page.Locator("button.main").ClickAsync();
        await Expect(page.Locator("[data-off]")).ToHaveCountAsync(2);

        var saved = JsonDocument.Parse(world.Routing.Roster.Changes.Last().Body).RootElement;
        Assert.Equal((Iso(monday, 2), Iso(monday, 3)), (saved.GetProperty("from").GetString(), saved.GetProperty("to").GetString()));
    }

    [Fact]
    public async Task Weeks_and_forms_come_without_a_full_load_keep_the_focus_are_said_and_break_no_rule_of_the_browser()
    {
        var page = await OpenAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);

        var before = await page.Locator("h1").InnerTextAsync();
        await page.Locator("[data-week=next]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(before);
        var title = await page.Locator("h1").InnerTextAsync();
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync(title);
        await Expect(page.Locator("[data-week=next]")).ToBeFocusedAsync();
        await page.Locator("#centre").SelectOptionAsync("tendesh");
        await page.Locator(".period button").ClickAsync();
        await page.WaitForURLAsync("**centre=tendesh");
        await page.Locator("[data-add=Off]").ClickAsync();
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        await page.Locator(".roster-entry .acts a").ClickAsync();
        await Expect(page.Locator(".calendar")).ToBeVisibleAsync();

        Assert.Empty(complaints);
        await WebWorld.AssertNeverReloadedAsync(page);
        var unsigned = await page.APIRequest.PostAsync($"{world.Address}/rosters/entry?kind=Off", new() { Headers = new Dictionary<string, string> { ["blazor-enhanced-nav"] = "on", ["Content-Type"] = "application/x-www-form-urlencoded" }, Data = "_handler=entry" });
        Assert.Equal(400, unsigned.Status);
    }

    [Fact]
    public async Task A_screen_that_is_hidden_while_the_next_week_is_on_its_way_stays_hidden()
    {
        var page = await OpenAsync();
        var asked = new TaskCompletionSource();
        var hidden = new TaskCompletionSource();
        await page.RouteAsync("**/rosters?week=*", async route =>
        {
            asked.TrySetResult();
            await hidden.Task;
            await route.ContinueAsync();
        });
        await page.Locator("[data-week=next]").ClickAsync();
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        await page.Keyboard.PressAsync("F9");
        var before = await page.Locator("h1").TextContentAsync();
        hidden.SetResult();

        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(before!);
        await Expect(page.Locator("html")).ToHaveClassAsync(new Regex("screen-hidden"));
        await Expect(page).ToHaveTitleAsync("F9");
        await page.Keyboard.PressAsync("F9");
        await Expect(page).ToHaveTitleAsync(new Regex("Rosters"));
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await WebWorld.AssertNeverReloadedAsync(page);
    }

    [Theory]
    [InlineData("en", "Counsellors: The directory has no counsellor “stranger”. Was “n-07” meant?")]
    [InlineData("ru", "Консультанты: В справочнике нет консультанта «stranger». Возможно, имелось в виду «n-07»?")]
    [InlineData("ky", "Кеңешчилер: Маалымдамада «stranger» кеңешчиси жок. Балким, «n-07» деген болсо керек?")]
    public async Task What_the_router_refuses_is_said_in_the_readers_language_beside_what_was_written(string locale, string words)
    {
        var page = await OpenAsync(locale, 360, ColorScheme.Dark);
        await page.Locator($"[data-line={Nights}] td").Nth(1).Locator("a").Last.ClickAsync();
        await page.Locator("#counsellors").FillAsync("stranger");
        await page.Locator("button.main").ClickAsync();

        await Expect(page.Locator("[data-finding=noCounsellor]")).ToContainTextAsync(words);
        await Expect(page.Locator("[data-finding=ofANewerRouter] [lang=en]")).ToContainTextAsync("only a newer router knows this");
        await Expect(page.Locator("#counsellors")).ToHaveValueAsync("stranger");
        await Appearance.AssertAccessibleAsync(page, "refused");
        await Appearance.AssertFitsAsync(page, "refused", 360, ColorScheme.Dark, locale);
        await page.Locator("#counsellors").FillAsync("n-07");
        await page.Locator("button.main").ClickAsync();
        await Expect(page.Locator(".rosters .notice[role=status]")).ToBeVisibleAsync();
        await WebWorld.AssertNeverReloadedAsync(page);
    }

    private async Task<IPage> OpenAsync(string locale = "en", int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await world.SignInAsync("supervisor", locale, width, scheme);
        await page.GotoAsync("/rosters");
        await page.EvaluateAsync("() => { window.loadedOnce = true; }");
        return page;
    }

    private static async Task<DateOnly> MondayAsync(IPage page) =>
        RosterDate(await page.Locator("thead [data-day]").First.GetAttributeAsync("data-day"));

    private static DateOnly RosterDate(string? text) => DateOnly.ParseExact(text!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly monday, int day) => monday.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Picture(string name) => Path.Combine(AppContext.BaseDirectory, "TestResults", "screenshots", name + ".png");

    private static async Task<(float X, float Y)> PointAsync(IPage page, string line, int day, int minutes)
    {
        var strip = page.Locator($"[data-line={line}] td").Nth(day).Locator("svg");
        await strip.ScrollIntoViewIfNeededAsync();
        var box = (await strip.BoundingBoxAsync())!;
        return (box.X + box.Width * minutes / 1440, box.Y + box.Height / 2);
    }

    private static async Task DragAsync(IPage page, string line, int day, int from, int to, Func<Task>? before = null) =>
        await DragAsync(page, await PointAsync(page, line, day, from), await PointAsync(page, line, day, to), before);

    private static async Task DragAsync(IPage page, (float X, float Y) from, (float X, float Y) to, Func<Task>? beforeItIsDropped = null)
    {
        await page.Mouse.MoveAsync(from.X, from.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X, to.Y, new() { Steps = 5 });
        if (beforeItIsDropped is not null)
            await beforeItIsDropped();
        await page.Mouse.UpAsync();
    }
}
