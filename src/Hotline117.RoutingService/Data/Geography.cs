using System.Collections.Frozen;
using Hotline117.Routing.Regions;

namespace Hotline117.RoutingService.Data;

/// <summary>
/// The product's own knowledge of the country. Built into the program; a site's own files, of the same names in the folder that
/// <c>Geography:Folder</c> names, stand in place of the built-in ones.
/// </summary>
/// <param name="Trunks">The region of each endpoint of the switch that serves one only.</param>
public sealed record Geography(
    RegionMap Regions, AreaCodes AreaCodes, TravelTimes TravelTimes, Places Places, CellAreas Cells, FrozenDictionary<string, CallerRegion> Trunks)
{
    /// <summary>12 hexadecimal digits that stand for the content of all files.</summary>
    public required string Version { get; init; }

    /// <param name="folder">The site's own files, or null.</param>
    /// <exception cref="InvalidDataException">The data contradicts itself; the message lists every place, one a line.</exception>
    public static Geography Load(string? folder = null) => From(GeographyTexts.Read(folder));

    /// <inheritdoc cref="Load"/>
    public static Geography From(GeographyTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var unreadable = new List<string>();
        var regions = Parse<RegionsFile>("regions.json");
        var codes = Parse<AreaCodesFile>("area-codes.json");
        var roads = Parse<RoadsFile>("roads.json");
        var places = Parse<PlacesFile>("places.json");
        var cells = Parse<CellsFile>("cells.json");
        var trunks = Parse<TrunksFile>("trunks.json");
        Refuse(unreadable);
        Refuse(
        [
            .. GeographyChecks.Of(regions, roads), .. GeographyChecks.Of(codes, regions), .. GeographyChecks.Of(roads),
            .. GeographyChecks.Of(places, regions), .. GeographyChecks.Of(cells, regions), .. GeographyChecks.Of(trunks, regions),
        ]);
        var map = new RegionMap(regions.Regions.Select(row => row.ToRegion()));
        return new Geography(
            map,
            new AreaCodes(codes.AreaCodes.Select(row => row.ToAreaCode())),
            new TravelTimes(map, roads.ToNetwork()),
            new Places(places.Places.Select(row => row.ToPlace()), map),
            new CellAreas(cells.Cells.Select(row => row.ToArea())),
            trunks.Trunks.ToFrozenDictionary(row => row.Endpoint, row => row.ToRegion()))
        { Version = texts.Version };

        // What could not be read is null, and is refused before anybody looks at it.
        T Parse<T>(string name)
        {
            try
            {
                return GeographyFiles.Parse<T>(name, texts[name]);
            }
            catch (InvalidDataException e)
            {
                unreadable.Add(e.Message);
                return default!;
            }
        }
    }

    private static void Refuse(List<string> problems)
    {
        if (problems.Count > 0)
            throw new InvalidDataException(string.Join(Environment.NewLine, problems));
    }
}
