using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Rosters;

/// <summary>What lies ahead with a roster: who lacks cover, and which hand-overs have a hole.</summary>
public sealed record Outlook(DateTimeOffset From, DateTimeOffset To, double WithinMinutes, IReadOnlyList<CoverGap> Gaps, IReadOnlyList<HandOverGap> HandOvers)
{
    public static readonly TimeSpan Usual = TimeSpan.FromDays(14);
    public static readonly TimeSpan UsualWithin = TimeSpan.FromHours(4);

    /// <param name="from">On the clock of Asia/Bishkek, as is <paramref name="to"/>.</param>
    public static Outlook Of(Roster roster, CentreDirectory directory, RegionMap regions, TravelTimes travelTimes, DateTime from, DateTime to, TimeSpan within) => new(
        BishkekTime.ToInstant(from), BishkekTime.ToInstant(to), within.TotalMinutes,
        CoverGaps.Find(roster, directory, regions, travelTimes, from, to, within),
        HandOverGaps.Find(roster, directory, from, to, HandOverGaps.Usual));

    /// <summary>From now on, as far and as near as is usual.</summary>
    public static Outlook Of(Roster roster, CentreDirectory directory, RegionMap regions, TravelTimes travelTimes, DateTimeOffset now)
    {
        var from = BishkekTime.ToLocal(now);
        return Of(roster, directory, regions, travelTimes, from, from + Usual, UsualWithin);
    }
}
