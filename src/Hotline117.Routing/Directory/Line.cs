using System.Text.Json.Serialization;

namespace Hotline117.Routing.Directory;

/// <summary>Something that can ring. It is addressed by its id everywhere.</summary>
public sealed record Line
{
    public required string Id { get; init; }

    /// <summary>What the switch dials: 3 to 20 digits, a plus sign before them allowed. It stands nowhere else, and neither text nor JSON made from this record shows it.</summary>
    [JsonIgnore]
    public string Number { get; init; } = "";

    /// <summary>How many calls it takes at once.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Null where they are the centre's.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    public override string ToString() => $"Line {Id}";
}
