using Hotline117.AppHost.Machine;
using Hotline117.BrowserTests.Chromium;
using Microsoft.AspNetCore.Identity;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.World;

/// <summary>The web process before a scripted routing service, and people who sign in to it.</summary>
public class WebWorld(Browser browser) : IAsyncLifetime
{
    public const string CentreOfCoordinator = "ak-bata";

    /// <summary>A coordinator whom nobody has given a centre.</summary>
    public const string NewCoordinator = "new-coordinator";
    public const string Password = "correct horse battery staple";
    private static readonly string[] Roles = ["dispatcher", "coordinator", "supervisor", "ministry", "administrator"];
    public const string MonitorKey = "key-of-the-monitor-in-tests";

    private readonly PortPool ports = new();
    private int? taken;
    private readonly string keysFolder = Directory.CreateTempSubdirectory("hotline117-web-keys-").FullName;
    // A restart must find the same hashes: another one would end every session.
    private readonly string passwordHash = new PasswordHasher<string>().HashPassword("", Password);
    private WebProcess? web;

    public RoutingStandIn Routing { get; } = new();

    private int Port => taken ??= ports.Take();

    public string Address => $"http://127.0.0.1:{Port}";

    public virtual async ValueTask InitializeAsync()
    {
        await Routing.StartAsync();
        Routing.Change(Sample.Centres);
        await StartWebAsync();
    }

    public async Task StartWebAsync() => web = await WebProcess.StartAsync(Address, Settings());

    public async Task StopWebAsync()
    {
        if (web is not null)
            await web.DisposeAsync();
        web = null;
    }

    public async Task<IPage> OpenAsync(string path, string locale = "en", int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browser.OpenAsync(Address, locale, width, scheme);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Each role has an account of the same name.</summary>
    public async Task<IPage> SignInAsync(string role, string locale = "en", int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await OpenAsync("/sign-in", locale, width, scheme);
        await EnterAsync(page, role, Password);
        // Only that it goes on: what the page must show, and when, is each test's to say.
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        return page;
    }

    /// <summary>Signs a dispatcher in and waits until the board is live: the page has been drawn anew over its circuit.</summary>
    public async Task<IPage> OpenBoardAsync(string locale = "en")
    {
        var page = await SignInAsync("dispatcher", locale);
        await Expect(page.Locator("[data-feed=stale]")).ToHaveCountAsync(0);
        await UntilLiveAsync(page);
        await page.EvaluateAsync("() => { window.loadedOnce = true; }");
        return page;
    }

    /// <summary>Before its circuit runs a page shows all and hears no click.</summary>
    public static async Task UntilLiveAsync(IPage page)
    {
        var clock = page.Locator("server-clock");
        await Expect(page.Locator(".board .totals")).ToBeVisibleAsync();
        await Expect(clock).Not.ToHaveAttributeAsync("now", await clock.GetAttributeAsync("now") ?? "");
    }

    public static async Task AssertNeverReloadedAsync(IPage page) => Assert.True(await page.EvaluateAsync<bool>("() => window.loadedOnce === true"));

    public static async Task EnterAsync(IPage page, string user, string password)
    {
        await page.Locator("#user").FillAsync(user);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("button.main").ClickAsync();
    }

    /// <summary>What the web process is told; without a change it starts.</summary>
    public virtual Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["Routing__Url"] = Routing.Address.ToString(),
            ["Routing__ApiKey"] = RoutingStandIn.ApiKey,
            ["Reporting__Url"] = Routing.Address.ToString(),
            ["Reporting__ApiKey"] = RoutingStandIn.ApiKey,
            ["ApiKeys__0__Role"] = "monitor",
            ["ApiKeys__0__Key"] = MonitorKey,
            ["SignIn__KeysFolder"] = keysFolder,
        };
        foreach (var (i, role) in Roles.Index())
        {
            settings[$"Accounts__{i}__User"] = role;
            settings[$"Accounts__{i}__Role"] = role;
            if (role == "coordinator")
                settings[$"Accounts__{i}__Centre"] = CentreOfCoordinator;
            settings[$"Accounts__{i}__PasswordHash"] = passwordHash;
        }

        settings[$"Accounts__{Roles.Length}__User"] = NewCoordinator;
        settings[$"Accounts__{Roles.Length}__Role"] = "coordinator";
        settings[$"Accounts__{Roles.Length}__PasswordHash"] = passwordHash;
        return settings;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopWebAsync();
        await Routing.DisposeAsync();
        Directory.Delete(keysFolder, recursive: true);
        ports.Dispose();
    }
}
