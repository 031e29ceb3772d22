using Hotline117.BrowserTests.World;
using Hotline117.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.SignIn;

/// <summary>A coordinator is bound to one centre. What the services refuse her is tested at them.</summary>
public sealed class OwnCentreTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Theory]
    [InlineData("en", "Ask an administrator")]
    [InlineData("ru", "Попросите администратора")]
    [InlineData("ky", "администраторунан")]
    public async Task A_coordinator_without_a_centre_is_told_whom_to_ask(string locale, string words)
    {
        var page = await world.SignInAsync(WebWorld.NewCoordinator, locale);

        foreach (var path in new[] { "/dispatch", "/rosters", "/statistics/statements" })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("[data-no-centre]")).ToContainTextAsync(words);
            await Expect(page.Locator("[data-call], [data-centre], [data-line]")).ToHaveCountAsync(0);
        }

        await Appearance.AssertAccessibleAsync(page, "no centre");
    }

    [Fact]
    public async Task A_coordinator_sees_the_calls_of_her_own_centre_and_pauses_its_line_by_her_name()
    {
        world.Routing.Change(Sample.Call("hers", CallPhase.Talking), Sample.Call("theirs", CallPhase.Talking, centre: "sezim"), Sample.Call("waits", CallPhase.Waiting));
        var page = await world.SignInAsync("coordinator");
        await WebWorld.UntilLiveAsync(page);

        await Expect(page.Locator("[data-call=hers]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-call]")).ToHaveCountAsync(1);
        await Expect(page.Locator("body")).Not.ToContainTextAsync("Sezim");
        await page.GotoAsync("/dispatch?view=map");
        await WebWorld.UntilLiveAsync(page);
        await Expect(page.Locator("body")).Not.ToContainTextAsync("Sezim");
        await page.Locator("[data-centre=ak-bata] button").ClickAsync();
        await page.Locator("[data-target=ak-bata-2] [data-do=PauseLine]").ClickAsync();
        await page.Locator("#act-reason").FillAsync("Training");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-done]")).Not.ToBeEmptyAsync();
        Assert.Equal("coordinator/coordinator/ak-bata", world.Routing.Acts.Single(act => act.Path == "lines/ak-bata-2/pause").By);
    }

    [Theory]
    [InlineData("en", "your own centre")]
    [InlineData("ru", "своего центра", "вашего центра", "свой центр")]
    [InlineData("ky", "өз борборуңуз")]
    public async Task A_coordinator_who_asks_for_another_centres_data_is_refused_in_the_page_and_by_the_service(string locale, params string[] words)
    {
        var page = await world.SignInAsync("coordinator", locale);

        foreach (var path in new[] { "/rosters?centre=sezim", "/statistics/statements?centre=sezim", "/rosters/entry?kind=Off&centre=sezim" })
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal(403, answer!.Status);
            var told = await page.GetByRole(AriaRole.Alert).InnerTextAsync();
            Assert.Contains(words, word => told.Contains(word, StringComparison.OrdinalIgnoreCase));
            await Expect(page.Locator("main")).Not.ToContainTextAsync("Sezim");
        }

        foreach (var format in new[] { "csv", "xlsx" })
        {
            Assert.Equal(403, (await page.APIRequest.GetAsync($"{world.Address}/statistics/statements/{format}?centre=sezim&from=2026-01&to=2026-01")).Status);
            Assert.Equal(200, (await page.APIRequest.GetAsync($"{world.Address}/statistics/statements/{format}?centre=ak-bata&from=2026-01&to=2026-01")).Status);
        }

        Assert.Equal(200, (await page.GotoAsync("/statistics/statements"))!.Status);
        await Expect(page.Locator("select#centre")).ToHaveValueAsync("ak-bata");
    }
}
