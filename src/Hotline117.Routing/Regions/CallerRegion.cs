using Hotline117.Contracts;

namespace Hotline117.Routing.Regions;

/// <summary>Where a caller is thought to be, what told us and how sure it is. It never holds the number or the place it was found by.</summary>
/// <param name="Region">Region id, or null where nothing is known: then the whole country is searched.</param>
public sealed record CallerRegion(string? Region, RegionSource Source, RegionCertainty Certainty)
{
    public static CallerRegion Unknown { get; } = new(null, RegionSource.Unknown, RegionCertainty.None);

    /// <param name="nationalNumber">Nine digits without the country's code, or null for a number that is none of Kyrgyzstan's.</param>
    public static CallerRegion ByAreaCode(string? nationalNumber, AreaCodes codes) =>
        nationalNumber is not null && codes.Find(nationalNumber) is { Regions: [var region, ..] } code
            ? new(region, RegionSource.AreaCode, code.Certainty)
            : Unknown;

    /// <summary>
    /// The first of the sources that knows a region decides. A later one that is not in doubt may tell which part of that region it is
    /// (the trunk serves Osh oblast, the area code is Alay's); one that names another place is not heard.
    /// </summary>
    public static CallerRegion Of(RegionMap regions, params ReadOnlySpan<CallerRegion> bestFirst)
    {
        var decided = Unknown;
        foreach (var source in bestFirst)
        {
            if (source.Region is not null && (decided.Region is null || Refines(source, decided, regions)))
                decided = source;
        }
        return decided;
    }

    private static bool Refines(CallerRegion source, CallerRegion decided, RegionMap regions) =>
        source.Certainty >= RegionCertainty.Medium && source.Region != decided.Region && regions.IsWithin(source.Region!, decided.Region!);
}
