using Hotline117.Contracts;
using Hotline117.Routing.Calls;

namespace Hotline117.Routing.Decisions;

/// <summary>
/// Those who wait, by priority and then by when they came, and whose turn it is. There is no list of them that could be lost or differ: the order
/// follows from the calls themselves, so every replica finds the same.
/// </summary>
public static class WaitingQueue
{
    /// <summary>Of more callers than these the last ones' turn is not looked for: it can't have come.</summary>
    public const int MostLookedAt = 1_000;

    /// <summary>A switch asks for each caller who waits every few seconds (WAIT_SECONDS). Of one that has not for so long nobody knows whether it is still
    /// there, and its callers must not keep places from others.</summary>
    public static readonly TimeSpan SilentFor = TimeSpan.FromMinutes(3);

    /// <summary>Those of two routers may differ by so much.</summary>
    private static readonly TimeSpan ClocksAgreeWithin = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<CallState> InOrder(IEnumerable<CallState> calls, DateTimeOffset now) =>
        [.. calls.Where(call => call is { Phase: CallPhase.Waiting, Callback: null } && now - (call.AskedAt ?? call.PhaseSince) < SilentFor).Order(Comparer<CallState>.Create((one, other) => Compare(one, other, now)))];

    /// <summary>Those of <paramref name="calls"/> who wait and come before this one; whoever waits comes before all callbacks.</summary>
    public static IReadOnlyList<CallState> Before(CallState call, IEnumerable<CallState> calls, DateTimeOffset now) =>
        InOrder(calls.Where(other => other.CallId != call.CallId && (call.Callback is not null || Compare(other, call, now) < 0)), now);

    /// <summary>Goes through those who wait, first to last; to each the line is promised that the policy would give it now.</summary>
    /// <param name="taken">As for <see cref="Ranking.Of"/>.</param>
    public static Turns TurnsOf(IReadOnlyList<CallState> inOrder, RoutingSnapshot snapshot, DateTimeOffset now, ReadOnlySpan<ushort> taken)
    {
        var promised = new ushort[snapshot.Directory.Lines.Count];
        var next = new List<CallState>();
        var left = PlacesLeft(snapshot.LinesAt(now), taken);
        foreach (var call in inOrder.Take(MostLookedAt))
        {
            // Mostly at once: who waits waits because everybody talks.
            if (next.Count == left)
                break;
            if (Ranking.Of(CallFacts.Of(call), snapshot, now, taken, promised).ExpectedLine is { } line)
            {
                promised[snapshot.Directory.IndexOf(line)]++;
                next.Add(call);
            }
        }

        return new Turns(next, promised);
    }

    /// <summary>For whomever.</summary>
    private static int PlacesLeft(LinesNow lines, ReadOnlySpan<ushort> taken)
    {
        var left = 0;
        for (var line = 0; line < lines.Capacity.Length; line++)
        {
            if (lines.Obstacle[line] is null || lines.IsSoft[line])
                left += Math.Max(0, lines.Capacity[line] - (taken.IsEmpty ? 0 : taken[line]));
        }

        return left;
    }

    /// <summary>Who has come in the future has come before somebody set the clock back, and so before all who have come since: until then all of them would overtake her.</summary>
    private static DateTimeOffset PlaceSince(CallState call, DateTimeOffset now) => call.PlaceSince - now > ClocksAgreeWithin ? DateTimeOffset.MinValue : call.PlaceSince;

    private static int Compare(CallState one, CallState other, DateTimeOffset now) =>
        one.Priority != other.Priority ? one.Priority.CompareTo(other.Priority) :
        PlaceSince(one, now) is var first && PlaceSince(other, now) is var second && first != second ? first.CompareTo(second) :
        string.CompareOrdinal(one.CallId, other.CallId);
}

/// <param name="Next">Those for whom a suitable place is free now, in order.</param>
/// <param name="Promised">The places that are theirs, for each of the directory's lines.</param>
public sealed record Turns(IReadOnlyList<CallState> Next, ushort[] Promised);
