using Hotline117.Contracts;

namespace Hotline117.Routing.Directory;

public sealed record Centre
{
    public required string Id { get; init; }
    public required LocalizedText Name { get; init; }
    /// <summary>Region id.</summary>
    public required string Region { get; init; }
    /// <summary>For people; the region decides.</summary>
    public required string Town { get; init; }
    /// <summary>Its address and numbers are never shown, spoken, exported or logged.</summary>
    public bool Secret { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    /// <summary>May be empty: a centre whose numbers are not known yet.</summary>
    public required IReadOnlyList<Line> Lines { get; init; }

    public override string ToString() => $"Centre {Id}";
}
