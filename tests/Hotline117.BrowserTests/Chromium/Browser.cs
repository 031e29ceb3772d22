using System.Collections.Concurrent;
using Hotline117.BrowserTests.Chromium;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Hotline117.BrowserTests.Chromium;

/// <summary>One Chromium for all tests; each test opens pages in a context of its own. Where there is none, tests are skipped and say why.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private const float PatienceMilliseconds = 20_000;

    /// <summary>By the test that opened them; of a class's fixture by none, and then kept.</summary>
    private readonly ConcurrentDictionary<IBrowserContext, string> opened = [];

    private string? missing;
    private IPlaywright? playwright;
    private IBrowser? chromium;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        missing = await DebianChromium.MissingAsync();
        if (missing is not null)
            return;

        playwright = await Playwright.CreateAsync();
        // What has a bound of its own says so; this is the patience with a busy machine.
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        // Playwright gives each start an empty profile of its own.
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = DebianChromium.Path, Args = Arguments });
    }

    public async Task<IPage> OpenAsync(string baseAddress, string locale = "en", int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(missing is not null, missing ?? "");
        var test = TestContext.Current.Test?.UniqueID ?? "";
        await CloseThoseOfEarlierAsync(test);
        var context = await chromium!.NewContextAsync(new()
        {
            BaseURL = baseAddress,
            Locale = locale,
            ViewportSize = new() { Width = width, Height = width < 600 ? 780 : width * 9 / 16 },
            ColorScheme = scheme,
        });
        opened.TryAdd(context, test);
        context.SetDefaultTimeout(PatienceMilliseconds);
        return await context.NewPageAsync();
    }

    // Open boards go on drawing: hundreds of them take more of the cores than the test that runs.
    private async Task CloseThoseOfEarlierAsync(string test)
    {
        foreach (var (context, opener) in opened)
        {
            if (opener.Length > 0 && opener != test && opened.TryRemove(context, out _))
                await context.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.CloseAsync();
        playwright?.Dispose();
    }
}
