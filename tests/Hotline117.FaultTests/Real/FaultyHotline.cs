using System.Globalization;
using System.Text.RegularExpressions;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Lines;

namespace Hotline117.FaultTests.Real;

/// <summary>The real stack with two routers, which reach the switch over a relay of ours, on a disk that can hang.</summary>
public sealed partial class FaultyHotline : Hotline
{
    private readonly PortPool _ports = new();
    private readonly int _relayPort;
    private TaskCompletionSource _switchDeath = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultyHotline()
    {
        _relayPort = _ports.Take();
        Ami = new AmiRelay(_relayPort, PortOfSwitch);
    }

    internal AmiRelay Ami { get; }

    internal HangingDisk Disk { get; } = new("faults");

    /// <summary>From when it is killed until it is ready again.</summary>
    internal bool SwitchIsDown { get; private set; }

    internal int SwitchDeaths { get; private set; }

    /// <summary>Completes when the switch that sends calls now is killed.</summary>
    internal Task SwitchDeath => _switchDeath.Task;

    protected override string Name => "faults/calls";

    public override CarePolicy Care => new() { WrapUp = TimeSpan.Zero, PauseAfterUnanswered = 0, LongestRing = TimeSpan.FromSeconds(20) };

    protected override string Roster => TestDirectory.RosterFile(TestDirectory.FromOsh);

    protected override IReadOnlyDictionary<string, string> RoutingSettings =>
        new Dictionary<string, string> { ["Ami__Servers__0__Port"] = _relayPort.ToString(CultureInfo.InvariantCulture) };

    internal async Task KillSwitchAsync(TimeSpan howLong, CancellationToken stop)
    {
        SwitchIsDown = true;
        Posix.Signal(Stack.Endpoints.Pids.Asterisk, Posix.Kill);
        SwitchDeaths++;
        _switchDeath.SetResult();
        await Task.Delay(howLong, stop);
        // It may take calls before all of it is ready.
        _switchDeath = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Stack.RestartAsync("asterisk", stop);
        SwitchIsDown = false;
    }

    public override async ValueTask InitializeAsync()
    {
        await Disk.MountAsync(Name);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
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
