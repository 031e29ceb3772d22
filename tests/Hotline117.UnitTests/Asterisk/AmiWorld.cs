using Hotline117.Asterisk;

namespace Hotline117.UnitTests.Asterisk;

/// <summary>A client, connected to a scripted server unless a test wants less.</summary>
public sealed class AmiWorld : IAsyncDisposable
{
    private readonly Task _running;

    private AmiWorld(ScriptedAmiServer server, AmiClientOptions options, TimeProvider? time)
    {
        Server = server;
        Client = new AmiClient(options, time ?? TimeProvider.System);
        _running = Client.RunAsync(CancellationToken.None);
    }

    public ScriptedAmiServer Server { get; }

    public AmiClient Client { get; }

    /// <summary>The connection that was open when the world began.</summary>
    public ScriptedAmiSession Session { get; private set; } = null!;

    /// <summary>For any single wait of a test: reached only where something is broken.</summary>
    public static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public static AmiClientOptions OptionsFor(ScriptedAmiServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        User = "router",
        Secret = "s3cret",
        ReconnectDelayMin = TimeSpan.FromMilliseconds(10),
        ReconnectDelayMax = TimeSpan.FromMilliseconds(50),
        AuthenticationRetryDelay = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>The client is logged in.</summary>
    public static async Task<AmiWorld> ConnectedAsync(Func<AmiClientOptions, AmiClientOptions>? with = null, ScriptedAmiOptions? server = null)
    {
        var world = Begun(with, server);
        world.Session = await world.Server.NextSessionAsync(Deadline);
        await world.Client.WaitForStateAsync(AmiConnectionState.Connected, Deadline);
        return world;
    }

    /// <summary>The client runs, and may fail to connect.</summary>
    /// <param name="script">What the server answers before the client can have asked.</param>
    public static AmiWorld Begun(
        Func<AmiClientOptions, AmiClientOptions>? with = null, ScriptedAmiOptions? server = null, TimeProvider? time = null, Action<ScriptedAmiServer>? script = null)
    {
        var scripted = new ScriptedAmiServer(server);
        script?.Invoke(scripted);
        var options = OptionsFor(scripted);
        return new(scripted, with?.Invoke(options) ?? options, time);
    }

    /// <summary>The next status with a fault of this kind.</summary>
    public async Task<AmiFault> FaultAsync(AmiFaultKind kind)
    {
        await foreach (var status in Client.WatchAsync(Deadline))
        {
            if (status.State == AmiConnectionState.Backoff && status.LastFault?.Kind == kind)
                return status.LastFault;
        }
        throw new InvalidOperationException("the client stopped");
    }

    /// <summary>Waits until something counted by the client is so.</summary>
    public async Task UntilAsync(Func<AmiStatistics, bool> isSo)
    {
        var deadline = Deadline;
        while (!isSo(Client.Statistics))
            await Task.Delay(5, deadline);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _running;
        await Server.DisposeAsync();
    }
}
