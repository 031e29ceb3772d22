using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.Routing.Decisions;

/// <summary>The lines that the switch rings one after another when nobody tells it what to do: those that a call would be offered, by the same policy.</summary>
public sealed class FallbackPlans
{
    /// <summary>Rings of some 20 seconds: more of them than these and the emergency line is the better help.</summary>
    public const int MaxLines = 8;

    /// <summary>A region's own plan is shorter: the country's follows it, and together they are no longer than the country's alone.</summary>
    public const int MaxLinesOfRegion = 5;

    private readonly RoutingSnapshot _snapshot;
    private readonly DateTimeOffset _now;
    private readonly Func<string, bool> _neverCloses;
    private readonly bool _lastingFirst;

    private FallbackPlans(RoutingSnapshot snapshot, Roster roster, DateTimeOffset now, bool lastingFirst)
    {
        // Wishes are preferred but not required: the switch cannot ask again. Who rests or seems unreachable now may answer when the plan is needed.
        var preferring = snapshot.Policy with
        {
            Wishes = [.. snapshot.Policy.Wishes.Select(rule => rule with { RequiredFor = TimeSpan.Zero })],
            Tiers = [.. snapshot.Policy.Tiers.Select(tier => tier with { After = TimeSpan.Zero })],
        };
        var decided = snapshot.Conditions.Where(line => !line.Value.IsSoft).ToDictionary();
        _snapshot = snapshot with { Policy = preferring, Conditions = decided, Roster = roster };
        (_now, _lastingFirst) = (now, lastingFirst);
        _neverCloses = line => snapshot.Roster.OnShift(line, now) && snapshot.Roster.NextChange(line, now) is null;
    }

    /// <summary>Of those who are on duty. The plan may have to serve for hours: so one line that is on duty round the clock is in it, if there is any,
    /// in the last place if need be.</summary>
    public static FallbackPlans OnDuty(RoutingSnapshot snapshot, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(snapshot, snapshot.Roster, now, lastingFirst: false);
    }

    /// <summary>For a switch that no router may ever talk to: as if everybody were on duty, those first who are round the clock.</summary>
    public static FallbackPlans WithoutRoster(RoutingSnapshot snapshot, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var always = new Shift { Id = "always", Lines = [.. snapshot.Directory.Lines.Select(line => line.Id)], Days = Enum.GetValues<DayOfWeek>(), From = default, To = default };
        return new(snapshot, new Roster([always], snapshot.Directory), now, lastingFirst: true);
    }

    /// <param name="region">Region id, or null for the whole country.</param>
    /// <returns>Line ids, at most <see cref="MaxLines"/>, or <see cref="MaxLinesOfRegion"/> for a region.</returns>
    public IReadOnlyList<string> For(string? region, CallerWishes wishes)
    {
        ArgumentNullException.ThrowIfNull(wishes);
        var most = region is null ? MaxLines : MaxLinesOfRegion;
        var ranked = Ranked(region, wishes);
        if (_lastingFirst)
            return [.. ranked.OrderBy(line => _neverCloses(line) ? 0 : 1).Take(most)];
        if (ranked.Count <= most)
            return ranked;
        var roundTheClock = ranked.FindIndex(line => _neverCloses(line));
        return roundTheClock < most ? ranked[..most] : [.. ranked[..(most - 1)], ranked[roundTheClock]];
    }

    private List<string> Ranked(string? region, CallerWishes wishes)
    {
        var call = new CallFacts
        {
            CallId = $"plan/{region}/{wishes.Language}",
            ReceivedAt = _now,
            Region = region is null ? CallerRegion.Unknown : new(region, RegionSource.Unknown, RegionCertainty.None),
            Wishes = wishes,
        };
        return [.. Ranking.Of(call, _snapshot, _now, most: _snapshot.Directory.Lines.Count).Candidates.Select(candidate => candidate.LineId)];
    }
}
