using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.SignIn;

public sealed class SignInTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Theory]
    [InlineData("dispatcher")]
    [InlineData("nobody-of-this-name")]
    public async Task A_wrong_password_says_so_and_nothing_else(string user)
    {
        var page = await world.OpenAsync("/sign-in");

        var answer = await page.RunAndWaitForResponseAsync(
            () => WebWorld.EnterAsync(page, user, "wrong"), response => response.Request.Method == "POST");

        Assert.Equal(401, answer.Status);
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("User or password is wrong.");
        await page.GotoAsync("/dispatch");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coordinator", WebWorld.Password)]
    [InlineData("guessed-by-somebody", "wrong")]
    public async Task Who_guesses_too_often_has_to_wait_whether_the_account_exists_or_not(string user, string lastPassword)
    {
        var page = await world.OpenAsync("/sign-in");
        for (var failures = 0; failures < 5; failures++)
        {
            await WebWorld.EnterAsync(page, user, "wrong");
            await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("User or password is wrong.");
        }

        var answer = await page.RunAndWaitForResponseAsync(
            () => WebWorld.EnterAsync(page, user, lastPassword), response => response.Request.Method == "POST");

        Assert.Equal(429, answer.Status);
        Assert.InRange(int.Parse((await answer.HeaderValueAsync("retry-after"))!, null), 1, 30);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too many attempts.");
    }

    [Fact]
    public async Task The_ministry_may_not_see_the_dispatchers_board()
    {
        var page = await world.SignInAsync("ministry");
        Assert.EndsWith("/statistics/charts", page.Url, StringComparison.Ordinal);

        var answer = await page.GotoAsync("/dispatch");

        Assert.Equal(403, answer!.Status);
        Assert.EndsWith("/dispatch", page.Url, StringComparison.Ordinal);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Your role may not see this page");
        await Expect(page.Locator(".board")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Navigation)).Not.ToContainTextAsync("Live board");
    }

    [Fact]
    public async Task A_dispatcher_may_not_see_the_statistics()
    {
        var page = await world.SignInAsync("dispatcher");

        var answer = await page.GotoAsync("/statistics");

        Assert.Equal(403, answer!.Status);
    }

    [Fact]
    public async Task Signing_in_leads_to_the_page_one_asked_for()
    {
        var page = await world.OpenAsync("/statistics?by=hour");
        Assert.Contains("/sign-in?returnUrl=", page.Url, StringComparison.Ordinal);

        await WebWorld.EnterAsync(page, "supervisor", WebWorld.Password);

        await page.WaitForURLAsync("**/statistics?by=hour");
    }

    [Fact]
    public async Task Signing_in_never_leads_to_another_site()
    {
        var page = await world.OpenAsync("/sign-in?returnUrl=%2F%2Fevil.example%2F");

        await WebWorld.EnterAsync(page, "supervisor", WebWorld.Password);

        await page.WaitForURLAsync($"{world.Address}/dispatch");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_an_open_board_and_a_copied_cookie_too()
    {
        var page = await world.SignInAsync("administrator");
        await Expect(page.Locator(".board")).ToBeVisibleAsync();
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/statistics");
        var stolen = (await page.Context.CookiesAsync()).Single(cookie => cookie.Name == "hotline117");

        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await other.WaitForURLAsync("**/sign-in");
        await page.WaitForURLAsync("**/sign-in**", new() { Timeout = 20_000 });

        await other.Context.AddCookiesAsync([new() { Name = stolen.Name, Value = stolen.Value, Url = world.Address }]);
        await other.GotoAsync("/dispatch");
        Assert.Contains("/sign-in", other.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_can_be_chosen_and_is_remembered()
    {
        var page = await world.OpenAsync("/sign-in");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");

        await page.GetByRole(AriaRole.Button, new() { Name = "Кыр" }).ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Кирүү");
        await page.GotoAsync("/dispatch");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Кирүү");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ky");
    }

    [Fact]
    public async Task A_browser_that_speaks_none_of_the_languages_gets_Kyrgyz()
    {
        var page = await world.OpenAsync("/sign-in", locale: "de");

        await Expect(page.Locator("h1")).ToHaveTextAsync("Кирүү");
    }
}
