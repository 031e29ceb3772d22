using System.Net;
using System.Net.Http.Json;
using Hotline117.BrowserTests.World;
using Hotline117.Contracts;
using Hotline117.Contracts.Public;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.SignIn;

public sealed class BrowserSafetyTests(WebWorld world) : IClassFixture<WebWorld>
{
    [Fact]
    public async Task Pages_run_without_a_breach_of_their_content_security_policy()
    {
        var page = await world.OpenAsync("/sign-in");
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(world.Address, StringComparison.Ordinal))
                complaints.Add($"loaded from elsewhere: {request.Url}");
        };

        await WebWorld.EnterAsync(page, "supervisor", WebWorld.Password);
        await page.WaitForURLAsync("**/dispatch");
        await Expect(page.Locator("server-clock")).Not.ToBeEmptyAsync();
        await page.GotoAsync("/statistics");

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Every_page_says_what_a_browser_may_do_with_it()
    {
        using var http = new HttpClient { BaseAddress = new(world.Address) };
        using var answer = await http.GetAsync("sign-in", TestContext.Current.CancellationToken);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_list_of_centres_is_there_for_everybody_and_whoever_asks_too_often_is_told_when_to_come_again()
    {
        using var http = new HttpClient { BaseAddress = new(world.Address) };
        Task<HttpResponseMessage> AskAsync() => http.GetAsync("public/v1/centres", TestContext.Current.CancellationToken);
        var page = await world.OpenAsync("/centres", "ky");
        await Expect(page.Locator("[data-centre=ak-bata]")).ToContainTextAsync("Ак бата");
        await Expect(page.Locator("[data-centre=ak-bata]")).ToContainTextAsync("Өзбекче");
        await Expect(page.GetByText("117 номерине чалыңыз")).ToBeVisibleAsync();

        using var first = await AskAsync();
        var directory = await first.Content.ReadFromJsonAsync<PublicDirectory>(ContractJson.Options, TestContext.Current.CancellationToken);
        Assert.Equal(["ak-bata", "sezim"], directory!.Centres.Select(centre => centre.Id));
        Assert.Equal(new LocalizedText("Кыргызча", "Кыргызский", "Kyrgyz"), directory.Languages["ky"]);
        Assert.Equal(new LocalizedText(null, null, "ja"), directory.Languages["ja"]);
        Assert.True(first.Headers.CacheControl is { Public: true, NoStore: false, MaxAge.TotalSeconds: 300 });
        using var again = new HttpRequestMessage(HttpMethod.Get, "public/v1/centres") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);

        // Twice as many as are allowed, and some: a new minute may have begun meanwhile.
        var refused = new HttpResponseMessage();
        for (var asked = 0; asked < 130 && refused.StatusCode is not HttpStatusCode.TooManyRequests; asked++)
        {
            refused = await AskAsync();
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("60 requests a minute", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites_and_of_plain_networks()
    {
        var page = await world.SignInAsync("dispatcher");
        var cookie = (await page.Context.CookiesAsync()).Single(cookie => cookie.Name == "hotline117");
        Assert.True(cookie.HttpOnly);
        Assert.False(cookie.Secure); // Plain http on one's own machine: the one exception.

        using var http = new HttpClient { BaseAddress = new(world.Address) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "sign-in") { Headers = { Host = "hotline.example" } };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), written =>
        {
            Assert.Contains("secure", written, StringComparison.Ordinal);
            Assert.Contains("samesite", written, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("some-other-key-that-is-long-enough", HttpStatusCode.Unauthorized)]
    [InlineData(WebWorld.MonitorKey, HttpStatusCode.OK)]
    public async Task Metrics_are_for_machines_with_a_key(string? key, HttpStatusCode status)
    {
        using var http = new HttpClient { BaseAddress = new(world.Address) };
        if (key is not null)
            http.DefaultRequestHeaders.Add("X-Api-Key", key);

        using var answer = await http.GetAsync("metrics", TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task One_key_empties_the_screen_also_under_a_panel_and_without_a_server_and_brings_it_back()
    {
        world.Routing.Change(Sample.Call("seen", CallPhase.Waiting));
        var page = await world.OpenBoardAsync();
        await page.Locator("[data-call=seen] button").ClickAsync();
        await Expect(page.Locator("dialog[data-panel=call]")).ToBeVisibleAsync();
        var title = await page.TitleAsync();
        await world.StopWebAsync();
        try
        {
            await page.Keyboard.PressAsync("F9");
            await Expect(page.Locator("dialog[data-panel=call]")).ToBeHiddenAsync();
            await Expect(page.Locator(".board")).ToBeHiddenAsync();
            await Expect(page.Locator("header.site")).ToBeHiddenAsync();
            Assert.DoesNotContain("117", await page.TitleAsync(), StringComparison.Ordinal);
            await page.Keyboard.PressAsync("F9");
            await Expect(page.Locator("dialog[data-panel=call]")).ToBeVisibleAsync();
            Assert.Equal(title, await page.TitleAsync());
            await page.Keyboard.PressAsync("F9");
        }
        finally
        {
            await world.StartWebAsync();
        }

        await page.ReloadAsync();
        await Expect(page.Locator(".board")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("F9");
        await Expect(page.Locator(".board")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("sign-out")]
    [InlineData("language")]
    public async Task A_form_that_this_site_did_not_serve_is_refused(string path)
    {
        var page = await world.SignInAsync("dispatcher");

        var answer = await page.APIRequest.PostAsync($"{world.Address}/{path}", new() { Form = page.APIRequest.CreateFormData().Set("language", "ru") });

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task A_lost_feed_degrades_readiness_but_does_not_end_it()
    {
        using var http = new HttpClient { BaseAddress = new(world.Address) };
        world.Routing.Fail();
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            string body;
            do
            {
                using var answer = await http.GetAsync("health/ready", deadline.Token);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                body = await answer.Content.ReadAsStringAsync(deadline.Token);
            }
            while (!body.Contains("has been silent since", StringComparison.Ordinal));
            Assert.Contains("\"degraded\"", body, StringComparison.Ordinal);
        }
        finally
        {
            world.Routing.Recover();
        }
    }
}
