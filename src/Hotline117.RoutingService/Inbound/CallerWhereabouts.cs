using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Asks every source for the caller's region, in the order of trust. Number, cell and location end here; region, source and certainty remain.
/// </summary>
/// <remarks>
/// The keypad goes first: the dialplan asks only where it has nothing better, and who is asked says where she needs help, which may be elsewhere.
/// Then what the carrier knows - address or position, then cell -, what the trunk is for, and the area code.
/// </remarks>
public static class CallerWhereabouts
{
    public static CallerRegion RegionOf(UserEventReceived question, Geography country) => CallerRegion.Of(
        country.Regions,
        Stated(question["Keypad"], country.Regions),
        CallerLocation.RegionOf(Plain(question["Location"]), country.Places),
        CallerCell.RegionOf(Plain(question["Cell"]), country.Cells),
        country.Trunks.GetValueOrDefault(question["Trunk"] ?? "", CallerRegion.Unknown),
        CallerNumber.RegionOf(question["Caller"], country.AreaCodes));

    /// <summary>The dialplan writes headers percent-encoded, so that no character of theirs can end a field.</summary>
    public static string? Plain(string? encoded) => encoded is { Length: > 0 } ? Uri.UnescapeDataString(encoded) : null;

    private static CallerRegion Stated(string? region, RegionMap regions) =>
        regions.Contains(region) ? new(region, RegionSource.Keypad, RegionCertainty.High) : CallerRegion.Unknown;
}
