using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;

namespace Hotline117.RoutingService.Api;

/// <summary>What lies ahead with a roster: who lacks cover, and which hand-overs have a hole.</summary>
internal sealed record Outlook(DateTimeOffset From, DateTimeOffset To, double WithinMinutes, IReadOnlyList<CoverGap> Gaps, IReadOnlyList<HandOverGap> HandOvers)
{
    public static readonly TimeSpan Usual = TimeSpan.FromDays(14);
    public static readonly TimeSpan UsualWithin = TimeSpan.FromHours(4);

    public static Outlook Of(Roster roster, CentreDirectory directory, Geography geography, DateTime from, DateTime to, TimeSpan within) => new(
        BishkekTime.ToInstant(from), BishkekTime.ToInstant(to), within.TotalMinutes,
        CoverGaps.Find(roster, directory, geography.Regions, geography.TravelTimes, from, to, within),
        HandOverGaps.Find(roster, directory, from, to, HandOverGaps.Usual));
}
