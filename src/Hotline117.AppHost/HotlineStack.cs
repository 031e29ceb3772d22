using System.Collections.Concurrent;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Parts;
using Hotline117.AppHost.Progress;
using Hotline117.AppHost.Servers;
using Hotline117.AppHost.Services;
using Hotline117.AppHost.Settings;
using Hotline117.AppHost.Simulation;
using Hotline117.AppHost.Supervision;
using Hotline117.AppHost.Telemetry;

namespace Hotline117.AppHost;

/// <summary>The whole hotline on one machine: the four servers, the services and, where asked for, phones and callers. Tests use it too.</summary>
public sealed class HotlineStack : IAsyncDisposable
{
    private readonly StackOptions options;
    private readonly Steps steps;
    private readonly Checkout checkout = Checkout.Find();
    private readonly PortPool ports = new();
    private readonly Supervisor supervisor;
    private readonly ConcurrentDictionary<string, Plan> plans = new();
    private readonly ConcurrentBag<Sipp> started = [];
    private readonly Lock publishing = new();
    private StateFolder? state;
    private SpanSink? spans;
    private IPartRunner? runner;
    private Blueprint? blueprint;

    private HotlineStack(StackOptions options, Steps steps)
    {
        this.options = options;
        this.steps = steps;
        supervisor = new Supervisor(steps);
    }

    public Endpoints Endpoints { get; private set; } = null!;
    public string StateFolder => options.StateFolder;
    public string Logs => Path.Combine(StateFolder, "logs");

    /// <summary>How many parts have ended without being asked to.</summary>
    public int Deaths => supervisor.Deaths;

    /// <summary>Starts everything and returns when it is ready. Where that fails, nothing is left running.</summary>
    /// <exception cref="StartFailedException">Says what failed, where its log is and how to mend it.</exception>
    public static async Task<HotlineStack> StartAsync(StackOptions options, Steps steps, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        var stack = new HotlineStack(options with { StateFolder = Path.GetFullPath(options.StateFolder) }, steps);
        try
        {
            await stack.StartAsync(stop);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>False for one that was stopped, or has ended by itself.</summary>
    public bool Runs(string name) => supervisor.Runs(name);

    /// <summary>Ends one of asterisk, redis, rabbitmq, postgres, routing, routing-2 …, reporting, web, phones, callers in good order.</summary>
    public Task StopAsync(string name) => supervisor.StopAsync(name);

    /// <summary>Starts one again that was stopped or has died: same ports, same state.</summary>
    public async Task RestartAsync(string name, CancellationToken stop)
    {
        await supervisor.StopAsync(name);
        await supervisor.StartAsync(plans[name], stop);
        PublishEndpoints();
    }

    /// <summary>Runs a program of the parts, such as redis-cli or sox, to its end. It sees the state folder as /srv.</summary>
    public Task<CommandResult> RunAsync(IReadOnlyList<string> command, CancellationToken stop) =>
        runner!.RunAsync(command, StateFolder, stop);

    /// <summary>Runs a command of Asterisk's console, for instance <c>core show channels</c>.</summary>
    public Task<CommandResult> AsteriskAsync(string command, CancellationToken stop) =>
        RunAsync(["asterisk", "-C", AsteriskServer.MainFile, "-rx", command], stop);

    /// <summary>Starts SIPp, as a caller or a phone, beside what runs.</summary>
    /// <param name="files">Scenarios and lists of callers, by file name.</param>
    public async Task<Sipp> StartSippAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? files, CancellationToken stop)
    {
        var sipp = await Sipp.StartAsync(
            runner!, StateFolder, $"sipp-{Guid.NewGuid():N}"[..13], arguments, files ?? new Dictionary<string, string>(), stop);
        started.Add(sipp);
        return sipp;
    }

    /// <summary>Runs SIPp to its end.</summary>
    public async Task<SippResult> RunSippAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? files, CancellationToken stop)
    {
        await using var sipp = await StartSippAsync(arguments, files, stop);
        return await sipp.Completed.WaitAsync(stop);
    }

    /// <summary>A free port on the loopback address, ours until the stack ends.</summary>
    public int TakePort() => ports.Take();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(started.Select(sipp => sipp.StopAsync()));
        await supervisor.StopAsync("callers");
        await supervisor.StopAsync("phones");
        await supervisor.StopAllAsync(plans.Keys.Where(name => name is "web" or "reporting" || name.StartsWith("routing", StringComparison.Ordinal)));
        await supervisor.StopAllAsync(plans.Keys);
        if (spans is not null)
        {
            await spans.DisposeAsync();
        }

        // What was killed is not gone at once; and nothing else of the folder is to stay either.
        if (state is not null)
        {
            await Leftovers.EndAsync(StateFolder, CancellationToken.None);
        }

        ports.Dispose();
        state?.Dispose();
    }

    private async Task StartAsync(CancellationToken stop)
    {
        state = await Machine.StateFolder.TakeAsync(StateFolder, steps, stop);
        runner = await new PartRunners(steps, StateFolder, Logs, checkout.TelephonyConfig).ChooseAsync(options, stop);
        blueprint = new Blueprint(options, checkout, Secrets.LoadOrMake(state.SecretsFile), ports);
        spans = await SpanSink.StartAsync(Path.Combine(Logs, "spans.jsonl"), blueprint.TelemetryPort);
        await StartAllAsync(blueprint.Parts().Select(part => part.On(runner)), stop);
        if (options.Services)
        {
            await LoadDirectoryAsync(stop);
            await StartAllAsync(blueprint.Services.Select(service => service.On(checkout, Logs, StateFolder)), stop);
        }

        await StartSimulationAsync(stop);
        PublishEndpoints();
    }

    private async Task LoadDirectoryAsync(CancellationToken stop)
    {
        foreach (var (command, file) in DirectoryLoad.Files(options, checkout))
        {
            await steps.RunAsync($"{command} {Path.GetFileName(file)}",
                () => DirectoryLoad.LoadAsync(blueprint!.Routing[0], checkout, command, file, Logs, StateFolder, stop));
        }
    }

    private async Task StartSimulationAsync(CancellationToken stop)
    {
        var simulation = new SimulatedCalls(runner!, checkout, StateFolder);
        if (options.Trunk is null)
        {
            await StartAllAsync([simulation.Phones(blueprint!.PhonesPort, ports.Take())], stop);
        }

        if (options.Callers)
        {
            await StartAllAsync([simulation.Callers(blueprint!.Sip, ports.Take(), ports.Take())], stop);
        }
    }

    private Task StartAllAsync(IEnumerable<Plan> group, CancellationToken stop)
    {
        var all = group.ToList();
        all.ForEach(plan => plans[plan.Name] = plan);
        return supervisor.StartAllAsync(all, stop);
    }

    // Several programs may be started again side by side.
    private void PublishEndpoints()
    {
        lock (publishing)
        {
            Endpoints = blueprint!.Endpoints(supervisor);
            Endpoints.Write(state!.EndpointsFile);
        }
    }
}
