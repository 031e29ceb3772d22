namespace Hotline117.Asterisk;

public enum AmiGapReason
{
    /// <summary>A connection begins here; what happened before it is unknown. Also at the very first one.</summary>
    NewConnection,

    /// <summary>The subscriber was too slow and its buffer was full.</summary>
    Overflow,

    /// <summary>A message larger than <see cref="AmiClientOptions.MaxMessageSize"/> was skipped; whose it was is unknown.</summary>
    Oversized,
}

/// <summary>At this place of a subscription events are missing: read the server's state anew.</summary>
/// <param name="Lost">How many events, as far as is known.</param>
public sealed record AmiGap(AmiGapReason Reason, long Lost, DateTimeOffset At);

/// <summary>What a subscription hands out, in the wire's order: an event, or a gap. Exactly one of the two is there.</summary>
public readonly struct AmiDelivery<TEvent>(TEvent @event, AmiGap? gap)
{
    /// <summary>Only where <see cref="Gap"/> is null.</summary>
    public TEvent Event { get; } = @event;

    public AmiGap? Gap { get; } = gap;
}
