namespace Hotline117.Contracts.Statistics;

/// <summary>What a switch's own list of calls and the statistics say of the same calls.</summary>
/// <param name="From">The first call on the list; calls received before are not looked at. Null for a list without calls.</param>
/// <param name="To">The last call on the list.</param>
/// <param name="OnSwitch">Calls on the list that asked for a counsellor.</param>
/// <param name="Counted">Calls of the same switches and the same time in the statistics.</param>
/// <param name="Different">How many calls differ; zero where both say the same.</param>
/// <param name="Differences">The first of them, at most 1,000.</param>
public sealed record CallReconciliation(
    DateTimeOffset? From, DateTimeOffset? To, int OnSwitch, int Counted, int Different, IReadOnlyList<CallDifference> Differences)
{
    /// <summary>Rows of the list that are torn, as by a full disk: their calls, and those that it never took, are <see cref="CallDifferenceKind.NotOnSwitch"/>.</summary>
    public int UnreadableRows { get; init; }
}

/// <param name="OnSwitch">What the switch says, such as <c>osh-1 answered, 61.0 s</c>; null where it has no such call.</param>
/// <param name="Counted">What the statistics say; null where they have no such call.</param>
public sealed record CallDifference(string CallId, CallDifferenceKind Kind, string? OnSwitch, string? Counted);

public enum CallDifferenceKind
{
    NotCounted,
    NotOnSwitch,
    /// <summary>The statistics take the call for one that goes on.</summary>
    NotEnded,
    Outcome,
    Line,
    TalkTime,
}
