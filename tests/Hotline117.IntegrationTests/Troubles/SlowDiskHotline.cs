using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>The stack on a disk that a test can make slow.</summary>
public sealed class SlowDiskHotline : Hotline
{
    private readonly LoopDisk _disk = new("slow-disk");
    private readonly CancellationTokenSource _hastened = new();
    private Task<int> _stuttering = Task.FromResult(0);

    protected override string Name => "slow-disk/calls";

    protected override string? Roster => TestDirectory.RosterFile([TestDirectory.Osh]);

    public override async ValueTask InitializeAsync()
    {
        await _disk.MountAsync(Name);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await HastenAsync();
        await base.DisposeAsync();
        await _disk.UnmountAsync();
        _hastened.Dispose();
    }

    /// <summary>For all that can be told, for good.</summary>
    public Task HangWhileAsync(Func<Task> meanwhile) => _disk.HangWhileAsync(meanwhile);

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
            await _disk.HangAsync(stands * random.NextDouble());
            await Task.Delay(stands / 20 * (1 + random.NextDouble()), CancellationToken.None);
        }

        return stood;
    }
}
