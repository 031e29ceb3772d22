using System.Globalization;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Cover;
using Hotline117.Routing.Rosters;

namespace Hotline117.Routing.Alarms;

/// <summary>Regions for whose callers nobody near can be rung: now, as the lines stand, and ahead, by the roster. What is told of a region is not told again of those in it.</summary>
internal static class CoverAlarms
{
    public static IEnumerable<Alarm> Of(AlarmFacts facts)
    {
        // Before a directory is known nothing is known of cover.
        if (facts.Snapshot.Policy.Alarms.CoverWithin == TimeSpan.Zero || facts.Snapshot.Directory.Lines.Count == 0)
            return [];
        return
        [
            .. Now(facts).Select(region => AlarmRules.New(AlarmKind.NoCoverNow, AlarmSeverity.Critical, region, facts.At, region is null ? "no-cover-now" : null)),
            .. Ahead(facts).Select(gap => AlarmRules.New(AlarmKind.NoCoverAhead, AlarmSeverity.Warning, gap.Region, facts.At, KeyOf(gap)) with { At = gap.From }),
        ];
    }

    /// <summary>A gap of its own for each beginning: who has seen tonight's has not seen tomorrow's.</summary>
    private static string KeyOf(CoverGap gap) =>
        $"{AlarmRules.KeyOf(AlarmKind.NoCoverAhead, gap.Region)}:{gap.From.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}";

    private static IEnumerable<string?> Now(AlarmFacts facts)
    {
        var now = CoverNow.Of(facts.Snapshot, facts.Regions, facts.At);
        return !now.IsAnybodyReady
            ? [null]
            : now.Uncovered!.Where(region => facts.Regions.Find(region)!.Parent is not { } parent || !now.Uncovered!.Contains(parent)).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<CoverGap> Ahead(AlarmFacts facts)
    {
        var ahead = facts.Gaps.Where(gap => gap.From > facts.At && gap.From <= facts.At + facts.Snapshot.Policy.Alarms.CoverAhead).ToList();
        return ahead.Where(gap => !ahead.Exists(wider => IsAround(wider, gap, facts)));
    }

    private static bool IsAround(CoverGap wider, CoverGap gap, AlarmFacts facts) =>
        gap.Region is not null && wider.From <= gap.From && wider.To >= gap.To
        && (wider.Region is null || (wider.Region != gap.Region && facts.Regions.IsWithin(gap.Region, wider.Region)));
}
