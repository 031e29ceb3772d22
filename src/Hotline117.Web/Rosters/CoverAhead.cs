namespace Hotline117.Web.Rosters;

/// <summary>A time in which a region has no cover.</summary>
/// <param name="Region">Null where nobody in the whole country is on duty.</param>
public sealed record RegionGap(string? Region, DateTimeOffset From, DateTimeOffset To);

/// <summary>Two shifts between which nobody is on duty for a short time.</summary>
/// <param name="Line">Null where it is so for the whole centre.</param>
public sealed record HandOverHole(string Centre, string? Line, DateTimeOffset FirstFrom, TimeSpan Length, int Times);

/// <summary>What RoutingService's <c>/rosters/gaps</c> tells.</summary>
public sealed record CoverAhead(double WithinMinutes, IReadOnlyList<RegionGap> Gaps, IReadOnlyList<HandOverHole> HandOvers)
{
    /// <summary>Regions that lack cover at the same time are told together.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string?> Regions)> Times() =>
        from gap in Gaps
        group gap.Region by (gap.From, gap.To) into same
        orderby same.Key.From, same.Key.To
        select (same.Key.From, same.Key.To, same.Contains(null) ? [null] : (IReadOnlyList<string?>)[.. same]);
}
