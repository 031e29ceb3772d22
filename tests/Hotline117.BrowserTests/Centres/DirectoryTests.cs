using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Centres;

/// <summary>What the directory's pages show to whom. What the router tells to whom is tested at it.</summary>
public sealed class DirectoryTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Theory]
    [InlineData("en", 1280, ColorScheme.Light, "Centres", "legal help")]
    [InlineData("ru", 360, ColorScheme.Dark, "Центры", "юридическая")]
    [InlineData("ky", 360, ColorScheme.Light, "Борборлор", "укуктук")]
    [InlineData("ky", 3840, ColorScheme.Dark, "Борборлор", "укуктук")]
    public async Task Dispatchers_find_each_centre_and_read_all_of_it_but_numbers(string locale, int width, ColorScheme scheme, string title, string help)
    {
        var page = await world.SignInAsync("dispatcher", locale, width, scheme);
        await page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }).ClickAsync();

        var row = page.Locator("[data-centre=ak-bata]");
        await Expect(page.Locator("[data-centre]")).ToHaveCountAsync(DirectoryStandIn.Centres.Count);
        await Expect(row).ToContainTextAsync(help, new() { IgnoreCase = true });
        await Expect(row).ToContainTextAsync("01.01.2026 – 31.12.2099");
        await Expect(row.Locator(".line").First).ToHaveTextAsync("ak-bata-1 ×2");
        await Expect(page.Locator("[data-centre=umai] [data-not-valid]")).ToBeVisibleAsync();
        await Appearance.AssertAccessibleAsync(page, "directory");
        await Appearance.AssertFitsAsync(page, "directory", width, scheme, locale);

        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator("[data-details]")).ToContainTextAsync(help, new() { IgnoreCase = true });
        await Expect(page.Locator("[data-line=ak-bata-2]")).ToContainTextAsync("ak-bata-phone");
        await Expect(page.Locator("[data-counsellor]")).ToHaveCountAsync(2);
        await Appearance.AssertAccessibleAsync(page, "directory centre");
        await Appearance.AssertFitsAsync(page, "directory-centre", width, scheme, locale);
        Assert.DoesNotContain("0322900001", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Centres_stand_in_the_order_of_the_Kyrgyz_alphabet()
    {
        var page = await world.SignInAsync("dispatcher", "ky");
        await page.GotoAsync("/directory");

        Assert.Equal(
            ["Ак бата", "Жаңыл Мырза", "Жашыруун борбор: Naryn", "Орто", "Өмүр", "Паана", "Умай", "Үмүт"],
            await page.Locator("tbody th a").AllInnerTextsAsync());
    }

    [Theory]
    [InlineData("жаңыл", "janyl-myrza")]
    [InlineData("ЖАНЫЛ мырза", "janyl-myrza")]
    [InlineData("zhanyl", "janyl-myrza")]
    [InlineData("баткен", "janyl-myrza")]
    [InlineData("omur", "omur")]
    [InlineData("умут", "umut")]
    [InlineData("узбек", "ak-bata")]
    [InlineData("секретный", "refuge")]
    public async Task A_search_finds_a_centre_in_whatever_spelling(string words, string found)
    {
        var page = await world.SignInAsync("dispatcher", "ru");
        await page.GotoAsync("/directory");
        await page.Locator("#q").FillAsync(words);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-found='1']")).ToBeVisibleAsync();
        await Expect(page.Locator($"[data-centre={found}]")).ToBeVisibleAsync();
        await Expect(page.Locator("#q")).ToHaveValueAsync(words);
    }

    [Fact]
    public async Task What_nothing_has_is_said_and_a_secret_name_finds_nothing()
    {
        var page = await world.SignInAsync("administrator");

        foreach (var words in new[] { "nowhere", DirectoryStandIn.SecretName, "refuge-1" })
        {
            await page.GotoAsync($"/directory?q={Uri.EscapeDataString(words)}");
            await Expect(page.Locator("[data-found='0']")).ToContainTextAsync("No centre has these words");
        }
    }

    [Theory]
    [InlineData("en", 1280, ColorScheme.Light, "Only the town")]
    [InlineData("ru", 360, ColorScheme.Light, "только населённый пункт")]
    [InlineData("ky", 360, ColorScheme.Dark, "калктуу конушу гана")]
    public async Task Of_a_secret_centre_a_dispatcher_sees_the_town_only_and_no_way_to_open_it(string locale, int width, ColorScheme scheme, string words)
    {
        var page = await world.SignInAsync("dispatcher", locale, width, scheme);
        await page.GotoAsync("/directory");
        await Expect(page.Locator("[data-centre=refuge] [data-secret]")).ToBeVisibleAsync();
        await page.Locator("[data-centre=refuge] a").ClickAsync();

        await Expect(page.Locator("[data-closed]")).ToContainTextAsync("Naryn");
        await Expect(page.Locator("[data-closed]")).ToContainTextAsync(words);
        await Expect(page.Locator("#reason, [data-details]")).ToHaveCountAsync(0);
        Assert.DoesNotContain(DirectoryStandIn.SecretName, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("refuge-1", await page.ContentAsync(), StringComparison.Ordinal);
        await Appearance.AssertAccessibleAsync(page, "secret centre");
        await Appearance.AssertFitsAsync(page, "secret-centre", width, scheme, locale);
    }

    [Theory]
    [InlineData("supervisor", "ky", 360, ColorScheme.Dark)]
    [InlineData("administrator", "ru", 1280, ColorScheme.Light)]
    public async Task Who_may_opens_it_by_name_and_reason_and_it_is_closed_again_afterwards(string role, string locale, int width, ColorScheme scheme)
    {
        var page = await world.SignInAsync(role, locale, width, scheme);
        await page.GotoAsync("/directory/refuge");
        await Appearance.AssertAccessibleAsync(page, "to open");
        await Appearance.AssertFitsAsync(page, "to-open", width, scheme, locale);
        await page.Locator("#reason").FillAsync("A bailiff asks about it");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-opened]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-line=refuge-1]")).ToBeVisibleAsync();
        Assert.Contains(new Opened("refuge", $"{role}/{role}", "A bailiff asks about it"), world.Routing.Directory.Opened);
        await Appearance.AssertAccessibleAsync(page, "opened");
        await Appearance.AssertFitsAsync(page, "opened", width, scheme, locale);

        await page.GotoAsync("/directory/refuge");
        await Expect(page.Locator("[data-closed]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-line]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_the_entry_in_the_trail_or_without_a_reason_nothing_is_shown()
    {
        var page = await world.SignInAsync("supervisor");
        await page.GotoAsync("/directory/refuge");
        await page.Locator("#reason").FillAsync("call 0772 123 456");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-fault=Wrong]")).ToContainTextAsync("no telephone number");
        await Expect(page.Locator("[data-details]")).ToHaveCountAsync(0);

        world.Routing.Directory.TrailAway = true;
        await page.Locator("#reason").FillAsync("A bailiff asks about it");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-fault=NotOpened]")).ToContainTextAsync("audit trail");
        await Expect(page.Locator("#reason")).ToHaveValueAsync("A bailiff asks about it");
        await Expect(page.Locator("[data-details]")).ToHaveCountAsync(0);
        await Appearance.AssertAccessibleAsync(page, "not opened");
        world.Routing.Directory.TrailAway = false;
    }

    [Fact]
    public async Task A_coordinator_sees_her_own_centre_alone()
    {
        var page = await world.SignInAsync("coordinator");
        await page.GotoAsync("/directory");
        await Expect(page.Locator("[data-centre]")).ToHaveCountAsync(1);
        await page.Locator("[data-centre=ak-bata] a").ClickAsync();
        await Expect(page.Locator("[data-details]")).ToBeVisibleAsync();

        var other = await page.GotoAsync("/directory/umut");
        Assert.Equal(403, other!.Status);
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Umut");
        Assert.Equal(404, (await (await world.SignInAsync("dispatcher")).GotoAsync("/directory/nowhere"))!.Status);
        Assert.Equal(403, (await (await world.SignInAsync("ministry")).GotoAsync("/directory"))!.Status);
        Assert.Equal(403, (await (await world.SignInAsync(WebWorld.NewCoordinator)).GotoAsync("/directory"))!.Status);
    }

    [Fact]
    public async Task A_centre_on_the_board_leads_to_its_page()
    {
        var page = await world.OpenBoardAsync();
        await page.Locator("[data-centre=ak-bata] button").ClickAsync();
        await page.Locator("[data-directory]").ClickAsync();

        await Expect(page.Locator("h1")).ToContainTextAsync("Ak-Bata");
        await Expect(page).ToHaveURLAsync($"{world.Address}/directory/ak-bata");
    }

    [Theory]
    [InlineData("en", 1280, ColorScheme.Light, "Choose one language")]
    [InlineData("ru", 360, ColorScheme.Dark, "Выберите хотя бы один язык")]
    [InlineData("ky", 360, ColorScheme.Light, "Жок дегенде бир тил")]
    public async Task An_administrator_is_told_all_that_is_wrong_at_once_and_beside_the_fields(string locale, int width, ColorScheme scheme, string words)
    {
        var page = await world.SignInAsync("administrator", locale, width, scheme);
        await page.GotoAsync("/directory/paana/edit");
        await Appearance.AssertAccessibleAsync(page, "edit centre");
        await Appearance.AssertFitsAsync(page, "edit-centre", width, scheme, locale);
        foreach (var language in new[] { "ky", "ru" })
            await page.Locator($"[name=Language][value={language}]").UncheckAsync();
        await page.Locator("#NameEn").FillAsync("");
        await page.Locator("#ValidFrom").FillAsync("2027-02-01");
        await page.Locator("#ValidTo").FillAsync("2027-01-01");
        await page.Locator("button.main").Last.ClickAsync();

        await Expect(page.Locator("[data-wrong=Language]")).ToContainTextAsync(words);
        await Expect(page.Locator("[data-wrong]")).ToHaveCountAsync(3);
        await Expect(page.Locator("#ValidTo")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#ValidFrom")).ToHaveValueAsync("2027-02-01");
        await Appearance.AssertAccessibleAsync(page, "edit wrong");
        await Appearance.AssertFitsAsync(page, "edit-wrong", width, scheme, locale);
        Assert.DoesNotContain(world.Routing.Directory.Patches, patch => patch.Contains("2027-02-01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_editors_of_a_centre_the_second_sees_who_was_first_and_saves_into_the_new_state()
    {
        var page = await world.SignInAsync("administrator");
        await page.GotoAsync("/directory/orto");
        await page.Locator("[data-edit]").ClickAsync();
        await page.Locator("#NameRu").FillAsync("Орто и друзья");
        await page.Locator("[name=Service][value=legal]").CheckAsync();
        world.Routing.Directory.Overtake();
        world.Routing.Roster.Note("aida", "directory", "~centre orto");
        await page.Locator("button.main").Last.ClickAsync();

        await Expect(page.Locator("[data-edits]")).ToContainTextAsync("aida: changed centre orto");
        await Expect(page.Locator("#NameRu")).ToHaveValueAsync("Орто и друзья");
        await Appearance.AssertAccessibleAsync(page, "edit overtaken");
        await page.Locator("button.main").Last.ClickAsync();

        await Expect(page.Locator("[data-saved]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-details]")).ToContainTextAsync("Орто и друзья");
        await Expect(page.Locator("[data-line=orto-1]")).ToBeVisibleAsync();
        Assert.DoesNotContain("lines", world.Routing.Directory.Patches.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_edit_and_a_secret_centre_is_no_form()
    {
        Assert.Equal(403, (await (await world.SignInAsync("supervisor")).GotoAsync("/directory/orto/edit"))!.Status);
        var page = await world.SignInAsync("administrator");
        await page.GotoAsync("/directory/refuge/edit");
        await Expect(page.Locator("[data-fault=Secret]")).ToBeVisibleAsync();
        await Expect(page.Locator("main input")).ToHaveCountAsync(0);
        Assert.DoesNotContain(DirectoryStandIn.SecretName, await page.ContentAsync(), StringComparison.Ordinal);
    }
}
