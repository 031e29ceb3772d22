using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Rosters;

public sealed class RosterTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Theory]
    [InlineData("en", 1280, ColorScheme.Light, "Rosters", "on call")]
    [InlineData("ru", 360, ColorScheme.Dark, "Графики дежурств", "на вызове")]
    [InlineData("ky", 360, ColorScheme.Light, "Нөөмөт графиги", "чакыруу боюнча")]
    public async Task Dispatchers_see_each_week_with_nights_holidays_and_who_has_no_cover_and_change_nothing(
        string locale, int width, ColorScheme scheme, string title, string onCall)
    {
        var page = await world.SignInAsync("dispatcher", locale, width, scheme);
        await page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }).ClickAsync();

        await Expect(page.Locator("h1")).ToContainTextAsync(title);
        var days = page.Locator("[data-line=tendesh-1] td");
        await Expect(days).ToHaveCountAsync(7);
        await Expect(days.First).ToContainTextAsync("–08:00");
        await Expect(days.First).ToContainTextAsync("20:00–08:00");
        await Expect(days.First).ToContainTextAsync(onCall);
        await Expect(page.Locator("[data-line=tendesh-1] td.today")).ToHaveCountAsync(1);
        await Expect(page.Locator(".calendar .holiday")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-gap]")).ToHaveCountAsync(1);
        await Expect(page.Locator(".calendar a, a[href*=import]")).ToHaveCountAsync(0);
        await Appearance.AssertAccessibleAsync(page, "rosters");
        await Appearance.AssertFitsAsync(page, "rosters", width, scheme, locale);

        await page.Locator("[data-week=previous]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("week=[0-9-]{10}$"));
        await Expect(page.Locator(".calendar td.today")).ToHaveCountAsync(0);
        var refused = await page.GotoAsync("/rosters/entry?kind=Off&centre=tendesh");
        Assert.Equal(403, refused!.Status);
    }

    [Fact]
    public async Task Of_two_editors_the_second_sees_what_the_first_changed_and_saves_into_the_new_state()
    {
        var before = world.Routing.Roster.Changes.Count;
        var page = await world.SignInAsync("supervisor", "en", 360, ColorScheme.Dark);
        await page.GotoAsync("/rosters");
        await page.Locator("[data-add=Off]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("input[value=tendesh-2]").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("#reason").FillAsync("Repair");
        await Appearance.AssertAccessibleAsync(page, "exception");
        await Appearance.AssertFitsAsync(page, "exception", 360, ColorScheme.Dark, "en");
        world.Routing.Roster.Overtake("aida", "+shift osh-nights");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-edits]")).ToContainTextAsync("aida: added shift osh-nights");
        Assert.Equal(before, world.Routing.Roster.Changes.Count);
        await Expect(page.Locator("#reason")).ToHaveValueAsync("Repair");
        await Expect(page.Locator("input[value=tendesh-2]")).ToBeCheckedAsync();
        await Appearance.AssertAccessibleAsync(page, "overtaken");
        await page.Locator("button.main").ClickAsync();

        await Expect(page.Locator("[data-line=tendesh-2] [data-off]")).ToContainTextAsync("Repair");
        var change = world.Routing.Roster.Changes.Last();
        Assert.Equal(("PUT", "supervisor/supervisor"), (change.Method, change.By));
        Assert.Equal(["tendesh-2"], JsonDocument.Parse(change.Body).RootElement.GetProperty("lines").EnumerateArray().Select(line => line.GetString()));

        await page.Locator("[data-line=tendesh-2] [data-off] a").ClickAsync();
        await page.Locator("[value=remove]").ClickAsync();
        await Expect(page.Locator("[role=status]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-off]")).ToHaveCountAsync(0);

        await page.Locator("[data-line=tendesh-1] td a").Last.ClickAsync();
        await Expect(page.Locator("[name=Day]:checked")).ToHaveCountAsync(7);
        await page.Locator("[name=Day][value=sun]").UncheckAsync();
        await page.Locator("#to").FillAsync("07:00");
        await Appearance.AssertAccessibleAsync(page, "weekly");
        await Appearance.AssertFitsAsync(page, "weekly", 360, ColorScheme.Dark, "en");
        await page.Locator("button.main").ClickAsync();
        await Expect(page.Locator("[role=status]")).ToBeVisibleAsync();
        Assert.Equal(
            ("PUT", "shifts/tendesh-nights", """{"lines":["tendesh-1"],"days":["mon","tue","wed","thu","fri","sat"],"from":"20:00","to":"07:00"}"""),
            (world.Routing.Roster.Changes.Last().Method, world.Routing.Roster.Changes.Last().Path, world.Routing.Roster.Changes.Last().Body));
    }

    [Fact]
    public async Task A_file_goes_out_and_all_that_is_wrong_with_one_that_comes_in_is_told_at_once()
    {
        var page = await world.SignInAsync("supervisor");
        await page.GotoAsync("/rosters");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "iCalendar" }).ClickAsync());
        Assert.Equal("roster as ics", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        await page.GotoAsync("/rosters/import");
        var before = world.Routing.Roster.Changes.Count;

        await SendAsync(page, "wrong", "replace");
        await Expect(page.Locator("[data-problem]")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-finding=noTime]")).ToContainTextAsync("line 2, shifts[0].from: “26:00” is no time of day");
        await Appearance.AssertAccessibleAsync(page, "import");
        Assert.Equal(before, world.Routing.Roster.Changes.Count);

        // Larger than what other pages take.
        await SendAsync(page, "type,id" + string.Concat(Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"\nshift,{i}"))), "check");
        await Expect(page.Locator("[data-warning]")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-warning]")).ToContainTextAsync("Line tendesh-2: No shift has it on duty until 2026-12-12");
        Assert.EndsWith("dryRun=true", world.Routing.Roster.Changes.Last().Path, StringComparison.Ordinal);
    }

    private static async Task SendAsync(IPage page, string text, string what)
    {
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "roster.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await page.Locator($"[value={what}]").ClickAsync();
    }
}
