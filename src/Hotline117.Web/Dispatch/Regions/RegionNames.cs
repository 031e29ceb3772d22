using System.Collections.Immutable;
using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch.Regions;

/// <summary>One entry of RoutingService's <c>GET /api/v1/regions</c>.</summary>
/// <param name="Parent">The region around it; null at the first level.</param>
public sealed record RegionName(string Id, LocalizedText Name, string? Parent = null);

/// <summary>What regions are called, and which lies in which. Immutable.</summary>
public sealed record RegionNames(ImmutableDictionary<string, LocalizedText> ById)
{
    public static readonly RegionNames None = new(ImmutableDictionary<string, LocalizedText>.Empty);

    /// <summary>Deeper than this nothing lies in another.</summary>
    private const int MostLevels = 8;

    public ImmutableDictionary<string, string> Parents { get; private init; } = ImmutableDictionary<string, string>.Empty;

    public static RegionNames From(IReadOnlyCollection<RegionName> regions) => new(regions.ToImmutableDictionary(region => region.Id, region => region.Name))
    {
        Parents = regions.Where(region => region.Parent is not null).ToImmutableDictionary(region => region.Id, region => region.Parent!),
    };

    /// <returns>The region itself or the nearest around it that is meant; where none is, the outermost that is known.</returns>
    public string TopOf(string regionId, Func<string, bool> isMeant)
    {
        for (var level = 0; level < MostLevels && !isMeant(regionId) && Parents.TryGetValue(regionId, out var parent); level++)
            regionId = parent;
        return regionId;
    }

    /// <returns>The region itself and all that it lies in.</returns>
    public IEnumerable<string> Around(string regionId)
    {
        string? around = regionId;
        for (var level = 0; level < MostLevels && around is not null; level++)
        {
            yield return around;
            around = Parents.GetValueOrDefault(around);
        }
    }

    /// <summary>In the reader's language; the id itself where the region has no known name.</summary>
    public string Of(string regionId, CultureInfo language) =>
        ById.TryGetValue(regionId, out var name) ? name.In(language) : regionId;
}
