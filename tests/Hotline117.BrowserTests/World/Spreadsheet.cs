using Hotline117.UnitTests.Hosting;
using Microsoft.Playwright;

namespace Hotline117.BrowserTests.World;

/// <summary>A workbook that a page gave, read as a spreadsheet would.</summary>
public static class Spreadsheet
{
    /// <returns>By sheet, its lines, with <c>|</c> between what stands in them.</returns>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(IPage page, ILocator link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        await using var file = File.OpenRead(await download.PathAsync());
        return OpenedWorkbook.Read(file);
    }
}
