using System.Collections.Frozen;
using Hotline117.Contracts;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Calls;

/// <summary>Something that happened to a call, from wherever: the switch, a timer, the reconciliation.</summary>
public abstract record CallSignal(string CallId, DateTimeOffset At);

/// <summary>What the dialplan says of a call. It numbers what it says, from 1, so that each of its signals is known when it comes again.</summary>
public abstract record DialplanSignal(string CallId, DateTimeOffset At, int Step) : CallSignal(CallId, At);

/// <summary>The switch asks for a line: the caller has arrived, or the line offered before did not answer, or a round of waiting is over.</summary>
/// <param name="Tried">Lines that have rung for this call without an answer since it last waited.</param>
public sealed record LineWanted(
    string CallId, DateTimeOffset At, int Step, CallerRegion Region, CallerWishes Wishes, IReadOnlySet<string> Tried) : DialplanSignal(CallId, At, Step)
{
    /// <summary>The line offered before was engaged: somebody is there, and talks.</summary>
    public bool WasEngaged { get; init; }

    /// <summary>Of several lines offered at once: those that were engaged.</summary>
    public IReadOnlySet<string> Engaged { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The caller has pressed the key for danger.</summary>
    public bool InDanger { get; init; }

    /// <summary>The caller was asked to key in a spoken number, and has not.</summary>
    public bool LacksCode { get; init; }

    /// <summary>Null for a caller who has not dialled before, in the last minutes.</summary>
    public KnownCaller? Known { get; init; }
}

/// <summary>It is this caller's turn: a line that suits may be free.</summary>
public sealed record TurnCame(string CallId, DateTimeOffset At) : CallSignal(CallId, At);

/// <summary>A person moves the caller up or down among those who wait.</summary>
public sealed record PrioritySet(string CallId, DateTimeOffset At, CallPriority Priority) : CallSignal(CallId, At);

/// <summary>A line that rings has answered.</summary>
/// <param name="LineId">Which of several that ring at once; null where one rings alone.</param>
public sealed record LineAnswered(string CallId, DateTimeOffset At, string? LineId = null) : CallSignal(CallId, At);

/// <summary>The switch rings a line of its last good plan, because no router answered in time.</summary>
/// <param name="CentreId">Null where the line is no longer in the directory.</param>
public sealed record FallbackOffered(
    string CallId, DateTimeOffset At, int Step, string LineId, string? CentreId) : DialplanSignal(CallId, At, Step);

/// <summary>The switch rings the emergency line.</summary>
public sealed record EmergencyOffered(string CallId, DateTimeOffset At, int Step) : DialplanSignal(CallId, At, Step);

/// <summary>The caller's channel is gone.</summary>
public sealed record HungUp(string CallId, DateTimeOffset At) : CallSignal(CallId, At);

/// <summary>The switch no longer knows the call, and nobody saw it end.</summary>
public sealed record Vanished(string CallId, DateTimeOffset At) : CallSignal(CallId, At);
