using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Progress;

namespace Hotline117.AppHost.Parts;

/// <summary>The unpacked Debian system with every server: made once a user and list of packages, then shared by all checkouts.</summary>
internal sealed class PartsFolder(Steps steps, string stateFolder, string logs)
{
    private string Log => Path.Combine(logs, "parts.log");

    /// <summary>What keeps this machine from making the folder, in words; null where nothing does.</summary>
    public static async Task<string?> ObstacleAsync(CancellationToken stop) =>
        !Posix.IsRoot ? "only root can unpack Debian packages and enter namespaces; start as root"
        : !File.Exists("/usr/bin/apt-get") ? "this is no Debian-like system (no apt-get)"
        : !await CanMakeNamespacesAsync(stop) ? "root may not make namespaces here (unshare fails, as in a container without privileges)"
        : null;

    /// <returns>The folder.</returns>
    public async Task<string> EnsureAsync(CancellationToken stop)
    {
        var folder = Path.Combine(UserCache.Folder, $"parts-{PartPackages.Hash}");
        if (Directory.Exists(folder))
        {
            return folder;
        }

        await using var held = await FileLock.TakeAsync($"{folder}.lock",
            () => steps.Say("Another start on this machine is just making the parts folder; waiting for it."), stop);
        if (!Directory.Exists(folder))
        {
            await MakeAsync(folder, stop);
        }

        return folder;
    }

    private static async Task<bool> CanMakeNamespacesAsync(CancellationToken stop)
    {
        var attempt = ChildProcess.Start(new LaunchCommand(
            ["unshare", "--mount", "--pid", "--ipc", "--fork", "--propagation", "private", "mount", "-t", "tmpfs", "tmpfs", "/tmp"], "/dev/null", "/"));
        return await attempt.CompleteAsync(stop) == 0;
    }

    private async Task MakeAsync(string folder, CancellationToken stop)
    {
        if (!File.Exists("/usr/bin/mmdebstrap"))
        {
            await steps.RunAsync("Installing mmdebstrap", () => DebianPackages.InstallAsync(["mmdebstrap"], Log, stateFolder, stop), LastLine);
        }

        foreach (var unfinished in Directory.EnumerateDirectories(UserCache.Folder, "parts-*.making-*"))
        {
            await DeleteAsync(unfinished, stop);
        }

        // Complete or not there at all: it gets its name last. Its own name until then, as what a killed start began may still go on.
        var making = $"{folder}.making-{Environment.ProcessId}";
        // In namespaces of its own: mmdebstrap mounts /proc and more, which would stay mounted if we were killed.
        await RunAsync("Unpacking Asterisk, Redis, RabbitMQ and PostgreSQL (once)",
            [
                "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private",
                "mmdebstrap", "--variant=minbase",
                // A mirror that is a dated snapshot has an index that has expired.
                "--aptopt=Acquire::Check-Valid-Until \"false\"",
                $"--include={string.Join(',', PartPackages.Names)}", PartPackages.Suite, making,
            ],
            "See that this machine reaches a Debian mirror and has 1 GB free in " + UserCache.Folder + ", then start again.", stop);
        Directory.Move(making, folder);
    }

    private Task RunAsync(string title, IReadOnlyList<string> command, string remedy, CancellationToken stop) =>
        steps.RunAsync(title, async () =>
        {
            if (await ChildProcess.Start(new LaunchCommand(command, Log, stateFolder)).CompleteAsync(stop) is not 0 and var code)
            {
                throw new StartFailedException($"{title} failed with code {code}.", Log, remedy);
            }
        }, LastLine);

    private string? LastLine() => File.Exists(Log) ? File.ReadLines(Log).LastOrDefault() : null;

    // By rm: a folder of a whole system holds links and devices that only it removes as they are.
    private async Task DeleteAsync(string folder, CancellationToken stop)
    {
        if (Directory.Exists(folder))
        {
            await RunAsync("Removing an unfinished parts folder", ["rm", "-rf", "--one-file-system", folder], $"Remove {folder} by hand.", stop);
        }
    }
}
