using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Hotline117.BrowserTests.World;

/// <summary>What every page must be. Leaves pictures in <c>TestResults/screenshots</c>, for people to look at.</summary>
public static class Appearance
{
    private static readonly string Pictures = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "screenshots")).FullName;

    /// <summary>WCAG 2.2 AA, as far as a program can tell.</summary>
    public static async Task AssertAccessibleAsync(IPage page, string name)
    {
        var found = await page.RunAxe(new() { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
        Assert.True(found.Violations.Length == 0, $"{name}: {string.Join("; ", found.Violations.Select(each => $"{each.Id} {each.Help}: {string.Join(", ", each.Nodes.Select(node => node.Html))}"))}");
    }

    public static async Task AssertFitsAsync(IPage page, string name, int width, ColorScheme scheme, string locale)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}-{scheme}-{locale}.png".ToLowerInvariant()), FullPage = true });
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width, $"{name} is wider than {width} px.");
    }
}
