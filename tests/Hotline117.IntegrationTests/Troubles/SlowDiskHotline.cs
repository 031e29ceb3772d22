using Hotline117.AppHost.Machine;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>The stack with all its state, logs included, on a disk of its own, which a test can let stand: until it goes on again no write ends.</summary>
public sealed class SlowDiskHotline : Hotline
{
    private const string Size = "1G";
    private static readonly TimeSpan _longestInstall = TimeSpan.FromMinutes(3);
    private readonly OwnDisk _disk = new("slow-disk");
    private readonly CancellationTokenSource _hastened = new();
    private Task<int> _stuttering = Task.FromResult(0);

    private string Image => _disk.Folder + ".img";

    protected override string Name => "slow-disk/calls";

    protected override string? Roster => TestDirectory.RosterFile([TestDirectory.Osh]);

    public override async ValueTask InitializeAsync()
    {
        await _disk.UnmountAsync();
        if (!File.Exists("/usr/sbin/mkfs.ext4"))
        {
            using var limit = new CancellationTokenSource(_longestInstall);
            await DebianPackages.InstallAsync(["e2fsprogs"], $"{_disk.Folder}-apt.log", _disk.Folder, limit.Token);
        }

        await OwnDisk.RunAsync("truncate", "-s", Size, Image);
        await OwnDisk.RunAsync("mkfs.ext4", "-q", "-F", Image);
        await _disk.MountAsync(Name, "-o", "loop", Image);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await HastenAsync();
        await base.DisposeAsync();
        await _disk.UnmountAsync();
        File.Delete(Image);
        _hastened.Dispose();
    }

    /// <summary>Again and again it stands for up to so long, and goes for a twentieth to a tenth of that, until <see cref="HastenAsync"/>.</summary>
    public void Slow(int seed, TimeSpan stands) => _stuttering = StutterAsync(new Random(seed), stands, _hastened.Token);

    /// <returns>How often it stood.</returns>
    public async Task<int> HastenAsync()
    {
        await _hastened.CancelAsync();
        return await _stuttering;
    }

    private async Task<int> StutterAsync(Random random, TimeSpan stands, CancellationToken hastened)
    {
        var stood = 0;
        for (; !hastened.IsCancellationRequested; stood++)
        {
            await OwnDisk.RunAsync("fsfreeze", "--freeze", _disk.Folder);
            await Task.Delay(stands * random.NextDouble(), CancellationToken.None);
            await OwnDisk.RunAsync("fsfreeze", "--unfreeze", _disk.Folder);
            await Task.Delay(stands / 20 * (1 + random.NextDouble()), CancellationToken.None);
        }

        return stood;
    }
}
