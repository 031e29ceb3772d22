namespace Hotline117.Contracts.Events;

/// <summary>A caller who waited has agreed to be called back. <see cref="CallEvent.CallId"/> is the call in which she did.</summary>
public sealed record CallbackAsked : CallEvent
{
    public required string CallbackId { get; init; }
    /// <summary>The policy's name of the time that is safe.</summary>
    public required string Window { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
}

/// <summary>The last event of every callback, exactly once: by now the switch forgets the number.</summary>
public sealed record CallbackEnded : CallEvent
{
    public required string CallbackId { get; init; }
    public required CallbackOutcome Outcome { get; init; }
    /// <summary>How often the caller's telephone was rung.</summary>
    public required int Tries { get; init; }
}

public enum CallbackOutcome
{
    /// <summary>Somebody picked up and was joined with a counsellor; whether it was the caller, the counsellor's wrap-up tells.</summary>
    Reached,
    /// <summary>It was rung as often as the policy allows, or until the safe time was over, and nobody picked up.</summary>
    NotReached,
    /// <summary>The safe time was over before anybody could call.</summary>
    Expired,
    /// <summary>By a person, or because the caller has talked with somebody meanwhile, or has agreed to another one.</summary>
    Cancelled,
}
