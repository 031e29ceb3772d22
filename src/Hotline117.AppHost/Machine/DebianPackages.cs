namespace Hotline117.AppHost.Machine;

/// <summary>Installs packages on this machine. One at a time among all our runs: two apt runs at once break each other.</summary>
public static class DebianPackages
{
    private const string Install = """
        apt-get update
        apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
        """;

    /// <exception cref="StartFailedException">apt-get failed, or this is no Debian.</exception>
    public static async Task InstallAsync(IReadOnlyList<string> packages, string log, string stateFolder, CancellationToken stop)
    {
        await using var alone = await FileLock.TakeAsync(Path.Combine(UserCache.Folder, "apt.lock"), () => { }, stop);
        var apt = ChildProcess.Start(new LaunchCommand(["sh", "-euc", Install, "sh", .. packages], log, stateFolder)
        {
            Environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" },
        });
        if (await apt.CompleteAsync(stop) is not 0 and var code)
        {
            throw new StartFailedException($"Installing {string.Join(", ", packages)} failed with code {code}.", log,
                "See that apt-get update works on this machine (network, /etc/apt/sources.list), then start again.");
        }
    }
}
