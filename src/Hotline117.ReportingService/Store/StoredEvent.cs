using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;

namespace Hotline117.ReportingService.Store;

/// <summary>One event of the bus as it is kept for good: facts can be rebuilt from these rows alone.</summary>
public sealed class StoredEvent
{
    public required Guid EventId { get; init; }

    /// <summary>Null for an event that is not about a call.</summary>
    public required string? CallId { get; init; }

    /// <summary>The routing key.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>JSON of the contract's members; anything else that a message held is not kept.</summary>
    public required string Body { get; init; }

    public DateTimeOffset StoredAt { get; init; }

    public static StoredEvent Of(HotlineEvent arrived) => new()
    {
        EventId = arrived.EventId,
        CallId = (arrived as CallEvent)?.CallId,
        Type = EventRoutes.RoutingKeys[arrived.GetType()],
        OccurredAt = arrived.OccurredAt.ToUniversalTime(),
        Body = JsonSerializer.Serialize(arrived, arrived.GetType(), ContractJson.Options),
    };

    public static HotlineEvent Read(string type, string body) =>
        (HotlineEvent)JsonSerializer.Deserialize(body, EventRoutes.EventTypes[type], ContractJson.Options)!;
}
