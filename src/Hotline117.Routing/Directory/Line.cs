using System.Text.Json.Serialization;

namespace Hotline117.Routing.Directory;

/// <summary>Something that can ring: a number on the trunk, or a SIP endpoint that registers with the switch. It is addressed by its id everywhere.</summary>
public sealed record Line
{
    public required string Id { get; init; }

    /// <summary>What the switch dials on its trunk: 3 to 20 digits, a plus sign before them allowed; empty for an endpoint.
    /// It stands nowhere else, and neither text nor JSON made from this record shows it.</summary>
    [JsonIgnore]
    public string Number { get; init; } = "";

    /// <summary>The name of a PJSIP endpoint of the switch; null for a number. It tells nothing outside the switch, so it is no secret.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How many calls it takes at once.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Whoever picks up must press 1 to take the call; without the key it rings elsewhere. For telephones that a machine or a child may pick up.</summary>
    public bool TakenByKey { get; init; }

    /// <summary>Null where they are the centre's.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    public override string ToString() => $"Line {Id}";
}
