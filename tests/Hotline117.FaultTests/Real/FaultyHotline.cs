using System.Globalization;
using System.Text.RegularExpressions;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Lines;

namespace Hotline117.FaultTests.Real;

/// <summary>The real stack with two routers, which reach the switch over a relay of ours, on a disk that can hang or be full, with clocks that can be stepped.</summary>
public sealed partial class FaultyHotline : Hotline
{
    private readonly PortPool _ports = new();
    private readonly int _relayPort;
    private TaskCompletionSource _switchDeath = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultyHotline()
    {
        _relayPort = _ports.Take();
        Ami = new AmiRelay(_relayPort, PortOfSwitch);
        Clocks = new Clocks(FreshFolder.PathOf(NameOfAll), () => Redis);
    }

    internal AmiRelay Ami { get; }

    internal LoopDisk Disk { get; } = new("faults");

    /// <summary>What the switch must not lose is on a disk that nobody else can fill, as the README asks for.</summary>
    internal LoopDisk SwitchDisk { get; } = new("faults-switch", "64M", $"{NameOfAll}/asterisk/lib");

    internal Clocks Clocks { get; }

    /// <summary>From when it is killed until it is ready again.</summary>
    internal bool SwitchIsDown { get; private set; }

    internal int SwitchDeaths { get; private set; }

    /// <summary>Completes when the switch that sends calls now is killed.</summary>
    internal Task SwitchDeath => _switchDeath.Task;

    private const string NameOfAll = "faults/calls";

    protected override string Name => NameOfAll;

    protected override IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Environments => Clocks.Environments;

    protected override async Task PrepareAsync(string stateFolder)
    {
        await SwitchDisk.MountAsync(Name);
        await Clocks.SetUpAsync($"{stateFolder}-apt.log");
    }

    // With clocks that are set, a call of a second may seem as long as a hard one.
    public override CarePolicy Care => new() { WrapUp = TimeSpan.Zero, RestAfterHardCall = TimeSpan.Zero, PauseAfterUnanswered = 0, LongestRing = TimeSpan.FromSeconds(20) };

    protected override string Roster => TestDirectory.RosterFile(TestDirectory.FromOsh);

    protected override IReadOnlyDictionary<string, string> RoutingSettings =>
        new Dictionary<string, string> { ["Ami__Servers__0__Port"] = _relayPort.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Anew; again where it did not come up because the disk was full.</summary>
    internal async Task StartAsync(string name, CancellationToken stop)
    {
        while (true)
        {
            var (fillings, wasFull) = (Disk.Fillings, !Disk.Room.IsCompleted);
            try
            {
                await Stack.RestartAsync(name, stop);
                return;
            }
            catch (Exception e) when (e is StartFailedException or IOException && (wasFull || Disk.Fillings != fillings))
            {
                await Disk.Room;
            }
        }
    }

    internal async Task KillSwitchAsync(TimeSpan howLong, CancellationToken stop)
    {
        SwitchIsDown = true;
        Posix.Signal(Stack.Endpoints.Pids.Asterisk, Posix.Kill);
        SwitchDeaths++;
        _switchDeath.SetResult();
        await Task.Delay(howLong, stop);
        // It may take calls before all of it is ready.
        _switchDeath = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartAsync("asterisk", stop);
        SwitchIsDown = false;
    }

    public override async ValueTask InitializeAsync()
    {
        // It lies on the other.
        await SwitchDisk.ClearAsync(Name);
        await Disk.MountAsync(Name);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await SwitchDisk.UnmountAsync();
        await Disk.UnmountAsync();
        await Ami.DisposeAsync();
        _ports.Dispose();
    }

    private int PortOfSwitch()
    {
        var site = File.ReadAllText(Path.Combine(Checkout.Find().Root, ".run", $"test-{Name}", "asterisk", "etc", "site", "manager.conf"));
        return int.Parse(Port().Match(site).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"port = (\d+)")]
    private static partial Regex Port();
}
