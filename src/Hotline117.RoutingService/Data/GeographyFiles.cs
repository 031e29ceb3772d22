using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline117.Contracts;
using Hotline117.Routing.Regions;

namespace Hotline117.RoutingService.Data;

// The rows of the data files, as they are written. Each file tells its sources and how sure they are in its own words.

internal sealed record RegionsFile(string Source, string Certainty, IReadOnlyList<RegionRow> Regions);

internal sealed record RegionRow(string Id, string? Parent, string? Ky, string? Ru, string En, string Node)
{
    public Region ToRegion() => new(Id, Parent, new LocalizedText(Ky, Ru, En), Node);
}

internal sealed record AreaCodesFile(string Source, string Certainty, string Rule, IReadOnlyList<AreaCodeRow> AreaCodes);

internal sealed record AreaCodeRow(string Code, IReadOnlyList<string> Regions, RegionCertainty Certainty, string? Place = null, string? Note = null)
{
    public AreaCode ToAreaCode() => new(Code, Regions, Certainty);
}

internal sealed record PlacesFile(string Source, string Certainty, string Rule, IReadOnlyList<string> Ambiguous, IReadOnlyList<PlaceRow> Places);

/// <param name="At">Latitude and longitude.</param>
internal sealed record PlaceRow(string Region, PlaceKind Kind, IReadOnlyList<string> Names, IReadOnlyList<double>? At = null)
{
    public Place ToPlace() => new(Region, Kind, At is [var latitude, var longitude] ? new Coordinates(latitude, longitude) : null, Names);
}

internal sealed record CellsFile(string Format, string Source, IReadOnlyList<CellRow> Cells);

internal sealed record CellRow(CellAccess Access, string Prefix, string Region, RegionCertainty Certainty, string? Note = null)
{
    public CellArea ToArea() => new(Access, Prefix.ToLowerInvariant(), Region, Certainty);
}

internal sealed record TrunksFile(string Format, string Source, IReadOnlyList<TrunkRow> Trunks);

internal sealed record TrunkRow(string Endpoint, string Region, RegionCertainty Certainty, string? Note = null)
{
    public CallerRegion ToRegion() => new(Region, RegionSource.Trunk, Certainty);
}

internal sealed record RoadsFile(
    string Source,
    string Certainty,
    IReadOnlyDictionary<string, double> SpeedKmh,
    WinterRow Winter,
    IReadOnlyList<string> Nodes,
    IReadOnlyList<RoadRow> Roads)
{
    public RoadNetwork ToNetwork() => new(
        Nodes,
        [.. Roads.Select(row => new Road(row.From, row.To, row.Km, row.Class, row.Winter))],
        SpeedKmh,
        new WinterRule(Winter.Months.ToHashSet(), Winter.AvalancheSpeed, Winter.OtherSpeed));
}

internal sealed record WinterRow(IReadOnlyList<int> Months, double AvalancheSpeed, double OtherSpeed);

internal sealed record RoadRow(string From, string To, double Km, string Class, RoadInWinter Winter, string Certainty, string? Note = null);

internal static class GeographyFiles
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static T Parse<T>(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) ?? throw new InvalidDataException($"{file} holds nothing");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}:{e.LineNumber + 1}: {e.Message}", e);
        }
    }
}
