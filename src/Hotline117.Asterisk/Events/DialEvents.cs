namespace Hotline117.Asterisk.Events;

/// <summary>A channel began to ring another. The first is empty where nobody dials, as for an Originate.</summary>
public readonly struct DialBeginEvent(AmiEvent source) : IAmiEvent<DialBeginEvent>
{
    public static string EventName => "DialBegin";
    public static DialBeginEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string Channel => Source.Text("Channel"u8);
    public string Uniqueid => Source.Text("Uniqueid"u8);
    public string Linkedid => Source.Text("Linkedid"u8);
    public string DestChannel => Source.Text("DestChannel"u8);
    public string DestUniqueid => Source.Text("DestUniqueid"u8);
    public string DestLinkedid => Source.Text("DestLinkedid"u8);
    public string DialString => Source.Text("DialString"u8);
}

/// <summary>A ringing channel answered or gave up.</summary>
public readonly struct DialEndEvent(AmiEvent source) : IAmiEvent<DialEndEvent>
{
    public static string EventName => "DialEnd";
    public static DialEndEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string Channel => Source.Text("Channel"u8);
    public string Uniqueid => Source.Text("Uniqueid"u8);
    public string Linkedid => Source.Text("Linkedid"u8);
    public string DestChannel => Source.Text("DestChannel"u8);
    public string DestUniqueid => Source.Text("DestUniqueid"u8);
    public string DestLinkedid => Source.Text("DestLinkedid"u8);
    /// <summary>What the dialling channel's <c>CHANNEL(peeraccount)</c> was.</summary>
    public string DestAccountCode => Source.Text("DestAccountCode"u8);

    /// <summary><c>ANSWER</c>, <c>BUSY</c>, <c>NOANSWER</c>, <c>CANCEL</c>, <c>CHANUNAVAIL</c>, <c>CONGESTION</c> or <c>ABORT</c> among others.</summary>
    public string DialStatus => Source.Text("DialStatus"u8);
}
