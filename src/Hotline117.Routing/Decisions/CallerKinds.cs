using System.Collections.Concurrent;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Calls;

namespace Hotline117.Routing.Decisions;

/// <summary>What callers have in common before whom all lines stand alike.</summary>
/// <param name="Region">Null where it is not known.</param>
internal readonly record struct CallerKind(string? Region, Season Season, CallerWishes Wishes);

/// <summary>The lines as each kind of caller sees them. Worked out with the first caller of a kind, kept for those who follow.</summary>
internal sealed class CallerKinds(LinesNow lines, RoutingPolicy policy, Nearness nearness)
{
    /// <summary>Of regions, seasons, languages and wishes together few are asked for. With 10,000 lines each takes 140 kB. When there are more, all are worked out anew.</summary>
    private const int Most = 256;

    private readonly ConcurrentDictionary<CallerKind, LinesSeen> _kinds = [];

    public bool IsOf(LinesNow otherLines, RoutingPolicy otherPolicy, Nearness otherNearness) =>
        ReferenceEquals(lines, otherLines) && ReferenceEquals(policy, otherPolicy) && ReferenceEquals(nearness, otherNearness);

    public LinesSeen SeenBy(CallerKind kind)
    {
        if (_kinds.TryGetValue(kind, out var known))
            return known;
        if (_kinds.Count >= Most)
            _kinds.Clear();
        return _kinds[kind] = new LinesSeen(kind, lines, policy, nearness.From(kind.Region, kind.Season));
    }
}
