namespace Hotline117.Asterisk.Events;

/// <summary>All modules are loaded. Only users with the <c>system</c> read privilege are told.</summary>
public readonly struct FullyBootedEvent(AmiEvent source) : IAmiEvent<FullyBootedEvent>
{
    public static string EventName => "FullyBooted";
    public static FullyBootedEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;

    /// <summary>Seconds since the server started.</summary>
    public int? Uptime => Source.Number("Uptime"u8);
}

/// <summary>The server is about to stop.</summary>
public readonly struct ShutdownEvent(AmiEvent source) : IAmiEvent<ShutdownEvent>
{
    public static string EventName => "Shutdown";
    public static ShutdownEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;

    /// <summary><c>Cleanly</c> or <c>Uncleanly</c>.</summary>
    public string Shutdown => Source.Text("Shutdown"u8);

    /// <summary>It will start again.</summary>
    public bool IsRestart => Source.Has("Restart"u8, "True"u8);
}
