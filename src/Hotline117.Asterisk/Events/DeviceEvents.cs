namespace Hotline117.Asterisk.Events;

/// <summary>A device became free, busy or unreachable.</summary>
public readonly struct DeviceStateChangeEvent(AmiEvent source) : IAmiEvent<DeviceStateChangeEvent>
{
    public static string EventName => "DeviceStateChange";
    public static DeviceStateChangeEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;

    /// <summary>For instance <c>PJSIP/line-7</c>.</summary>
    public string Device => Source.Text("Device"u8);

    /// <summary><c>NOT_INUSE</c>, <c>INUSE</c>, <c>BUSY</c>, <c>RINGING</c>, <c>RINGINUSE</c>, <c>ONHOLD</c>, <c>UNAVAILABLE</c>, <c>INVALID</c> or <c>UNKNOWN</c>.</summary>
    public string State => Source.Text("State"u8);
}

/// <summary>A PJSIP contact was added, removed, or changed its reachability.</summary>
public readonly struct ContactStatusEvent(AmiEvent source) : IAmiEvent<ContactStatusEvent>
{
    public static string EventName => "ContactStatus";
    public static ContactStatusEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string EndpointName => Source.Text("EndpointName"u8);
    public string Aor => Source.Text("AOR"u8);
    public string Uri => Source.Text("URI"u8);

    /// <summary><c>Reachable</c>, <c>Unreachable</c>, <c>NonQualified</c>, <c>Created</c>, <c>Removed</c> or <c>Updated</c>.</summary>
    public string Status => Source.Text("ContactStatus"u8);

    /// <summary>Round trip of the last OPTIONS in microseconds.</summary>
    public int? RoundtripUsec => Source.Number("RoundtripUsec"u8);
}
