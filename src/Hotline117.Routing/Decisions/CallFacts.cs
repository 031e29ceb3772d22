using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Decisions;

/// <summary>All that a decision may know of a call.</summary>
public sealed record CallFacts
{
    public required string CallId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public CallerRegion Region { get; init; } = CallerRegion.Unknown;
    public CallerWishes Wishes { get; init; } = CallerWishes.None;
    /// <summary>The number of the offer that this decision leads to, from 1.</summary>
    public int Attempt { get; init; } = 1;
    /// <summary>Lines that have already rung for this call without an answer.</summary>
    public IReadOnlyCollection<string> TriedLines { get; init; } = [];
    public CallPriority Priority { get; init; } = CallPriority.Normal;
    public BehindReason? BehindFor { get; init; }
    /// <summary>The caller was cut off and has dialled again.</summary>
    public bool CameBack { get; init; }
    /// <summary>The line that talked with her then, or rang: it goes first where it may be rung at all.</summary>
    public string? PreferredLine { get; init; }
    /// <summary>How many callers wait before this one.</summary>
    public int Ahead { get; init; }

    /// <param name="waiting">A call that needs a line.</param>
    public static CallFacts Of(CallState waiting) => new()
    {
        CallId = waiting.CallId,
        ReceivedAt = waiting.ReceivedAt,
        Region = waiting.Region,
        Wishes = waiting.Wishes,
        Attempt = waiting.Attempt + 1,
        TriedLines = waiting.Tried,
        Priority = waiting.Priority,
        BehindFor = waiting.BehindFor,
        CameBack = waiting.CameFirstAt is not null,
        PreferredLine = waiting.PreferredLine,
    };
}
