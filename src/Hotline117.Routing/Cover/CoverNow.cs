using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.Routing.Cover;

/// <summary>Somebody is on duty at the centre by the roster.</summary>
/// <param name="PlacesReady">At lines where somebody can be rung, or talks, writes up or rests. 0 where all are paused or not reached.</param>
public sealed record CentreNow(string CentreId, int PlacesReady);

/// <summary>Who stands ready at a moment, at the centres that calls are routed to.</summary>
/// <param name="Centres">Those with somebody on duty.</param>
/// <param name="Uncovered">The regions for whose callers nobody near stands ready; null where the policy does not say what is near.</param>
public sealed record CoverNow(IReadOnlyList<CentreNow> Centres, IReadOnlySet<string>? Uncovered)
{
    public bool IsAnybodyReady => Centres.Any(centre => centre.PlacesReady > 0);

    public static CoverNow Of(RoutingSnapshot snapshot, RegionMap regions, DateTimeOffset at)
    {
        var (directory, obstacles) = (snapshot.Directory, snapshot.LinesAt(at).Obstacle);
        var onDuty = directory.Lines.Index()
            .Where(line => CoverGaps.TakesCalls(line.Item.Centre) && obstacles[line.Index] is not (Verdict.NotValid or Verdict.OffShift))
            .GroupBy(line => line.Item.Centre)
            .Select(centre => (Centre: centre.Key, Places: centre.Where(line => obstacles[line.Index] is null or Verdict.Resting).Sum(line => line.Item.Line.Capacity)))
            .ToList();
        return new(
            [.. onDuty.Select(centre => new CentreNow(centre.Centre.Id, centre.Places))],
            UncoveredBy(snapshot, regions, at, [.. onDuty.Where(centre => centre.Places > 0).Select(centre => centre.Centre.Region)]));
    }

    private static HashSet<string>? UncoveredBy(RoutingSnapshot snapshot, RegionMap regions, DateTimeOffset at, HashSet<string> covering)
    {
        var (within, season) = (snapshot.Policy.Alarms.CoverWithin.TotalMinutes, snapshot.TravelTimes.SeasonAt(at));
        return within == 0 ? null : [.. regions.All.Select(region => region.Id).Where(region => !covering.Any(from => snapshot.TravelTimes.Minutes(region, from, season) <= within))];
    }
}
