using System.Text.Json;
using Hotline117.Contracts;

namespace Hotline117.ReportingService.Statistics;

/// <summary>Which oblast, or city of that level, each region lies in. A region that is not here stands for itself.</summary>
internal static class FirstLevel
{
    public static IReadOnlyDictionary<string, string> OfRegion { get; } = Load();

    public static string Of(string region) => OfRegion.GetValueOrDefault(region, region);

    private sealed record RegionFile(IReadOnlyList<RegionEntry> Regions);

    private sealed record RegionEntry(string Id, string? Parent);

    private static Dictionary<string, string> Load()
    {
        using var file = typeof(FirstLevel).Assembly.GetManifestResourceStream("regions.json") ?? throw new InvalidOperationException("regions.json is not built into the assembly.");
        var parents = JsonSerializer.Deserialize<RegionFile>(file, ContractJson.Options)!.Regions.ToDictionary(region => region.Id, region => region.Parent);
        string Top(string id) => parents.GetValueOrDefault(id) is { } parent ? Top(parent) : id;
        return parents.Keys.ToDictionary(id => id, Top);
    }
}
