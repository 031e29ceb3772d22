namespace Hotline117.Asterisk.Events;

/// <summary>How an Originate ended. An event, although it has a header <c>Response</c>.</summary>
public readonly struct OriginateResponseEvent(AmiEvent source) : IAmiEvent<OriginateResponseEvent>
{
    public static string EventName => "OriginateResponse";
    public static OriginateResponseEvent From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;

    /// <summary>As in the reply to the Originate.</summary>
    public string ActionId => Source.Text("ActionID"u8);
    public bool IsSuccess => Source.Has("Response"u8, "Success"u8);
    public string Channel => Source.Text("Channel"u8);

    /// <summary>The live call's where the ChannelId was taken already: don't hang that one up. <c>&lt;null&gt;</c> where no channel was made.</summary>
    public string Uniqueid => Source.Text("Uniqueid"u8);

    /// <summary>include/asterisk/frame.h: 0 failure, 1 hung up, 3 ringing, 4 answered, 5 busy, 8 congestion.</summary>
    public int? Reason => Source.Number("Reason"u8);
}
