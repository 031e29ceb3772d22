using Hotline117.AppHost;
using Hotline117.AppHost.Machine;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>State folders of the tests' stacks.</summary>
public static class FreshFolder
{
    public static string PathOf(string name) => Path.Combine(Checkout.Find().Root, ".run", $"test-{name}");

    /// <summary>From nothing, so that whatever is found in the end is of this run; what a killed run has left there is ended.</summary>
    /// <returns>Its path; nothing is there.</returns>
    public static async Task<string> MakeAsync(string name)
    {
        var folder = PathOf(name);
        await Leftovers.EndAsync(folder, TestContext.Current.CancellationToken);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return folder;
    }
}
