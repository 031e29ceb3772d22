using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Decisions;

/// <summary>Asks the policy without a call: who would be rung, and what would another roster or policy change.</summary>
public static class WhatIf
{
    /// <summary>Some callers one after another, none of whom hangs up.</summary>
    /// <param name="taken">The places taken before the first of them; changed.</param>
    public static IReadOnlyList<Explanation> Decide(CallFacts call, RoutingSnapshot snapshot, DateTimeOffset at, int calls, Span<ushort> taken)
    {
        // Nobody knows how old the roster will be by then.
        snapshot = snapshot with { ConfirmedAt = at };
        var decisions = new List<Explanation>(calls);
        for (var number = 1; number <= calls; number++)
        {
            var ranking = Ranking.Of(call with { CallId = $"{call.CallId}/{number}" }, snapshot, at, taken);
            var chosen = ranking.ExpectedLine;
            decisions.Add(Ranking.Resolve(ranking.Explain(), chosen is null ? [] : [chosen]));
            if (chosen is not null)
                taken[snapshot.Directory.IndexOf(chosen)]++;
        }

        return decisions;
    }

    /// <summary>A caller for whom two snapshots decide differently; null is nobody.</summary>
    public sealed record Difference(string? Region, string? Language, string? Before, string? After);

    /// <summary>The first choice for each region, unknown too, and each language.</summary>
    public static IReadOnlyList<Difference> Compare(
        CallFacts call, RoutingSnapshot before, RoutingSnapshot after, DateTimeOffset at, IEnumerable<string> regions, IEnumerable<string?> languages)
    {
        var spoken = languages.ToList();
        return
        [
            .. from region in regions.Prepend(null)
               from language in spoken
               let asked = call with
               {
                   Region = region is null ? Regions.CallerRegion.Unknown : call.Region with { Region = region },
                   Wishes = call.Wishes with { Language = language },
               }
               let one = Ranking.Of(asked, before, at).ExpectedLine
               let other = Ranking.Of(asked, after, at).ExpectedLine
               where one != other
               select new Difference(region, language, one, other),
        ];
    }
}
