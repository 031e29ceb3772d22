using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Rosters;

/// <summary>A time when a caller from that region would find nobody near.</summary>
/// <param name="Region">Region id; null where nobody in the whole country is on shift.</param>
/// <param name="From">UTC.</param>
/// <param name="To">UTC; no longer part of it.</param>
public sealed record CoverGap(string? Region, DateTimeOffset From, DateTimeOffset To);

/// <summary>Finds the hours without cover before they come. Exact: it computes with the shifts' beginnings and ends, not with samples.</summary>
public static class CoverGaps
{
    public static readonly TimeSpan LongestLook = TimeSpan.FromDays(60);

    /// <summary>A region is covered while a line that calls are routed to is on shift or on call at most <paramref name="within"/> away by road in that season.</summary>
    /// <param name="from">On the clock of Asia/Bishkek.</param>
    /// <param name="to">At most <see cref="LongestLook"/> later.</param>
    /// <returns>By their beginning, the whole country's first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The span is empty or too long.</exception>
    public static IReadOnlyList<CoverGap> Find(
        Roster roster, CentreDirectory directory, RegionMap regions, TravelTimes travelTimes, DateTime from, DateTime to, TimeSpan within)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to - from, LongestLook);
        var look = new Stretch(from, to);
        var coverFrom = directory.Centres.Where(TakesCalls).GroupBy(centre => centre.Region)
            .ToDictionary(same => same.Key, same => Stretches.Union(same.SelectMany(centre => CoverBy(centre, roster, look))));
        var seasons = Seasons(travelTimes, look).ToList();
        return
        [
            .. Gaps(null, Stretches.Union(coverFrom.Values.SelectMany(cover => cover)), look)
                .Concat(regions.All.SelectMany(region => Gaps(region.Id, CoverOf(region.Id), look)))
                .OrderBy(gap => gap.From).ThenBy(gap => gap.Region, StringComparer.Ordinal),
        ];

        List<Stretch> CoverOf(string region) => Stretches.Union(
            from part in seasons
            from centres in coverFrom
            where travelTimes.Minutes(region, centres.Key, part.Season) <= within.TotalMinutes
            from stretch in centres.Value
            select Stretches.Common(stretch, part.Stretch));
    }

    /// <summary>The others are never ranked for a call.</summary>
    internal static bool TakesCalls(Centre centre) => centre.Kind is not (CentreKind.Emergency or CentreKind.CorrectionalProgramme);

    private static IEnumerable<Stretch> CoverBy(Centre centre, Roster roster, Stretch look)
    {
        var valid = new Stretch(
            centre.ValidFrom?.ToDateTime(TimeOnly.MinValue) ?? DateTime.MinValue,
            centre.ValidTo is { } last && last < DateOnly.MaxValue ? last.AddDays(1).ToDateTime(TimeOnly.MinValue) : DateTime.MaxValue);
        var (first, until) = (DateOnly.FromDateTime(look.From).AddDays(-1), DateOnly.FromDateTime(look.To));
        return centre.Lines.SelectMany(line => roster.SpansOf(line.Id, first, until)).Select(span => Stretches.Common(new(span.From, span.To), valid));
    }

    /// <summary>Roads open and shut with the month.</summary>
    private static IEnumerable<(Stretch Stretch, Season Season)> Seasons(TravelTimes travelTimes, Stretch look)
    {
        for (var from = look.From; from < look.To;)
        {
            var month = new DateTime(from.Year, from.Month, 1).AddMonths(1);
            var part = new Stretch(from, month < look.To ? month : look.To);
            yield return (part, travelTimes.SeasonAt(BishkekTime.ToInstant(from)));
            from = part.To;
        }
    }

    private static IEnumerable<CoverGap> Gaps(string? region, List<Stretch> cover, Stretch look) =>
        Stretches.Missing(cover, look).Select(gap => new CoverGap(region, BishkekTime.ToInstant(gap.From), BishkekTime.ToInstant(gap.To)));
}
