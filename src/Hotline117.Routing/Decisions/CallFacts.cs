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
}
