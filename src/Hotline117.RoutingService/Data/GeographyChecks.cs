using Hotline117.Contracts;
using Hotline117.Routing.Regions;

namespace Hotline117.RoutingService.Data;

/// <summary>What the data files promise each other. Each finding names its file, its row and the way to mend it.</summary>
internal static class GeographyChecks
{
    public static IEnumerable<string> Of(RegionsFile file, RoadsFile roads)
    {
        var ids = file.Regions.Select(row => row.Id).ToHashSet();
        foreach (var id in Twice(file.Regions.Select(row => row.Id)))
            yield return $"regions.json: {id} stands there twice: keep one";
        foreach (var row in file.Regions.Where(row => row.Parent is not null && !ids.Contains(row.Parent)))
            yield return $"regions.json: {row.Id}: there is no parent {row.Parent}: add it or leave parent null";
        foreach (var row in file.Regions.Where(row => !roads.Nodes.Contains(row.Node)))
            yield return $"regions.json: {row.Id}: roads.json has no node {row.Node}: write the town where its roads begin";
    }

    public static IEnumerable<string> Of(AreaCodesFile file, RegionsFile regions)
    {
        var ids = regions.Regions.Select(row => row.Id).ToHashSet();
        foreach (var code in Twice(file.AreaCodes.Select(row => row.Code)))
            yield return $"area-codes.json: {code} stands there twice: keep one";
        foreach (var row in file.AreaCodes)
        {
            if (row.Code.Length is < 2 or > 8 || !row.Code.All(char.IsAsciiDigit))
                yield return $"area-codes.json: {row.Code} is no code: write 2 to 8 digits without the leading 0";
            foreach (var region in row.Regions.Where(region => !ids.Contains(region)))
                yield return $"area-codes.json: {row.Code}: there is no region {region}: write an id of regions.json";
            if (row.Regions.Count == 0 != (row.Certainty == RegionCertainty.None))
                yield return $"area-codes.json: {row.Code}: certainty is none where no region is named, and only there";
            if (row is { Regions.Count: > 1, Certainty: RegionCertainty.High })
                yield return $"area-codes.json: {row.Code}: a code of several regions is at most of medium certainty";
        }
    }

    public static IEnumerable<string> Of(PlacesFile file, RegionsFile regions)
    {
        var ids = regions.Regions.Select(row => row.Id).ToHashSet();
        var ambiguous = file.Ambiguous.Select(Places.Key).ToHashSet();
        foreach (var region in Twice(file.Places.Select(row => row.Region)))
            yield return $"places.json: {region} stands there twice: keep one";
        foreach (var name in Twice(file.Places.SelectMany(row => row.Names, (_, name) => Places.Key(name))))
            yield return $"places.json: two places have the name {name}: take it from both and add it to ambiguous";
        foreach (var row in file.Places)
        {
            if (!ids.Contains(row.Region))
                yield return $"places.json: there is no region {row.Region}: write an id of regions.json";
            foreach (var name in row.Names.Where(name => ambiguous.Contains(Places.Key(name)) || Places.Key(name).Length == 0))
                yield return $"places.json: {row.Region}: the name '{name}' can't tell it from others: take it away";
            if (row.Kind is PlaceKind.Oblast ? row.At is not null : row.ToPlace().At is not { IsOnEarth: true })
                yield return $"places.json: {row.Region}: a town or a rayon has its latitude and longitude in degrees, an oblast has none";
        }
    }

    public static IEnumerable<string> Of(CellsFile file, RegionsFile regions)
    {
        var ids = regions.Regions.Select(row => row.Id).ToHashSet();
        foreach (var cell in Twice(file.Cells.Select(row => $"{row.Access} {row.Prefix.ToLowerInvariant()}".ToLowerInvariant())))
            yield return $"cells.json: {cell} stands there twice: keep one";
        foreach (var row in file.Cells)
        {
            // MCC, MNC of two digits and an area code at the least; an NR cell of a network with three digits at most.
            if (row.Prefix.Length is < 9 or > 21 || !row.Prefix.All(char.IsAsciiHexDigit) || !row.Prefix[..5].All(char.IsAsciiDigit))
                yield return $"cells.json: {row.Prefix} is no cell: write MCC, MNC and area code, then perhaps the cell, 9 to 21 digits as in 4370112ab";
            if (!ids.Contains(row.Region))
                yield return $"cells.json: {row.Prefix}: there is no region {row.Region}: write an id of regions.json";
            if (row.Certainty is RegionCertainty.None)
                yield return $"cells.json: {row.Prefix}: certainty is high, medium or low: leave the row out where nothing is known";
        }
    }

    public static IEnumerable<string> Of(TrunksFile file, RegionsFile regions)
    {
        var ids = regions.Regions.Select(row => row.Id).ToHashSet();
        foreach (var endpoint in Twice(file.Trunks.Select(row => row.Endpoint)))
            yield return $"trunks.json: {endpoint} stands there twice: keep one";
        foreach (var row in file.Trunks)
        {
            if (string.IsNullOrWhiteSpace(row.Endpoint))
                yield return "trunks.json: a row has no endpoint: write the name of the endpoint in site/trunks.conf";
            if (!ids.Contains(row.Region))
                yield return $"trunks.json: {row.Endpoint}: there is no region {row.Region}: write an id of regions.json";
            if (row.Certainty is RegionCertainty.None)
                yield return $"trunks.json: {row.Endpoint}: certainty is high, medium or low: leave the row out where nothing is known";
        }
    }

    public static IEnumerable<string> Of(RoadsFile file)
    {
        foreach (var node in Twice(file.Nodes))
            yield return $"roads.json: the node {node} stands there twice: keep one";
        foreach (var road in file.Roads)
        {
            foreach (var node in new[] { road.From, road.To }.Where(node => !file.Nodes.Contains(node)))
                yield return $"roads.json: {road.From}–{road.To}: there is no node {node}: add it to nodes";
            if (!file.SpeedKmh.ContainsKey(road.Class))
                yield return $"roads.json: {road.From}–{road.To}: there is no class {road.Class}: add its speed to speedKmh";
            if (road.Km is not (> 0 and < 2000))
                yield return $"roads.json: {road.From}–{road.To}: {road.Km} km can't be: write its length";
        }
        foreach (var (name, speed) in file.SpeedKmh.Where(speed => speed.Value is not (> 0 and <= 130)))
            yield return $"roads.json: speedKmh: {name}: {speed} can't be: write kilometres an hour";
        foreach (var month in file.Winter.Months.Where(month => month is < 1 or > 12))
            yield return $"roads.json: winter: {month} is no month: write 1 to 12";
        foreach (var part in new[] { file.Winter.AvalancheSpeed, file.Winter.OtherSpeed }.Where(part => part is not (> 0 and <= 1)))
            yield return $"roads.json: winter: {part} can't be: write the part of summer's speed, above 0 and at most 1";
    }

    private static IEnumerable<string> Twice(IEnumerable<string> ids) =>
        ids.CountBy(id => id).Where(count => count.Value > 1).Select(count => count.Key);
}
