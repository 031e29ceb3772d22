namespace Hotline117.Contracts.Live;

/// <summary>A line as it is now. Nothing here tells how it is dialled.</summary>
public sealed record LineStatus
{
    public required string LineId { get; init; }
    public required string CentreId { get; init; }
    public required int Capacity { get; init; }
    public required bool OnShift { get; init; }
    /// <summary>The first of these that holds: it talks, rings, is written up, is paused, unreachable, rests; else it is free.</summary>
    public required LineActivity Activity { get; init; }
    /// <summary>It is rung for a caller now, if a place is free: it is on shift and nothing keeps it.</summary>
    public required bool CanBeRung { get; init; }
    public required int Ringing { get; init; }
    public required int Talking { get; init; }
    /// <summary>For each counsellor who writes up or rests after a hard call while others answer, until when.</summary>
    public required IReadOnlyList<DateTimeOffset> WrapUpUntil { get; init; }
    /// <summary>Everything that keeps it from being rung, but for unreachability.</summary>
    public required IReadOnlyList<LineStop> Stops { get; init; }
    public required DateTimeOffset? UnreachableSince { get; init; }
    public required int UnansweredInARow { get; init; }
    public required int ConversationsInShift { get; init; }
}

public enum LineActivity { Free, Talking, Ringing, WrapUp, Paused, Unreachable, Resting }

/// <summary>A pause or a rest.</summary>
/// <param name="Kind"><c>pause</c>, <c>centrePause</c>, <c>unanswered</c>, <c>rest</c>, <c>hardCall</c> or <c>shiftLimit</c>; on the board also <c>unreachable</c>.</param>
/// <param name="By">The account's name, or <c>policy</c>.</param>
/// <param name="Until">Null where somebody must end it.</param>
public sealed record LineStop(string Kind, string By, string Reason, DateTimeOffset Since, DateTimeOffset? Until);
