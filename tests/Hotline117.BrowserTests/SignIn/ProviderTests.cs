using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.SignIn;

/// <summary>Sign-in at a real OpenID Connect provider in place of accounts of our own.</summary>
public sealed class ProviderTests(ProviderWorld world) : IClassFixture<ProviderWorld>
{
    [Fact]
    public async Task Whom_the_provider_knows_sees_what_her_role_may_see_and_acts_by_her_name()
    {
        world.Provider.Person = ("aida", ["employee", "supervisor"]);
        var page = await world.OpenAsync("/statistics?by=hour");
        await Expect(page.Locator("#password")).ToHaveCountAsync(0);
        await Appearance.AssertAccessibleAsync(page, "sign-in at a provider");

        await BeginAsync(page);

        await page.WaitForURLAsync($"{world.Address}/statistics?by=hour");
        await Expect(page.Locator(".person")).ToContainTextAsync("aida");
        await page.GotoAsync("/people");
        await Expect(page.Locator(".people")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("employee")]
    [InlineData("service")]
    [InlineData("dispatcher", "ministry")]
    public async Task Whoever_has_not_exactly_one_role_here_is_told_so_and_let_in_nowhere(params string[] roles)
    {
        world.Provider.Person = ("bakyt", roles);
        var page = await world.OpenAsync("/dispatch");

        await BeginAsync(page);

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("have no role here");
        await page.GotoAsync("/dispatch");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "ak-bata")]
    [InlineData(false)]
    [InlineData(false, "ak-bata", "sezim")]
    public async Task A_coordinator_is_bound_to_the_one_centre_that_the_provider_names(bool isBound, params string[] centres)
    {
        world.Provider.Person = ("gulnara", ["coordinator"]);
        world.Provider.Centres = centres;
        var page = await world.OpenAsync("/dispatch");

        await BeginAsync(page);

        await Expect(page.Locator("[data-centre]")).ToHaveCountAsync(isBound ? 1 : 0);
        await Expect(page.Locator("[data-no-centre]")).ToHaveCountAsync(isBound ? 0 : 1);
    }

    [Fact]
    public async Task A_provider_answer_that_nobody_here_asked_for_signs_nobody_in()
    {
        var page = await world.OpenAsync("/sign-in/callback?code=stolen&state=made-up");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("did not succeed");
    }

    [Fact]
    public async Task A_password_opens_nothing_where_a_provider_does()
    {
        var page = await world.OpenAsync("/sign-in");

        var answer = await page.APIRequest.PostAsync($"{world.Address}/sign-in", new()
        {
            Form = page.APIRequest.CreateFormData().Set("_handler", "sign-in").Set("Form.User", "administrator").Set("Form.Password", WebWorld.Password),
        });

        Assert.Equal(400, answer.Status);
    }

    private static Task BeginAsync(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Tunduk" }).ClickAsync();
}
