using System.Text.Json;
using Hotline117.Contracts;

namespace Hotline117.ReportingService.Statistics;

/// <summary>Which oblast, or city of that level, each region lies in. A region that is not here stands for itself.</summary>
internal static class FirstLevel
{
    private static readonly Dictionary<string, RegionEntry> _regions = Load();

    public static IReadOnlyDictionary<string, string> OfRegion { get; } = _regions.Keys.ToDictionary(id => id, Top);

    public static IReadOnlyDictionary<string, LocalizedText> Names { get; } =
        _regions.Values.Where(region => region.Parent is null).ToDictionary(region => region.Id, region => new LocalizedText(region.Ky, region.Ru, region.En));

    public static string Of(string region) => OfRegion.GetValueOrDefault(region, region);

    private sealed record RegionFile(IReadOnlyList<RegionEntry> Regions);

    private sealed record RegionEntry(string Id, string? Parent, string Ky, string Ru, string En);

    private static string Top(string id) => _regions.GetValueOrDefault(id)?.Parent is { } parent ? Top(parent) : id;

    private static Dictionary<string, RegionEntry> Load()
    {
        using var file = typeof(FirstLevel).Assembly.GetManifestResourceStream("regions.json") ?? throw new InvalidOperationException("regions.json is not built into the assembly.");
        return JsonSerializer.Deserialize<RegionFile>(file, ContractJson.Options)!.Regions.ToDictionary(region => region.Id);
    }
}
