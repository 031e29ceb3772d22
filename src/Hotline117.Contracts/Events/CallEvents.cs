using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.WrapUps;

namespace Hotline117.Contracts.Events;

/// <summary>A caller asks for a counsellor. The first event of every call.</summary>
public sealed record CallReceived : CallEvent
{
    /// <summary>Region id, or null where it is not known.</summary>
    public required string? Region { get; init; }
    public required RegionSource RegionSource { get; init; }
    public required RegionCertainty RegionCertainty { get; init; }
    /// <summary>Language code such as <c>ky</c>, or null where the caller has not chosen one.</summary>
    public required string? Language { get; init; }
    /// <summary>The help asked for, such as <c>legal</c>, or null.</summary>
    public string? Service { get; init; }
    public Audience Audience { get; init; }
    /// <summary>Set where nobody has called: the hotline calls somebody back who agreed to it. Such a call is no received one.</summary>
    public string? CallbackId { get; init; }
}

/// <summary>Nobody suitable is free: the caller waits. Raised once for each time that waiting begins.</summary>
public sealed record CallQueued : CallEvent
{
    public required int Attempt { get; init; }
    public required Explanation Explanation { get; init; }
}

/// <summary>A line is reserved and begins to ring; or several are, which begin together or one after the other, as the policy says. One event for all of
/// them: it is one offer to the caller, made by one decision, and counts as one. Which of them answers, <see cref="CallAnswered"/> tells.</summary>
public sealed record CallOffered : CallEvent
{
    /// <summary>1 for the first offer of a call, 2 for the next after a busy or silent phone, …</summary>
    public required int Attempt { get; init; }
    public required string LineId { get; init; }
    public required string CentreId { get; init; }
    /// <summary>Lines that ring beside it, in their order, or would soon.</summary>
    public IReadOnlyList<OfferedLine> Also { get; init; } = [];
    public required OfferSource Source { get; init; }
    /// <summary>Null for an offer that the switch made alone.</summary>
    public required Explanation? Explanation { get; init; }
}

public sealed record OfferedLine(string LineId, string CentreId);

public sealed record CallAnswered : CallEvent
{
    public required string LineId { get; init; }
    public required string CentreId { get; init; }
    public required OfferSource Source { get; init; }
    /// <summary>From <see cref="CallReceived"/> to the answer.</summary>
    public required long WaitedMilliseconds { get; init; }
}

/// <summary>The caller hung up before anyone answered. <see cref="CallEnded"/> follows.</summary>
public sealed record CallAbandoned : CallEvent
{
    public required CallPhase Phase { get; init; }
    public required long WaitedMilliseconds { get; init; }
}

/// <summary>The last event of every call, exactly once.</summary>
public sealed record CallEnded : CallEvent
{
    public required Disposition Disposition { get; init; }
    public required EndReason Reason { get; init; }
    /// <summary>The line that answered, or null.</summary>
    public required string? LineId { get; init; }
    public required string? CentreId { get; init; }
    public required long WaitedMilliseconds { get; init; }
    /// <summary>From the answer to the end, the emergency line's included; 0 where nobody answered or the end was not seen.</summary>
    public required long TalkedMilliseconds { get; init; }
}

/// <summary>An attempt to hand the call over to somebody else is over.</summary>
public sealed record CallTransferred : CallEvent
{
    /// <summary>What was asked for: <c>centre</c>, a service such as <c>legal</c>, or an emergency number such as <c>112</c>.</summary>
    public required string To { get; init; }
    public required TransferOutcome Outcome { get; init; }
    /// <summary>The line that handed over; null where it was the emergency line.</summary>
    public required string? FromLineId { get; init; }
    public required string? FromCentreId { get; init; }
    /// <summary>The line that joined, or rang last; null for an emergency number, or where nobody was free.</summary>
    public required string? ToLineId { get; init; }
    public required string? ToCentreId { get; init; }
}

/// <summary>What the counsellor says of a call that was answered, while it goes on or up to a day after. A later one takes the place of those before.</summary>
public sealed record CallWrappedUp : CallEvent
{
    public required WrapUp WrapUp { get; init; }
}
