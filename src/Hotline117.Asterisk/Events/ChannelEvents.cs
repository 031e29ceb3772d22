namespace Hotline117.Asterisk.Events;

/// <summary>A channel was made. May come before the reply to the Originate that asked for it, and has no ActionID.</summary>
public readonly struct NewchannelEvent(AmiEvent source) : IAmiEvent<NewchannelEvent>
{
    public static string EventName => "Newchannel";
    public static NewchannelEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string Channel => Source.Text("Channel"u8);
    public string Uniqueid => Source.Text("Uniqueid"u8);
    public string Linkedid => Source.Text("Linkedid"u8);
    public string Context => Source.Text("Context"u8);
    public string Exten => Source.Text("Exten"u8);
}

/// <summary>A channel's state changed, for instance from ringing to up.</summary>
public readonly struct NewstateEvent(AmiEvent source) : IAmiEvent<NewstateEvent>
{
    public static string EventName => "Newstate";
    public static NewstateEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string Channel => Source.Text("Channel"u8);
    public string Uniqueid => Source.Text("Uniqueid"u8);
    public string Linkedid => Source.Text("Linkedid"u8);
    public ChannelState? State => (ChannelState?)Source.Number("ChannelState"u8);
}

/// <summary>A channel ended.</summary>
public readonly struct HangupEvent(AmiEvent source) : IAmiEvent<HangupEvent>
{
    public static string EventName => "Hangup";
    public static HangupEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;
    public string Channel => Source.Text("Channel"u8);
    public string Uniqueid => Source.Text("Uniqueid"u8);
    public string Linkedid => Source.Text("Linkedid"u8);

    /// <summary>Q.850, for instance 16 normal clearing, 17 busy, 19 no answer, 21 rejected.</summary>
    public int? Cause => Source.Number("Cause"u8);

    /// <summary>The cause in words.</summary>
    public string CauseText => Source.Text("Cause-txt"u8);
}

/// <summary>include/asterisk/channelstate.h</summary>
public enum ChannelState
{
    Down = 0,
    Reserved = 1,
    OffHook = 2,
    Dialing = 3,
    Ring = 4,
    Ringing = 5,
    Up = 6,
    Busy = 7,
    DialingOffHook = 8,
    PreRing = 9,
}
