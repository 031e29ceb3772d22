using System.Text.Json.Serialization;

namespace Hotline117.Contracts.Events;

/// <summary>What every message on the exchange <see cref="EventRoutes.Exchange"/> carries. No event has a member that could hold a caller's number.</summary>
public abstract record HotlineEvent
{
    /// <summary>Consumers are idempotent by this id: a message may arrive more than once.</summary>
    [JsonPropertyOrder(-4)]
    public required Guid EventId { get; init; }

    [JsonPropertyOrder(-3)]
    public required DateTimeOffset OccurredAt { get; init; }

    [JsonPropertyOrder(-2)]
    public int SchemaVersion { get; init; } = 1;
}

public abstract record CallEvent : HotlineEvent
{
    /// <summary>The switch's own id of the caller's channel (Asterisk's Uniqueid), the same in every replica.</summary>
    [JsonPropertyOrder(-3)]
    public required string CallId { get; init; }
}
