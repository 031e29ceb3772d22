using System.ComponentModel;
using System.Text;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>The stack with all its state, logs included, on a disk of its own, which a test can fill: Redis, RabbitMQ, PostgreSQL and Asterisk get no byte more.</summary>
public sealed class SmallDiskHotline : Hotline
{
    private const string Size = "900m";
    private static readonly TimeSpan _again = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _freed = new();
    private Task _filling = Task.CompletedTask;

    private static string Disk => FreshFolder.PathOf("disk");

    private static string Filling => Path.Combine(Disk, "filling");

    protected override string Name => "disk/calls";

    protected override string? Roster => TestDirectory.RosterFile([TestDirectory.Osh]);

    public override async ValueTask InitializeAsync()
    {
        System.IO.Directory.CreateDirectory(Disk);
        await Leftovers.EndAsync(Path.Combine(Disk, "calls"), TestContext.Current.CancellationToken);
        await UnmountAsync();
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", Disk);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await FreeAsync();
        await base.DisposeAsync();
        await UnmountAsync();
        _freed.Dispose();
    }

    /// <summary>The switch commits what it was told each second, and a disk that is full by then takes that second's back: the plan would be the one before.</summary>
    public async Task PlanOnDiskAsync(TestLine line)
    {
        await PlanAsync(line);
        // A record: its key, and behind it the value.
        var record = Encoding.UTF8.GetBytes($"/hotline117-plan/country/any{line.Id}");
        await Until.TrueAsync(
            () => File.ReadAllBytes(Path.Combine(Disk, "calls", "asterisk", "lib", "astdb.sqlite3")).AsSpan().IndexOf(record) >= 0, what: "the plan is on the switch's disk");
    }

    /// <summary>Takes all that is left, and whatever somebody gives back, until <see cref="FreeAsync"/>: a server that ends leaves room enough for another's writes.</summary>
    public void Fill() => _filling = FillAsync(_freed.Token);

    public async Task FreeAsync()
    {
        await _freed.CancelAsync();
        await _filling;
        File.Delete(Filling);
    }

    private static async Task FillAsync(CancellationToken freed)
    {
        await using var file = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[Environment.SystemPageSize];
        while (!freed.IsCancellationRequested)
        {
            try
            {
                file.Write(page);
            }
            catch (IOException)
            {
                await Task.Delay(_again, CancellationToken.None);
            }
        }
    }

    // One that a killed run left, or several.
    private static async Task UnmountAsync()
    {
        while (await ExitCodeAsync("mountpoint", "-q", Disk) == 0)
        {
            await RunAsync("umount", Disk);
        }
    }

    private static async Task RunAsync(params string[] command)
    {
        if (await ExitCodeAsync(command) is not 0 and var code)
        {
            throw new Win32Exception($"{string.Join(' ', command)} ended with {code}.");
        }
    }

    private static async Task<int> ExitCodeAsync(params string[] command)
    {
        using var program = System.Diagnostics.Process.Start(command[0], command[1..]);
        await program.WaitForExitAsync();
        return program.ExitCode;
    }
}
