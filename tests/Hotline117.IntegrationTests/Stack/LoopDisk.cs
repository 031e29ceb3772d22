using Hotline117.AppHost.Machine;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>A disk of its own for all state of one stack, logs included, which a test can let stand: until it goes on again no write ends.</summary>
public sealed class HangingDisk(string name)
{
    private const string Size = "1G";
    private static readonly TimeSpan _longestInstall = TimeSpan.FromMinutes(3);
    private readonly OwnDisk _disk = new(name);

    private string Image => _disk.Folder + ".img";

    /// <inheritdoc cref="OwnDisk.MountAsync"/>
    public async Task MountAsync(string stack)
    {
        await _disk.UnmountAsync();
        if (!File.Exists("/usr/sbin/mkfs.ext4"))
        {
            using var limit = new CancellationTokenSource(_longestInstall);
            await DebianPackages.InstallAsync(["e2fsprogs"], $"{_disk.Folder}-apt.log", _disk.Folder, limit.Token);
        }

        await OwnDisk.RunAsync("truncate", "-s", Size, Image);
        await OwnDisk.RunAsync("mkfs.ext4", "-q", "-F", Image);
        await _disk.MountAsync(stack, "-o", "loop", Image);
    }

    public async Task UnmountAsync()
    {
        await _disk.UnmountAsync();
        File.Delete(Image);
    }

    // Never cut short: a disk that stands keeps all that would end.
    public Task HangAsync(TimeSpan howLong) => HangWhileAsync(() => Task.Delay(howLong, CancellationToken.None));

    public async Task HangWhileAsync(Func<Task> meanwhile)
    {
        await OwnDisk.RunAsync("fsfreeze", "--freeze", _disk.Folder);
        try
        {
            await meanwhile();
        }
        finally
        {
            await OwnDisk.RunAsync("fsfreeze", "--unfreeze", _disk.Folder);
        }
    }
}
