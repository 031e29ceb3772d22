using Hotline117.AppHost;
using Hotline117.AppHost.Machine;

namespace Hotline117.BrowserTests.Chromium;

/// <summary>Debian's own browser: nothing is downloaded from anywhere but the distribution.</summary>
public static class DebianChromium
{
    public const string Path = "/usr/bin/chromium";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(12);

    /// <returns>Why the browser can't be had, or null once it is there.</returns>
    public static async Task<string?> MissingAsync()
    {
        if (File.Exists(Path))
            return null;
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return $"{Path} is missing and only root can install it: apt-get install chromium";

        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Checkout.Find().Root, ".run", "test-browser")).FullName;
        var log = System.IO.Path.Combine(folder, "apt.log");
        using var deadline = new CancellationTokenSource(Longest);
        try
        {
            await DebianPackages.InstallAsync(["chromium", "fonts-dejavu-core"], log, folder, deadline.Token);
        }
        catch (Exception e) when (e is StartFailedException or OperationCanceledException)
        {
            return $"{Path} is missing and apt could not install it: {e.Message} The log is {log}.";
        }

        return File.Exists(Path) ? null : $"{Path} is missing although apt has installed chromium.";
    }
}
