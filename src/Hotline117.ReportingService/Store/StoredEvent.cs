using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Npgsql;

namespace Hotline117.ReportingService.Store;

/// <summary>One event of the bus as it is kept for good: facts can be rebuilt from these rows alone.</summary>
public sealed class StoredEvent
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    public const string Columns = "event_id, call_id, type, occurred_at, body";

    private static readonly JsonSerializerOptions BodyJson = new(ContractJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutColumns } },
    };

    public required Guid EventId { get; init; }

    /// <summary>Null for an event that is not about a call.</summary>
    public required string? CallId { get; init; }

    /// <summary>The routing key.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>JSON of the contract's members that have no column; anything else that a message held is not kept. Older rows have all members.</summary>
    public required string Body { get; init; }

    public DateTimeOffset StoredAt { get; init; }

    /// <summary>The same event as <see cref="Read"/> will tell it: PostgreSQL keeps microseconds, and which of two events was first must not depend on where they are read.</summary>
    public static HotlineEvent AsKept(HotlineEvent arrived)
    {
        ArgumentNullException.ThrowIfNull(arrived);
        return arrived with { OccurredAt = arrived.OccurredAt.AddTicks(-(arrived.OccurredAt.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime() };
    }

    /// <param name="kept">As <see cref="AsKept"/> tells it.</param>
    public static StoredEvent Of(HotlineEvent kept) => new()
    {
        EventId = kept.EventId,
        CallId = (kept as CallEvent)?.CallId,
        Type = EventRoutes.RoutingKeys[kept.GetType()],
        OccurredAt = kept.OccurredAt,
        Body = JsonSerializer.Serialize(kept, kept.GetType(), BodyJson),
    };

    public static HotlineEvent Read(NpgsqlDataReader row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var read = (HotlineEvent)JsonSerializer.Deserialize(row.GetString(4), EventRoutes.EventTypes[row.GetString(2)], BodyJson)! with
        {
            EventId = row.GetGuid(0),
            OccurredAt = row.GetFieldValue<DateTimeOffset>(3),
        };
        return read is CallEvent ofCall ? ofCall with { CallId = row.GetString(1) } : read;
    }

    private static void LeaveOutColumns(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(IsColumn).ToList())
        {
            type.Properties.Remove(member);
        }
    }

    private static bool IsColumn(JsonPropertyInfo member) => member.AttributeProvider is PropertyInfo property
        && (property.DeclaringType, property.Name) is (var of, nameof(HotlineEvent.EventId) or nameof(HotlineEvent.OccurredAt) or nameof(CallEvent.CallId))
        && (of == typeof(HotlineEvent) || of == typeof(CallEvent));
}
