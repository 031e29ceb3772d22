using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.SignIn;

/// <summary>Accounts in PostgreSQL, each with a second factor.</summary>
public sealed class PeopleTests(PeopleWorld world) : IClassFixture<PeopleWorld>
{
    private const string OwnPassword = "a long walk to the lake";

    [Fact]
    public void The_tests_authenticator_shows_the_codes_of_RFC_6238()
    {
        var authenticator = new Authenticator("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

        Assert.Equal("287082", authenticator.CodeAt(DateTimeOffset.FromUnixTimeSeconds(59)));
        Assert.Equal("081804", authenticator.CodeAt(DateTimeOffset.FromUnixTimeSeconds(1111111109)));
    }

    [Fact]
    public async Task The_password_alone_opens_nothing_until_an_authenticator_is_set_up_and_then_each_code_opens_once()
    {
        var page = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(page, "supervisor", WebWorld.Password);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Set up the second step");
        await Appearance.AssertAccessibleAsync(page, "set up");
        await Appearance.AssertFitsAsync(page, "set-up", 1280, ColorScheme.Light, "en");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/dispatch");
        Assert.Contains("/sign-in", other.Url, StringComparison.Ordinal);

        await GiveCodeAsync(page, "000000");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This code is not right");
        var authenticator = new Authenticator(await page.Locator(".authenticator code").InnerTextAsync());
        var used = authenticator.CodeNow();
        await GiveCodeAsync(page, used);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Keep these recovery codes");
        await Appearance.AssertAccessibleAsync(page, "recovery codes");
        var recovery = await page.Locator(".recovery-codes code").AllInnerTextsAsync();
        Assert.Equal(8, recovery.Distinct().Count());
        await page.Locator("button.main").ClickAsync();
        await page.WaitForURLAsync("**/dispatch");

        var again = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(again, "supervisor", WebWorld.Password);
        await Expect(again.Locator("h1")).ToHaveTextAsync("Second step");
        await Appearance.AssertAccessibleAsync(again, "code");
        await GiveCodeAsync(again, used);
        await Expect(again.GetByRole(AriaRole.Alert)).ToContainTextAsync("This code is not right");
        await GiveCodeAsync(again, authenticator.NextCode());
        await again.WaitForURLAsync("**/dispatch");

        var lost = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(lost, "supervisor", WebWorld.Password);
        await GiveCodeAsync(lost, recovery[0]);
        await lost.WaitForURLAsync("**/dispatch");
        var twice = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(twice, "supervisor", WebWorld.Password);
        await GiveCodeAsync(twice, recovery[0]);
        await Expect(twice.GetByRole(AriaRole.Alert)).ToContainTextAsync("This code is not right");
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark, "ky")]
    [InlineData(1280, ColorScheme.Light, "en")]
    public async Task An_administrator_adds_somebody_who_chooses_her_own_password_and_locks_her_out_again(int width, ColorScheme scheme, string locale)
    {
        var user = $"aida-{width}";
        var administrator = await AdministratorAsync(width, scheme, locale);
        await administrator.GotoAsync("/people");
        await administrator.Locator("#user").FillAsync(user);
        await administrator.Locator("#role").SelectOptionAsync("dispatcher");
        await administrator.Locator(".add-person button.main").ClickAsync();
        var temporary = await administrator.Locator(".told code").InnerTextAsync();
        await administrator.Locator("summary").First.ClickAsync();
        await Appearance.AssertAccessibleAsync(administrator, "people");
        await Appearance.AssertFitsAsync(administrator, "people", width, scheme, locale);
        await administrator.GotoAsync("/people");
        await Expect(administrator.Locator(".told")).ToHaveCountAsync(0);

        var page = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(page, user, temporary);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Choose your own password");
        await Appearance.AssertAccessibleAsync(page, "new password");
        await SetPasswordAsync(page, temporary);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was changed.");
        await SetPasswordAsync(page, OwnPassword);
        await SetUpAsync(page);
        await page.WaitForURLAsync("**/dispatch");

        await ActAsync(administrator, user, "Locked");
        await page.WaitForURLAsync("**/sign-in**", new() { Timeout = 30_000 });
        await WebWorld.EnterAsync(page, user, OwnPassword);
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("User or password is wrong.");
        await Expect(administrator.Locator(".changes")).ToContainTextAsync(user);
    }

    [Fact]
    public async Task Whoever_lost_the_authenticator_gets_in_after_an_administrator_has_removed_it()
    {
        var page = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(page, "coordinator", WebWorld.Password);
        await SetUpAsync(page);
        await page.WaitForURLAsync("**/dispatch");

        await ActAsync(await AdministratorAsync(), "coordinator", "SecondFactorRemoved");

        var again = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(again, "coordinator", WebWorld.Password);
        await Expect(again.Locator("h1")).ToHaveTextAsync("Set up the second step");
    }

    [Fact]
    public async Task An_administrator_gives_a_coordinator_her_centre_and_whoever_is_no_coordinator_any_more_has_none()
    {
        var administrator = await AdministratorAsync();
        await WebWorld.UntilLiveAsync(administrator);
        await administrator.GotoAsync("/people");
        await administrator.Locator("#user").FillAsync("gulnara");
        await administrator.Locator("#role").SelectOptionAsync("coordinator");
        await administrator.Locator(".add-person button.main").ClickAsync();
        await Expect(Row(administrator, "gulnara").Locator("[data-centre]")).ToHaveTextAsync("no centre yet");

        await Row(administrator, "gulnara").Locator("summary").ClickAsync();
        await Row(administrator, "gulnara").Locator("select[name='Form.Centre']").SelectOptionAsync("sezim");
        await Row(administrator, "gulnara").Locator("button[value=CentreSet]").ClickAsync();
        await Expect(Row(administrator, "gulnara").Locator("[data-centre]")).ToHaveTextAsync("Sezim");
        await Expect(administrator.Locator(".changes li").First).ToContainTextAsync("Sezim");

        await SetRoleAsync("dispatcher");
        await Expect(Row(administrator, "gulnara").Locator("[data-centre]")).ToHaveCountAsync(0);
        await SetRoleAsync("coordinator");
        await Expect(Row(administrator, "gulnara").Locator("[data-centre]")).ToHaveTextAsync("no centre yet");

        async Task SetRoleAsync(string role)
        {
            await Row(administrator, "gulnara").Locator("summary").ClickAsync();
            await Row(administrator, "gulnara").Locator("select[name='Form.Role']").SelectOptionAsync(role);
            await Row(administrator, "gulnara").Locator("button[value=RoleSet]").ClickAsync();
        }
    }

