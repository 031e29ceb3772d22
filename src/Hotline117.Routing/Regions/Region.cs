using Hotline117.Contracts;

namespace Hotline117.Routing.Regions;

/// <summary>A place a caller or a centre can be in: a country-level city, an oblast, a rayon or a town.</summary>
/// <param name="Parent">The region around it, or null at the first level.</param>
/// <param name="RoadNode">Where its roads begin: the rayon's seat or the town itself; an oblast uses its seat.</param>
public sealed record Region(string Id, string? Parent, LocalizedText Name, string RoadNode);
