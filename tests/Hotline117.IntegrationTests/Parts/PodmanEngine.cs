using System.Net.Sockets;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Parts;
using Hotline117.AppHost.Progress;

namespace Hotline117.IntegrationTests.Parts;

/// <summary>
/// A container engine for machines that have none: Podman, which serves Docker's API, with its storage in a temporary folder
/// and the parts folder as its one image. In a mount namespace of its own, so that nothing of it stays mounted.
/// </summary>
internal sealed class PodmanEngine : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly string[] Packages = ["podman", "runc", "netavark", "aardvark-dns", "catatonit"];

    // crun, Podman's usual runtime, fails where cgroups are hybrid and limits can't be raised; runc with these limits does not.
    private const string Settings = """
        [containers]
        default_ulimits=["nofile=1024:1024","nproc=1000:1000"]
        [engine]
        runtime="runc"
        cgroup_manager="cgroupfs"
        events_logger="file"
        """;

    private const string Script = """
        podman="podman --root $STORE/root --runroot $STORE/run --tmpdir $STORE/tmp"
        tar -C "$PARTS" -c . | $podman import -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "localhost/$IMAGE"
        $podman run --rm --network host "localhost/$IMAGE" true
        exec $podman system service --time=0 "unix://$STORE/engine.sock"
        """;

    private readonly ChildProcess service;
    private readonly DirectoryInfo store;

    private PodmanEngine(ChildProcess service, DirectoryInfo store, string log)
    {
        this.service = service;
        this.store = store;
        Log = log;
    }

    public Uri Address => new($"unix://{Socket}");

    private string Socket => Path.Combine(store.FullName, "engine.sock");
    private string Log { get; }

    /// <summary>Skips the test, saying why, where the engine can't run on this machine.</summary>
    public static async Task<PodmanEngine> StartOrSkipAsync(string stateFolder, CancellationToken stop)
    {
        var obstacle = await PartsFolder.ObstacleAsync(stop);
        Assert.SkipWhen(obstacle is not null, $"Containers can't be tried: {obstacle}.");
        var log = Path.Combine(stateFolder, "podman.log");
        Directory.CreateDirectory(stateFolder);
        await Leftovers.EndAsync(stateFolder, stop);
        var parts = await PreparedAsync(stateFolder, log, stop);
        var store = Directory.CreateTempSubdirectory("hotline117-podman-");
        await File.WriteAllTextAsync(Path.Combine(store.FullName, "containers.conf"), Settings, stop);
        var service = ChildProcess.Start(new LaunchCommand(["unshare", "--mount", "--propagation", "private", "sh", "-euc", Script], log, stateFolder)
        {
            Environment = new Dictionary<string, string>
            {
                ["CONTAINERS_CONF"] = Path.Combine(store.FullName, "containers.conf"),
                ["STORE"] = store.FullName,
                ["PARTS"] = parts,
                ["IMAGE"] = PartImage.Name,
            },
        });
        var engine = new PodmanEngine(service, store, log);
        await TestStack.UntilAsync(() => engine.Answers() || service.Exited.IsCompleted, "Podman answers or gives up", TimeToStart);
        await engine.SkipWhereEndedAsync();
        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        await service.StopAsync(Grace);
        await ChildProcess.Start(new LaunchCommand(["rm", "-rf", "--one-file-system", store.FullName], Log, "/")).Exited;
    }

    private static async Task<string> PreparedAsync(string stateFolder, string log, CancellationToken stop)
    {
        try
        {
            if (!File.Exists("/usr/bin/podman") || !File.Exists("/usr/sbin/runc"))
            {
                await DebianPackages.InstallAsync(Packages, log, stateFolder, stop);
            }
        }
        catch (StartFailedException failure)
        {
            Assert.Skip($"Podman can't be installed: {string.Join(' ', failure.Lines())}");
        }

        using var steps = Steps.Silent();
        return await new PartsFolder(steps, stateFolder, stateFolder).EnsureAsync(stop);
    }

    private async Task SkipWhereEndedAsync()
    {
        if (service.Exited.IsCompleted)
        {
            var lines = File.ReadLines(Log).TakeLast(3).ToList();
            await DisposeAsync();
            Assert.Skip($"Podman can't run containers on this machine: {string.Join(' ', lines)}");
        }
    }

    private bool Answers()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
