namespace Hotline117.Asterisk.Events;

/// <summary>A channel joined a bridge: it hears whoever else is in it.</summary>
public readonly struct BridgeEnterEvent(AmiEvent source) : IAmiEvent<BridgeEnterEvent>
{
    public static string EventName => "BridgeEnter";
    public static BridgeEnterEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string BridgeUniqueid => Source.Text("BridgeUniqueid"u8);
    public int? BridgeNumChannels => Source.Number("BridgeNumChannels"u8);
    public string Channel => Source.Text("Channel"u8);
    public string Uniqueid => Source.Text("Uniqueid"u8);
    public string Linkedid => Source.Text("Linkedid"u8);
}

/// <summary>A channel left a bridge.</summary>
public readonly struct BridgeLeaveEvent(AmiEvent source) : IAmiEvent<BridgeLeaveEvent>
{
    public static string EventName => "BridgeLeave";
    public static BridgeLeaveEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string BridgeUniqueid => Source.Text("BridgeUniqueid"u8);
    public int? BridgeNumChannels => Source.Number("BridgeNumChannels"u8);
    public string Channel => Source.Text("Channel"u8);
    public string Uniqueid => Source.Text("Uniqueid"u8);
    public string Linkedid => Source.Text("Linkedid"u8);
}
