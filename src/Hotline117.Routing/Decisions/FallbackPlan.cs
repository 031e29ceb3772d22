using Hotline117.Contracts;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Decisions;

/// <summary>The lines that the switch rings one after another when nobody tells it what to do.</summary>
public static class FallbackPlan
{
    /// <summary>Rings of some 20 seconds: more of them than these and the emergency line is the better help.</summary>
    public const int MaxLines = 8;

    /// <summary>
    /// The best lines by the same policy, language preferred but not required: the switch cannot ask again.
    /// The plan may have to serve for hours. So one line that is on duty round the clock is among them, if there is any, in the last place if need be.
    /// </summary>
    /// <param name="region">Region id, or null for the whole country.</param>
    /// <returns>Line ids, at most <see cref="MaxLines"/>.</returns>
    public static IReadOnlyList<string> For(string? region, string? language, RoutingSnapshot snapshot, DateTimeOffset now)
    {
        var call = new CallFacts
        {
            CallId = $"plan/{region}/{language}",
            ReceivedAt = now,
            Region = region is null ? CallerRegion.Unknown : new(region, RegionSource.Unknown, RegionCertainty.None),
            Wishes = new(language),
        };
        var preferring = snapshot.Policy with
        {
            Wishes = [.. snapshot.Policy.Wishes.Select(rule => rule with { RequiredFor = TimeSpan.Zero })],
            Tiers = [.. snapshot.Policy.Tiers.Select(tier => tier with { After = TimeSpan.Zero })],
        };
        // Who rests or seems unreachable now may answer when the plan is needed.
        var decided = snapshot.Conditions.Where(line => !line.Value.IsSoft).ToDictionary();
        var ranked = Ranking.Of(call, snapshot with { Policy = preferring, Conditions = decided }, now, most: snapshot.Directory.Lines.Count)
            .Candidates.Select(candidate => candidate.LineId).ToList();
        if (ranked.Count <= MaxLines)
            return ranked;
        var roundTheClock = ranked.FindIndex(line => snapshot.Roster.NextChange(line, now) is null);
        return roundTheClock < MaxLines ? ranked[..MaxLines] : [.. ranked[..(MaxLines - 1)], ranked[roundTheClock]];
    }
}
