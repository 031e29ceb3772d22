using System.Text.Json.Serialization;
using Hotline117.Contracts;

namespace Hotline117.Routing.Directory;

public sealed record Centre
{
    public required string Id { get; init; }
    public CentreKind Kind { get; init; } = CentreKind.CrisisCentre;
    public required LocalizedText Name { get; init; }
    /// <summary>Region id.</summary>
    public required string Region { get; init; }
    /// <summary>For people; the region decides.</summary>
    public required string Town { get; init; }
    /// <summary>Its address and numbers are never shown, spoken, exported or logged.</summary>
    public bool Secret { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    /// <summary>Of <see cref="Directory.Services.Known"/>.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];
    public Shelter? Shelter { get; init; }
    /// <summary>The first and the last day, on the clock of Asia/Bishkek, on which it may be rung: a contract's or a permit's. Null is without limit.</summary>
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    /// <summary>Its own figures may be shown in statistics.</summary>
    public bool SharesStatistics { get; init; }
    /// <summary>May be empty: a centre whose numbers are not known yet.</summary>
    public required IReadOnlyList<Line> Lines { get; init; }
    public IReadOnlyList<Counsellor> Counsellors { get; init; } = [];

    /// <summary>A centre with a shelter gives shelter, whether or not that is said twice.</summary>
    [JsonIgnore]
    public IEnumerable<string> AllServices => Shelter is null ? Services : Services.Append(Hotline117.Routing.Directory.Services.Shelter);

    public bool IsValidOn(DateOnly date) => !(date < ValidFrom) && !(date > ValidTo);

    public override string ToString() => $"Centre {Id}";
}
