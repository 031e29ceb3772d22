using Hotline117.Contracts;
using Hotline117.Routing.Regions;

namespace Hotline117.RoutingService.Inbound;

/// <summary>Learns a caller's region from the mobile cell in <c>P-Access-Network-Info</c> (RFC 7315; 3GPP TS 24.229, 7.2A.4). The cell goes no further.</summary>
public static class CallerCell
{
    private const int MaxLength = 1000;
    private const int MaxAccesses = 4;

    /// <summary>MCC, MNC and an area code at the least; an NR cell of a network with a code of three digits at most.</summary>
    private const int ShortestId = 9, LongestId = 21;

    /// <param name="header">The header's value, of several headers joined by commas:
    /// <c>3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=4370112345abcdef;network-provided</c>; or null, or anything else.</param>
    /// <returns>What the network says counts before what the phone says.</returns>
    public static CallerRegion RegionOf(string? header, CellAreas cells)
    {
        if (header is null or { Length: > MaxLength })
            return CallerRegion.Unknown;
        return header.Split(',', MaxAccesses + 1).Take(MaxAccesses)
            .Select(access => access.Split(';', StringSplitOptions.TrimEntries))
            .OrderByDescending(parts => parts.Contains("network-provided", StringComparer.OrdinalIgnoreCase))
            .Select(parts => CellIn(parts) is { } cell ? cells.RegionOf(cell) : CallerRegion.Unknown)
            .FirstOrDefault(region => region.Region is not null, CallerRegion.Unknown);
    }

    private static Cell? CellIn(string[] parts)
    {
        if (AccessOf(parts[0]) is not { } access)
            return null;
        var id = parts.Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].ToUpperInvariant() is "UTRAN-CELL-ID-3GPP" or "CGI-3GPP")?[1].Trim('"');
        return id is { Length: >= ShortestId and <= LongestId } && id.All(char.IsAsciiHexDigit) ? new Cell(access, id.ToLowerInvariant()) : null;
    }

    // With or without -FDD or -TDD behind.
    private static CellAccess? AccessOf(string type) => type.ToUpperInvariant() switch
    {
        var name when name.StartsWith("3GPP-E-UTRAN", StringComparison.Ordinal) => CellAccess.Lte,
        var name when name.StartsWith("3GPP-UTRAN", StringComparison.Ordinal) => CellAccess.Umts,
        var name when name.StartsWith("3GPP-NR", StringComparison.Ordinal) => CellAccess.Nr,
        var name when name.StartsWith("3GPP-GERAN", StringComparison.Ordinal) => CellAccess.Gsm,
        _ => null,
    };
}