    [Fact]
    public async Task A_new_authenticator_takes_the_place_of_the_former_one_only_once_it_has_shown_a_code()
    {
        var page = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(page, "another", WebWorld.Password);
        var former = new Queue<string>(await SetUpAsync(page));
        await page.WaitForURLAsync("**/dispatch");
        await RenewAsync(page, "wrong");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The present password is wrong.");
        await Appearance.AssertAccessibleAsync(page, "own account");
        await RenewAsync(page, WebWorld.Password);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Set up the second step");
        await GiveCodeAsync(page, "000000");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This code is not right");

        var again = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(again, "another", WebWorld.Password);
        await GiveCodeAsync(again, former.Dequeue());
        await Expect(again.Locator("h1")).ToHaveTextAsync("Set up the second step");
        await SetUpAsync(again);
        await again.WaitForURLAsync("**/dispatch");

        var late = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(late, "another", WebWorld.Password);
        await GiveCodeAsync(late, former.Dequeue());
        await Expect(late.GetByRole(AriaRole.Alert)).ToContainTextAsync("This code is not right");
    }

    private static async Task RenewAsync(IPage page, string password)
    {
        await page.GotoAsync("/account");
        await page.Locator("#confirm").FillAsync(password);
        await page.Locator("form:has(#confirm) button").ClickAsync();
    }

    [Fact]
    public async Task While_PostgreSQL_is_away_nobody_signs_in_and_whoever_has_the_board_keeps_it()
    {
        var page = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(page, "dispatcher", WebWorld.Password);
        await SetUpAsync(page);
        await page.WaitForURLAsync("**/dispatch");

        await world.StopPostgresAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".board")).ToBeVisibleAsync();
        var other = await world.OpenAsync("/sign-in");
        var answer = await other.RunAndWaitForResponseAsync(
            () => WebWorld.EnterAsync(other, "dispatcher", WebWorld.Password), response => response.Request.Method == "POST");
        Assert.Equal(503, answer.Status);
        await Expect(other.GetByRole(AriaRole.Alert)).ToContainTextAsync("The accounts can't be read now");
        Assert.StartsWith("200", await world.HealthAsync(), StringComparison.Ordinal);

        await world.RestartPostgresAsync();
        await world.UntilReadyAsync();
        await WebWorld.EnterAsync(other, "dispatcher", WebWorld.Password);
        await Expect(other.Locator("h1")).ToHaveTextAsync("Second step");
    }

    [Fact]
    public async Task Only_an_administrator_sees_the_people()
    {
        var page = await world.OpenAsync("/sign-in");
        await WebWorld.EnterAsync(page, "ministry", WebWorld.Password);
        await SetUpAsync(page);
        await page.WaitForURLAsync("**/statistics/charts");

        var answer = await page.GotoAsync("/people");

        Assert.Equal(403, answer!.Status);
    }

    private async Task<IPage> AdministratorAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, string locale = "en")
    {
        var page = await world.OpenAsync("/sign-in", locale, width, scheme);
        await WebWorld.EnterAsync(page, "administrator", WebWorld.Password);
        // An authenticator shows the same code for half a minute, and each is taken once.
        if (world.AdministratorsRecoveryCodes.TryDequeue(out var code))
        {
            await GiveCodeAsync(page, code);
        }
        else
        {
            world.AdministratorsRecoveryCodes = new(await SetUpAsync(page));
        }

        await page.WaitForURLAsync("**/dispatch");
        return page;
    }

    /// <returns>The recovery codes.</returns>
    private static async Task<IReadOnlyList<string>> SetUpAsync(IPage page)
    {
        var authenticator = new Authenticator(await page.Locator(".authenticator code").InnerTextAsync());
        await GiveCodeAsync(page, authenticator.CodeNow());
        await Expect(page.Locator(".recovery-codes")).ToBeVisibleAsync();
        var recovery = await page.Locator(".recovery-codes code").AllInnerTextsAsync();
        await page.Locator("button.main").ClickAsync();
        return recovery;
    }

    private static async Task GiveCodeAsync(IPage page, string code)
    {
        await page.Locator("#code").FillAsync(code);
        await page.Locator("button.main").ClickAsync();
    }

    private static async Task SetPasswordAsync(IPage page, string password)
    {
        await page.Locator("#password").FillAsync(password);
        await page.Locator("#again").FillAsync(password);
        await page.Locator("button.main").ClickAsync();
    }

    private static async Task ActAsync(IPage administrator, string user, string act)
    {
        await administrator.GotoAsync("/people");
        await Row(administrator, user).Locator("summary").ClickAsync();
        await Row(administrator, user).Locator($"button[value={act}]").ClickAsync();
        await Expect(administrator.Locator("[role=status].notice")).ToBeVisibleAsync();
    }

    private static ILocator Row(IPage administrator, string user) => administrator.Locator($"tr:has(> th:text-is('{user}'))");
}
