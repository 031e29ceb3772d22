using System.Text;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>The stack with all its state, logs included, on a disk of its own, which a test can fill: Redis, RabbitMQ, PostgreSQL and Asterisk get no byte more.</summary>
public sealed class SmallDiskHotline : Hotline
{
    private const string Size = "900m";

    private readonly OwnDisk _disk = new("disk");
    private readonly CancellationTokenSource _freed = new();
    private Task _filling = Task.CompletedTask;

    protected override string Name => "disk/calls";

    protected override string? Roster => TestDirectory.RosterFile([TestDirectory.Osh]);

    public override async ValueTask InitializeAsync()
    {
        await _disk.MountAsync(Name, "-t", "tmpfs", "-o", $"size={Size}", "tmpfs");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await FreeAsync();
        await base.DisposeAsync();
        await _disk.UnmountAsync();
        _freed.Dispose();
    }

    /// <summary>The switch commits what it was told each second, and a disk that is full by then takes that second's back: the plan would be the one before.</summary>
    public async Task PlanOnDiskAsync(TestLine line)
    {
        await PlanAsync(line);
        // A record: its key, and behind it the value.
        var record = Encoding.UTF8.GetBytes($"/hotline117-plan/country/any{line.Id}");
        await Until.TrueAsync(
            () => File.ReadAllBytes(Path.Combine(Stack.StateFolder, "asterisk", "lib", "astdb.sqlite3")).AsSpan().IndexOf(record) >= 0, what: "the plan is on the switch's disk");
    }

    /// <summary>Nobody gets a byte more until <see cref="FreeAsync"/>.</summary>
    public void Fill() => _filling = Task.Run(() => _disk.FillAsync(_freed.Token));

    public async Task FreeAsync()
    {
        await _freed.CancelAsync();
        await _filling;
    }
}
