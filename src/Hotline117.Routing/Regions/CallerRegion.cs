using Hotline117.Contracts;

namespace Hotline117.Routing.Regions;

/// <summary>Where a caller is thought to be, what told us and how sure it is. It never holds the number it was found by.</summary>
/// <param name="Region">Region id, or null where nothing is known: then the whole country is searched.</param>
public sealed record CallerRegion(string? Region, RegionSource Source, RegionCertainty Certainty)
{
    public static CallerRegion Unknown { get; } = new(null, RegionSource.Unknown, RegionCertainty.None);

    /// <param name="nationalNumber">Nine digits without the country's code, or null for a number that is none of Kyrgyzstan's.</param>
    public static CallerRegion ByAreaCode(string? nationalNumber, AreaCodes codes) =>
        nationalNumber is not null && codes.Find(nationalNumber) is { Regions: [var region, ..] } code
            ? new(region, RegionSource.AreaCode, code.Certainty)
            : Unknown;
}
