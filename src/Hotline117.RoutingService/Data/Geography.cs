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
    /// <param name="folder">The site's own files, or null.</param>
    /// <exception cref="InvalidDataException">The data contradicts itself; the message lists every place.</exception>
    public static Geography Load(string? folder = null)
    {
        if (folder is not null && !Directory.Exists(folder))
            throw new InvalidDataException($"Geography:Folder is {folder}, and there is no such folder: make it, or leave the setting out");
        return From(name => Text(name, folder));
    }

    /// <param name="textOf">The text of each file by its name.</param>
    /// <inheritdoc cref="Load"/>
    public static Geography From(Func<string, string> textOf)
    {
        var regions = Parse<RegionsFile>("regions.json");
        var codes = Parse<AreaCodesFile>("area-codes.json");
        var roads = Parse<RoadsFile>("roads.json");
        var places = Parse<PlacesFile>("places.json");
        var cells = Parse<CellsFile>("cells.json");
        var trunks = Parse<TrunksFile>("trunks.json");
        List<string> problems =
        [
            .. GeographyChecks.Of(regions, roads), .. GeographyChecks.Of(codes, regions), .. GeographyChecks.Of(roads),
            .. GeographyChecks.Of(places, regions), .. GeographyChecks.Of(cells, regions), .. GeographyChecks.Of(trunks, regions),
        ];
        if (problems.Count > 0)
            throw new InvalidDataException(string.Join(Environment.NewLine, problems));
        var map = new RegionMap(regions.Regions.Select(row => row.ToRegion()));
        return new Geography(
            map,
            new AreaCodes(codes.AreaCodes.Select(row => row.ToAreaCode())),
            new TravelTimes(map, roads.ToNetwork()),
            new Places(places.Places.Select(row => row.ToPlace()), map),
            new CellAreas(cells.Cells.Select(row => row.ToArea())),
            trunks.Trunks.ToFrozenDictionary(row => row.Endpoint, row => row.ToRegion()));

        T Parse<T>(string name) => GeographyFiles.Parse<T>(name, textOf(name));
    }

    private static string Text(string name, string? folder)
    {
        if (folder is not null && Path.Combine(folder, name) is var own && File.Exists(own))
            return File.ReadAllText(own);
        using var stream = typeof(Geography).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"{name} is not built into the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
