using System.Collections.Immutable;
using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch.Regions;

/// <summary>One entry of RoutingService's <c>GET /api/v1/regions</c>.</summary>
public sealed record RegionName(string Id, LocalizedText Name);

/// <summary>What regions are called. Immutable.</summary>
public sealed record RegionNames(ImmutableDictionary<string, LocalizedText> ById)
{
    public static readonly RegionNames None = new(ImmutableDictionary<string, LocalizedText>.Empty);

    public static RegionNames From(IEnumerable<RegionName> regions) =>
        new(regions.ToImmutableDictionary(region => region.Id, region => region.Name));

    /// <summary>In the reader's language; the id itself where the region has no known name.</summary>
    public string Of(string regionId, CultureInfo language) =>
        ById.TryGetValue(regionId, out var name) ? name.In(language) : regionId;
}
