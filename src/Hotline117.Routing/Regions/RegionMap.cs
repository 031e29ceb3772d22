using System.Collections.Frozen;

namespace Hotline117.Routing.Regions;

public sealed class RegionMap
{
    private readonly FrozenDictionary<string, Region> _byId;

    /// <exception cref="ArgumentException">Two regions have the same id.</exception>
    public RegionMap(IEnumerable<Region> regions)
    {
        All = [.. regions];
        _byId = All.ToFrozenDictionary(region => region.Id);
        if (_byId.Count != All.Count)
            throw new ArgumentException("Two regions have the same id.", nameof(regions));
    }

    public IReadOnlyList<Region> All { get; }

    public Region? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    public bool Contains(string? id) => Find(id) is not null;

    /// <summary>Whether a region is another one or lies in it.</summary>
    public bool IsWithin(string inner, string outer)
    {
        for (var region = Find(inner); region is not null; region = Find(region.Parent))
        {
            if (region.Id == outer)
                return true;
        }
        return false;
    }
}
