using System.Text.Json;
using Hotline117.Contracts;

namespace Hotline117.Web.Dispatch.Country;

/// <summary>Where a region stands on the map.</summary>
/// <param name="Column">From 0, in the west.</param>
/// <param name="Row">From 0, in the north.</param>
/// <param name="Name">Short enough for its tile.</param>
public sealed record Tile(string Region, int Column, int Row, LocalizedText Name);

/// <summary>The country as tiles, one for each region; <c>regions-on-the-map.json</c> says how they are ordered.</summary>
public sealed record CountryMap(IReadOnlyList<Tile> Tiles)
{
    private const string File = "regions-on-the-map.json";

    public static CountryMap Kyrgyzstan { get; } = Read();

    public int Columns => Tiles.Max(tile => tile.Column) + 1;

    public int Rows => Tiles.Max(tile => tile.Row) + 1;

    private static CountryMap Read()
    {
        using var file = typeof(CountryMap).Assembly.GetManifestResourceStream(File)!;
        return JsonSerializer.Deserialize<CountryMap>(file, ContractJson.Options)!;
    }
}
