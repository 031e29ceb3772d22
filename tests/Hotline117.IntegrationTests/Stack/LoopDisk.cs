using Hotline117.AppHost.Machine;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>An ext4 disk of its own for all state of one stack, logs included, or for a part of it, which a test can let stand or fill.</summary>
/// <param name="at">Where it is mounted, if not at its own name; names are those of state folders.</param>
public sealed class LoopDisk(string name, string size = "1G", string? at = null)
{
    private static readonly TimeSpan _longestInstall = TimeSpan.FromMinutes(3);
    private readonly OwnDisk _disk = new(at ?? name);

    private string Image { get; } = FreshFolder.PathOf(name) + ".img";

    /// <summary>How often it has begun to be full.</summary>
    public int Fillings { get; private set; }

    /// <summary>Completes when it is not full.</summary>
    public Task Room { get; private set; } = Task.CompletedTask;

    /// <inheritdoc cref="OwnDisk.MountAsync"/>
    public async Task MountAsync(string stack)
    {
        await ClearAsync(stack);
        if (!File.Exists("/usr/sbin/mkfs.ext4"))
        {
            using var limit = new CancellationTokenSource(_longestInstall);
            await DebianPackages.InstallAsync(["e2fsprogs"], $"{_disk.Folder}-apt.log", _disk.Folder, limit.Token);
        }

        // A new file: the file system of a killed run lives on wherever another stack's namespaces were made from ours.
        File.Delete(Image);
        await OwnDisk.RunAsync("truncate", "-s", size, Image);
        await OwnDisk.RunAsync("mkfs.ext4", "-q", "-F", Image);
        await _disk.MountAsync(stack, "-o", "loop", Image);
    }

    /// <inheritdoc cref="OwnDisk.ClearAsync"/>
    public async Task ClearAsync(string stack)
    {
        // One that stands keeps all that a killed run has left, and would be mounted for ever.
        await _disk.ThawAsync();
        await _disk.ClearAsync(stack);
    }

    public async Task UnmountAsync()
    {
        await _disk.UnmountAsync();
        File.Delete(Image);
    }

    /// <summary>Until it goes on again no write ends.</summary>
    // Never cut short: a disk that stands keeps all that would end.
    public Task HangAsync(TimeSpan howLong) => HangWhileAsync(() => Task.Delay(howLong, CancellationToken.None));

    /// <inheritdoc cref="HangAsync"/>
    public async Task HangWhileAsync(Func<Task> meanwhile)
    {
        await _disk.FreezeAsync();
        try
        {
            await meanwhile();
        }
        finally
        {
            await _disk.ThawAsync();
        }
    }

    /// <summary>Nobody gets a byte more, root included.</summary>
    public Task FillAsync(TimeSpan howLong)
    {
        var full = Room = FillAndFreeAsync(howLong);
        // Last: who reads it first and finds room still there sees later that it has changed.
        Fillings++;
        return full;
    }

    private async Task FillAndFreeAsync(TimeSpan howLong)
    {
        using var freed = new CancellationTokenSource(howLong);
        await _disk.FillAsync(freed.Token);
    }
}
