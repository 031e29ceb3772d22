using System.Collections.Frozen;
using Hotline117.Contracts;

namespace Hotline117.Routing.Regions;

/// <summary>Which mobile network a cell belongs to: the same digits mean another place in each.</summary>
public enum CellAccess { Gsm, Umts, Lte, Nr }

/// <summary>The identity of the cell that a call comes from (3GPP TS 23.003), as TS 24.229 writes it: MCC, MNC, area code, cell.</summary>
/// <param name="Id">Digits and lower-case hexadecimal: <c>4370112345abcdef</c>.</param>
public readonly record struct Cell(CellAccess Access, string Id);

/// <summary>Where the cells are whose identity begins with a prefix: one cell, or all of a location or tracking area.</summary>
public sealed record CellArea(CellAccess Access, string Prefix, string Region, RegionCertainty Certainty);

public sealed class CellAreas
{
    private readonly FrozenDictionary<Cell, CellArea> _byPrefix;
    private readonly int[] _lengthsLongestFirst;

    /// <exception cref="ArgumentException">A prefix stands there twice.</exception>
    public CellAreas(IEnumerable<CellArea> areas)
    {
        _byPrefix = areas.ToDictionary(area => new Cell(area.Access, area.Prefix)).ToFrozenDictionary();
        _lengthsLongestFirst = [.. _byPrefix.Keys.Select(prefix => prefix.Id.Length).Distinct().OrderDescending()];
    }

    /// <summary>The region of the longest prefix that the cell's identity begins with, or unknown.</summary>
    public CallerRegion RegionOf(Cell cell)
    {
        foreach (var length in _lengthsLongestFirst)
        {
            if (cell.Id.Length >= length && _byPrefix.TryGetValue(cell with { Id = cell.Id[..length] }, out var area))
                return new(area.Region, RegionSource.CarrierLocation, area.Certainty);
        }
        return CallerRegion.Unknown;
    }
}
