using System.Globalization;
using System.Text.RegularExpressions;
using Hotline117.BrowserTests.World;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Dispatch;

public sealed class LiveBoardTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Fact]
    public async Task A_new_waiting_call_appears()
    {
        var page = await world.OpenBoardAsync();

        world.Routing.Change(Sample.Call("new-1", CallPhase.Waiting));

        await Expect(page.Locator(".waiting [data-call=new-1]")).ToBeVisibleAsync();
        await WebWorld.AssertNeverReloadedAsync(page);
    }

    [Theory]
    [InlineData("en", "Answered", "87.3%")]
    [InlineData("ru", "Отвечено", "87,3")]
    [InlineData("ky", "Жооп берилген", "87,3")]
    public async Task Below_the_calls_stand_todays_figures_with_their_definitions(string locale, string answered, string serviceLevel)
    {
        var page = await world.OpenBoardAsync(locale);

        await Expect(page.Locator("[data-today] [data-figure=answered] dt")).ToHaveTextAsync(answered);
        await Expect(page.Locator("[data-today] [data-figure=serviceLevel] dd")).ToContainTextAsync(serviceLevel);
        await Expect(page.Locator("[data-today] [data-figure=answerSecondsMean] dt")).ToHaveTextAsync(new Regex(locale == "en" ? ", s$" : ", с$"));
        await Expect(page.Locator("[data-today] [data-figure=overflowed] dd")).Not.ToBeEmptyAsync();
        await Expect(page.Locator("[data-today] .meanings dt")).ToHaveCountAsync(6);
        await Expect(page.Locator("[data-today] .meanings")).ToBeHiddenAsync();
        await page.Locator("[data-today] summary").ClickAsync();
        await Expect(page.Locator("[data-today] .meanings")).ToContainTextAsync("20");
    }

    [Fact]
    public async Task A_call_moves_from_waiting_to_ringing_to_talking_and_leaves()
    {
        var page = await world.OpenBoardAsync();

        world.Routing.Change(Sample.Call("moves", CallPhase.Waiting));
        await Expect(page.Locator(".waiting [data-call=moves]")).ToBeVisibleAsync();
        world.Routing.Change(Sample.Call("moves", CallPhase.Ringing, centre: "tendesh"));
        await Expect(page.Locator(".ringing [data-call=moves]")).ToContainTextAsync("Tendesh");
        world.Routing.Change(Sample.Call("moves", CallPhase.Talking, centre: "tendesh"));
        await Expect(page.Locator(".talking [data-call=moves]")).ToContainTextAsync("Tendesh");
        await Expect(page.Locator("[data-call=moves]")).ToHaveCountAsync(1);
        world.Routing.End("moves");
        await Expect(page.Locator("[data-call=moves]")).ToHaveCountAsync(0);
        await WebWorld.AssertNeverReloadedAsync(page);
    }

    [Fact]
    public async Task A_caller_in_danger_stands_before_those_who_came_earlier_and_the_board_says_why()
    {
        var page = await world.OpenBoardAsync();

        world.Routing.Change(
            Sample.Call("earlier", CallPhase.Waiting, secondsAgo: 4_000),
            Sample.Call("danger", CallPhase.Waiting, secondsAgo: 9) with { Priority = CallPriority.Danger });

        await Expect(page.Locator(".waiting tbody tr").First).ToHaveAttributeAsync("data-call", "danger");
        await Expect(page.Locator("[data-call=danger]")).ToContainTextAsync("in danger");
        await Expect(page.Locator(".totals .waiting .note")).ToHaveTextAsync(new Regex(@"^\s*longest \d"));
        await Expect(page.Locator(".waiting tbody tr").Nth(1)).ToHaveAttributeAsync("data-call", "earlier");
        Assert.Equal("counter(place) \".\"", await page.Locator("[data-call=earlier] .place").EvaluateAsync<string>("place => getComputedStyle(place, '::before').content"));
        world.Routing.End("earlier");
        world.Routing.End("danger");
        await Expect(page.Locator("[data-call=danger]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_region_is_said_in_words_with_how_sure_it_is()
    {
        var page = await world.OpenBoardAsync();

        world.Routing.Change(Sample.Call("sure", CallPhase.Waiting), Sample.Call("unsure", CallPhase.Waiting, region: null));

        await Expect(page.Locator("[data-call=sure]")).ToContainTextAsync("Osh (city)");
        await Expect(page.Locator("[data-call=sure]")).ToContainTextAsync("likely · area code");
        await Expect(page.Locator("[data-call=sure]")).ToContainTextAsync("Kyrgyz");
        await Expect(page.Locator("[data-call=unsure]")).ToContainTextAsync("not known");
    }

    [Fact]
    public async Task The_seconds_of_a_waiting_call_run_by_themselves()
    {
        var page = await world.OpenBoardAsync();
        world.Routing.Change(Sample.Call("runs", CallPhase.Waiting, secondsAgo: 125));
        var waited = page.Locator("[data-call=runs] elapsed-time");

        await Expect(waited).ToHaveTextAsync("2:06");
        await Expect(waited).ToHaveTextAsync("2:08");
    }

    [Fact]
    public async Task The_totals_are_those_of_the_lists()
    {
        var page = await world.OpenBoardAsync();
        world.Routing.Change(Sample.Call("counted", CallPhase.Waiting));
        await Expect(page.Locator("[data-call=counted]")).ToBeVisibleAsync();

        foreach (var phase in new[] { "waiting", "ringing", "talking" })
        {
            var rows = await page.Locator($".card.{phase} [data-call]").CountAsync();
            await Expect(page.Locator($"[data-total={phase}]")).ToHaveTextAsync(rows.ToString(CultureInfo.InvariantCulture));
        }

        await Expect(page.Locator("[data-total=centres]")).ToHaveTextAsync("3");
        await Expect(page.Locator("[data-total=free]")).ToHaveTextAsync("3");
    }

    [Fact]
    public async Task A_centre_that_goes_off_shift_is_seen_at_once()
    {
        var page = await world.OpenBoardAsync();

        world.Routing.Change(Sample.Centre("shifting", "Shifting Centre", "Naryn", "naryn"));
        await Expect(page.Locator("[data-centre=shifting] .shift.on")).ToBeVisibleAsync();
        world.Routing.Change(Sample.Centre("shifting", "Shifting Centre", "Naryn", "naryn", onShift: false));
        await Expect(page.Locator("[data-centre=shifting] .shift.off")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_gap_in_the_feed_brings_a_fresh_snapshot()
    {
        var page = await world.OpenBoardAsync();

        world.Routing.LoseAMessage();
        world.Routing.Change(Sample.Call("after-the-gap", CallPhase.Waiting));

        await Expect(page.Locator("[data-call=after-the-gap]")).ToBeVisibleAsync();
        await WebWorld.AssertNeverReloadedAsync(page);
    }

    [Fact]
    public async Task The_board_stays_in_the_readers_language_while_it_updates()
    {
        var page = await world.OpenBoardAsync("ru");

        world.Routing.Change(Sample.Call("по-русски", CallPhase.Waiting));

        await Expect(page.Locator("[data-call='по-русски']")).ToContainTextAsync("вероятно · код города");
        await Expect(page.Locator("[data-call='по-русски']")).ToContainTextAsync("город Ош");
    }

    [Fact]
    public async Task Going_to_another_page_and_back_keeps_the_board_live()
    {
        var page = await world.SignInAsync("supervisor");

        await page.GetByRole(AriaRole.Link, new() { Name = "Statistics" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Calls in figures");
        await page.GetByRole(AriaRole.Link, new() { Name = "Live board" }).ClickAsync();
        await Expect(page.Locator(".board .totals")).ToBeVisibleAsync();
        world.Routing.Change(Sample.Call("after-coming-back", CallPhase.Waiting));

        await Expect(page.Locator("[data-call=after-coming-back] elapsed-time")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task With_the_keyboard_the_map_is_opened_which_says_live_by_region_what_the_table_beside_it_says_and_the_lists_come_back()
    {
        var page = await world.OpenBoardAsync();
        await page.Locator("[data-view=map]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var (tile, row) = (page.Locator("[data-tile=naryn]"), page.Locator("[data-region=naryn]"));
        await Expect(tile).ToContainTextAsync("free: 2/2");
        await Expect(row).ToContainTextAsync("somebody is free");
        await Expect(page.Locator("[data-region=jalal-abad]")).ToContainTextAsync("nobody here");

        world.Routing.Change(Sample.Call("on-the-map", CallPhase.Waiting, region: "naryn"));
        world.Routing.Change(Sample.Centre("tendesh", "Tendesh", "Naryn", "naryn", reserved: 2));
        world.Routing.Show(Sample.Alarm(AlarmKind.NoCoverNow, AlarmSeverity.Critical, "talas"));

        await Expect(tile).ToContainTextAsync("waiting: 1");
        await Expect(tile).ToContainTextAsync("all taken");
        await Expect(row).ToContainTextAsync("all are taken");
        await Expect(row.Locator("elapsed-time")).Not.ToBeEmptyAsync();
        await Expect(page.Locator("[data-tile=talas]")).ToContainTextAsync("✕ nobody near");
        await Expect(page.Locator("[data-region=talas]")).ToContainTextAsync("nobody near enough");
        await WebWorld.AssertNeverReloadedAsync(page);

        world.Routing.End("on-the-map");
        world.Routing.Show();
        world.Routing.Change(Sample.Centres);
        await page.GetByRole(AriaRole.Link, new() { Name = "Calls and centres" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-centre=tendesh]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_new_waiting_call_is_announced_politely()
    {
        var page = await world.OpenBoardAsync();

        world.Routing.Change(Sample.Call("announced", CallPhase.Waiting, secondsAgo: 0));

        await Expect(page.Locator("[aria-live=polite]")).ToContainTextAsync("New waiting call: Osh (city).");
    }
}
