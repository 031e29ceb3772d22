using Hotline117.Contracts.Live;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.Routing.Alarms;

/// <summary>Centres that could be rung all the time, whose region calls, and that were offered nothing: something is wrong with them, or with what is written of them.</summary>
internal static class QuietCentres
{
    public static IEnumerable<Alarm> Of(AlarmFacts facts)
    {
        var policy = facts.Snapshot.Policy.Alarms;
        var from = facts.At - policy.Quiet;
        if (facts.Traffic is not { } traffic || traffic.Since > from || policy.QuietCalls == 0)
            return [];
        return facts.Snapshot.Directory.Centres
            .Where(centre => IsRungFirst(centre, facts) && CouldBeRung(centre, from, facts)
                && !(traffic.LastOffer.TryGetValue(centre.Id, out var last) && last > from) && CallsFrom(centre.Region, traffic, facts) >= policy.QuietCalls)
            .Select(centre => AlarmRules.New(AlarmKind.QuietCentre, AlarmSeverity.Warning, centre.Id, facts.At) with { Figure = (int)policy.Quiet.TotalHours });
    }

    /// <summary>Kinds that come later in the policy may have nothing to do for days.</summary>
    private static bool IsRungFirst(Centre centre, AlarmFacts facts) =>
        CoverGaps.TakesCalls(centre) && facts.Snapshot.Policy.Tiers is [var first, ..] && first.Kinds.Contains(centre.Kind);

    private static bool CouldBeRung(Centre centre, DateTimeOffset from, AlarmFacts facts)
    {
        var (roster, obstacle) = (facts.Snapshot.Roster, facts.Snapshot.LinesAt(facts.At).Obstacle);
        return centre.Lines.Any(line => obstacle[facts.Snapshot.Directory.IndexOf(line.Id)] is null && roster.OnShift(line.Id, from));
    }

    private static int CallsFrom(string region, Traffic traffic, AlarmFacts facts) =>
        traffic.CallsFrom.Where(calls => facts.Regions.IsWithin(calls.Key, region)).Sum(calls => calls.Value);
}
