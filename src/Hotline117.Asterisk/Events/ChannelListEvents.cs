using System.Globalization;

namespace Hotline117.Asterisk.Events;

/// <summary>One channel of the list that <c>CoreShowChannels</c> asks for.</summary>
public readonly struct CoreShowChannelEvent(AmiEvent source) : IAmiEvent<CoreShowChannelEvent>
{
    public static string EventName => "CoreShowChannel";
    public static CoreShowChannelEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string Channel => Source.Text("Channel"u8);
    public string Uniqueid => Source.Text("Uniqueid"u8);
    public string Linkedid => Source.Text("Linkedid"u8);
    public ChannelState? State => (ChannelState?)Source.Number("ChannelState"u8);
    public string Context => Source.Text("Context"u8);
    public string Exten => Source.Text("Exten"u8);
    public string AccountCode => Source.Text("AccountCode"u8);

    /// <summary>Empty where the channel is in no bridge.</summary>
    public string BridgeId => Source.Text("BridgeId"u8);

    /// <summary>Age of the channel by the wall clock, negative where that was set back; the wire has whole seconds as <c>hh:mm:ss</c>, where hours may exceed 24.</summary>
    public TimeSpan? Duration => Source.Text("Duration"u8).Split(':') is [var hours, var minutes, var seconds]
        && int.TryParse(hours, CultureInfo.InvariantCulture, out var h) && int.TryParse(minutes, CultureInfo.InvariantCulture, out var m)
        && int.TryParse(seconds, CultureInfo.InvariantCulture, out var s) ? new TimeSpan(h, m, s) : null;
}

/// <summary>One channel of the list that <c>Status</c> asks for.</summary>
public readonly struct StatusEvent(AmiEvent source) : IAmiEvent<StatusEvent>
{
    public static string EventName => "Status";
    public static StatusEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string Channel => Source.Text("Channel"u8);
    public string Uniqueid => Source.Text("Uniqueid"u8);
    public string Linkedid => Source.Text("Linkedid"u8);
    public ChannelState? State => (ChannelState?)Source.Number("ChannelState"u8);
    public string Context => Source.Text("Context"u8);
    public string Exten => Source.Text("Exten"u8);
    public string BridgeId => Source.Text("BridgeID"u8);

    /// <summary>Age of the channel; whole seconds on the wire.</summary>
    public TimeSpan? Age => Source.Number("Seconds"u8) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>A variable that the action asked for (the wire has <c>Variable: name=value</c>); null where it is not set, which the wire has as <c>(null)</c>.</summary>
    public string? Variable(string name) => Source.All("Variable")
        .Where(variable => variable.StartsWith(name + '=', StringComparison.Ordinal))
        .Select(variable => variable[(name.Length + 1)..]).FirstOrDefault(value => value != "(null)");
}
