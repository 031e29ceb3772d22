using System.Globalization;
using System.Text.RegularExpressions;
using Hotline117.Routing.Regions;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Learns a caller's region from the location that the carrier conveys (RFC 6442): the PIDF-LO document (RFC 4119, 5139, 5491), as the switch tells it
/// (<c>GEOLOC_PROFILE</c>), or a geo URI (RFC 5870). XML is never parsed here. The exact place goes no further than this.
/// </summary>
public static partial class CallerLocation
{
    private const int MaxLength = 2000;
    private const string Country = "KG";

    /// <param name="conveyed"><c>shape="Circle",crs="2d",pos="40.53 72.80",radius="850"</c>, <c>country="KG",A1="…",A3="…"</c> or
    /// <c>&lt;geo:40.53,72.80;u=35&gt;</c>; or null, or anything else.</param>
    /// <returns>Unknown also where the location contradicts itself or lies far from every town.</returns>
    public static CallerRegion RegionOf(string? conveyed, Places places)
    {
        if (conveyed is null or { Length: > MaxLength })
            return CallerRegion.Unknown;
        if (GeoUri().Match(conveyed) is { Success: true } uri)
            return Near(uri.Groups["latitude"].Value, uri.Groups["longitude"].Value, uri.Groups["metres"].Value, places);
        var fields = Fields(conveyed);
        var address = Address(fields, places);
        return address.Region is not null ? address : Position(fields, places);
    }

    private static CallerRegion Address(ILookup<string, string> fields, Places places)
    {
        var abroad = fields["country"].Any(country => !country.Equals(Country, StringComparison.OrdinalIgnoreCase));
        return abroad ? CallerRegion.Unknown : places.Named(Subdivision(Only(fields["A1"])), Only(fields["A2"]), Only(fields["A3"]));
    }

    // RFC 4776 lets A1 be the second part of ISO 3166-2: O for KG-O.
    private static string? Subdivision(string? a1) => a1 is { Length: 1 or 2 } ? $"{Country}-{a1}" : a1;

    // Without shape there is an address beside the position; the corners of a polygon are no place of the caller's.
    private static CallerRegion Position(ILookup<string, string> fields, Places places)
    {
        if (Only(fields["pos"])?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var latitude, var longitude, ..])
            return CallerRegion.Unknown;
        return Near(latitude, longitude, Only(fields["radius"]) ?? Only(fields["semiMajorAxis"]) ?? "", places);
    }

    private static CallerRegion Near(string latitude, string longitude, string uncertainMetres, Places places)
    {
        var metres = 0.0;
        return Number(latitude, out var north) && Number(longitude, out var east) && (uncertainMetres.Length == 0 || Number(uncertainMetres, out metres))
            ? places.Near(new Coordinates(north, east), metres / 1000)
            : CallerRegion.Unknown;
    }

    private static bool Number(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    /// <summary>What stands there twice with different values contradicts itself.</summary>
    private static string? Only(IEnumerable<string> values) => values.Distinct().Take(2).ToList() is [var one] ? one : null;

    private static ILookup<string, string> Fields(string text) =>
        Field().Matches(text).ToLookup(field => field.Groups["name"].Value, field => field.Groups["value"].Value);

    // The switch does not escape quotes within a value: such a one is no field.
    [GeneratedRegex("(?<name>[A-Za-z0-9]{1,20})=\"(?<value>[^\"]{0,200})\"(,|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Field();

    [GeneratedRegex(@"^\s*<geo:(?<latitude>-?[0-9.]{1,20}),(?<longitude>-?[0-9.]{1,20})(,-?[0-9.]{1,20})?(;crs=wgs84)?(;u=(?<metres>[0-9.]{1,20}))?>",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex GeoUri();
}
