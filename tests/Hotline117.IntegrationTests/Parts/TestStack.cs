using Hotline117.AppHost;

namespace Hotline117.IntegrationTests.Parts;

/// <summary>State folders of these tests: with names that stay, so that the next run ends what a killed one left.</summary>
internal static class TestStack
{
    public static string Folder(string name) => Path.Combine(Checkout.Find().Root, ".run", $"test-{name}");

    /// <summary>The four servers alone.</summary>
    public static StackOptions Servers(string name) => new() { StateFolder = Folder(name), Services = false, Callers = false };

    /// <summary>Awaits a condition; fails when it does not come true in time.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what, TimeSpan bound)
    {
        using var over = new CancellationTokenSource(bound);
        while (!condition())
        {
            Assert.False(over.IsCancellationRequested, $"Not within {bound.TotalSeconds} s: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
