using Hotline117.Routing.Regions;

namespace Hotline117.RoutingService.Data;

/// <summary>The product's own knowledge of the country: regions, area codes and the ways between them. Built into the program.</summary>
public sealed record Geography(RegionMap Regions, AreaCodes AreaCodes, TravelTimes TravelTimes)
{
    /// <exception cref="InvalidDataException">The data contradicts itself; the message lists every place.</exception>
    public static Geography Load() => From(Text("regions.json"), Text("area-codes.json"), Text("roads.json"));

    /// <inheritdoc cref="Load"/>
    public static Geography From(string regionsJson, string areaCodesJson, string roadsJson)
    {
        var regions = GeographyFiles.Parse<RegionsFile>("regions.json", regionsJson);
        var codes = GeographyFiles.Parse<AreaCodesFile>("area-codes.json", areaCodesJson);
        var roads = GeographyFiles.Parse<RoadsFile>("roads.json", roadsJson);
        List<string> problems = [.. GeographyChecks.Of(regions, roads), .. GeographyChecks.Of(codes, regions), .. GeographyChecks.Of(roads)];
        if (problems.Count > 0)
            throw new InvalidDataException(string.Join(Environment.NewLine, problems));
        var map = new RegionMap(regions.Regions.Select(row => row.ToRegion()));
        return new Geography(map, new AreaCodes(codes.AreaCodes.Select(row => row.ToAreaCode())), new TravelTimes(map, roads.ToNetwork()));
    }

    private static string Text(string name)
    {
        using var stream = typeof(Geography).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"{name} is not built into the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
