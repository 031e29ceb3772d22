using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Dispatch;

/// <summary>The board as it is used without a mouse.</summary>
internal static class ByKeyboard
{
    /// <summary>A button that is not enabled yet takes no focus, and the key would go elsewhere.</summary>
    public static async Task PressAsync(IPage page, string button)
    {
        await Expect(page.Locator(button)).ToBeEnabledAsync();
        await page.Locator(button).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    public static async Task OpenAsync(IPage page, string opener)
    {
        await PressAsync(page, opener);
        await Expect(page.Locator("#panel-heading")).ToBeFocusedAsync();
    }
}
