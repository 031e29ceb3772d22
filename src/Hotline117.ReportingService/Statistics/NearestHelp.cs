using System.Text.Json;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics;

/// <summary>
/// How far a caller is from help: the way by road in the season from her region to the nearest centre that may ever be rung for her, on duty and free or not, by the first decision that
/// knew her region. So it is the same for those who were served and those who were not, and does not depend on who answered.
/// </summary>
internal static class NearestHelp
{
    // A centre for others, out of its dates or in no tier of the policy is no help to her, whatever the hour.
    private static readonly Verdict[] _never = [Verdict.OtherAudience, Verdict.NotValid, Verdict.NotInPolicy];

    private static readonly string _deciding = $"'{EventRoutes.RoutingKeyOf<CallQueued>()}', '{EventRoutes.RoutingKeyOf<CallOffered>()}'";

    /// <summary>The same in SQL, of the row <c>received</c>, and of centres in the parameter alone: what is published must not tell where a centre is that is secret or has not agreed to be shown.</summary>
    /// <param name="centres">Such as <c>$10</c>: ids.</param>
    public static string Sql(string centres) => $"""
        (SELECT CASE WHEN count(*) = 0 THEN '{TravelBand.Unknown}' WHEN min(minutes) IS NULL THEN '{TravelBand.NoRoad}'
            {string.Concat(TravelBand.All.SkipLast(1).Select(band => $"WHEN min(minutes) <= {band.UpToMinutes} THEN '{band.Name}' "))}ELSE '{TravelBand.All[^1].Name}' END
        FROM (SELECT e.body -> 'explanation' -> 'considered' AS considered FROM events AS e
            WHERE e.call_id = received.call_id AND e.type IN ({_deciding}) AND e.body #>> '{Path}' IS NOT NULL
            ORDER BY e.occurred_at, e.event_id LIMIT 1) AS first
        CROSS JOIN LATERAL jsonb_array_elements(first.considered) AS line
        CROSS JOIN LATERAL (SELECT (line ->> 'travelMinutes')::integer AS minutes) AS way
        WHERE line ->> 'centreId' = ANY ({centres}) AND line ->> 'verdict' NOT IN ({string.Join(", ", _never.Select(verdict => $"'{JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString())}'"))}))
        """;

    private const string Path = "{explanation,region}";

    /// <returns>One of <see cref="TravelBand.Values"/>; null where there is no decision that knew her region.</returns>
    public static string? Of(Explanation? decision)
    {
        if (decision?.Region is null)
        {
            return null;
        }

        var (isAnybody, nearest) = (false, int.MaxValue);
        foreach (var line in decision.Considered)
        {
            if (!_never.Contains(line.Verdict))
            {
                (isAnybody, nearest) = (true, Math.Min(nearest, line.TravelMinutes ?? int.MaxValue));
            }
        }

        return !isAnybody ? TravelBand.Unknown : nearest == int.MaxValue ? TravelBand.NoRoad : TravelBand.Of(nearest);
    }
}
