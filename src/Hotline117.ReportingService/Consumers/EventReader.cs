using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;

namespace Hotline117.ReportingService.Consumers;

/// <summary>The message is not an event of the contract. The reason names members and positions, never what the body holds.</summary>
public sealed class UnreadableEventException(string reason) : Exception(reason);

/// <summary>Turns a routing key and a raw JSON body into an event. Nothing else that a publisher says about a message is looked at.</summary>
public static class EventReader
{
    public const int SupportedSchemaVersion = 1;
    /// <summary>The largest there are tell of all centres, once in a while; those of a call have some kilobytes.</summary>
    public const int MaximumBytes = 1024 * 1024;
    public const int MaximumCallIdLength = 150;

    // A null where the contract has none is a fault of the publisher, not a value.
    private static readonly JsonSerializerOptions Json = new(ContractJson.Options) { RespectNullableAnnotations = true };

    /// <exception cref="UnreadableEventException"/>
    public static HotlineEvent Read(string routingKey, ReadOnlyMemory<byte> body)
    {
        if (!EventRoutes.EventTypes.TryGetValue(routingKey, out var type))
        {
            throw new UnreadableEventException($"its routing key is none of {string.Join(", ", EventRoutes.EventTypes.Keys)}");
        }

        if (body.Length > MaximumBytes)
        {
            throw new UnreadableEventException($"its body has {body.Length} bytes; at most {MaximumBytes} are read");
        }

        using var document = Parse(body);
        RequireSchemaVersion(document.RootElement);
        return Checked(Deserialize(document, type));
    }

    // The texts of JsonException may quote the body: only positions and names of the contract are passed on.
    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException fault)
        {
            throw new UnreadableEventException($"its body is not well-formed JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1})");
        }
    }

    private static HotlineEvent Deserialize(JsonDocument document, Type type)
    {
        try
        {
            return (HotlineEvent)document.Deserialize(type, Json)!;
        }
        catch (JsonException fault)
        {
            var members = Json.GetTypeInfo(type).Properties;
            var member = members.FirstOrDefault(member => $"{fault.Path}.".StartsWith($"$.{member.Name}.", StringComparison.Ordinal));
            throw new UnreadableEventException(member is not null
                ? $"its member {member.Name} does not hold what {type.Name} needs there"
                : $"its body lacks a member of {type.Name}: {string.Join(", ", members.Where(required => required.IsRequired).Select(required => required.Name))}");
        }
    }

    private static void RequireSchemaVersion(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new UnreadableEventException("its body is not a JSON object");
        }

        if (!root.TryGetProperty("schemaVersion", out var version)
            || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number)
            || number != SupportedSchemaVersion)
        {
            throw new UnreadableEventException($"its schemaVersion is not {SupportedSchemaVersion}");
        }
    }

    private static HotlineEvent Checked(HotlineEvent read) => read switch
    {
        { EventId: var id } when id == Guid.Empty => throw new UnreadableEventException("its eventId is empty"),
        CallEvent { CallId: { Length: 0 or > MaximumCallIdLength } } =>
            throw new UnreadableEventException($"its callId does not have 1 to {MaximumCallIdLength} characters"),
        CoverCounted { MinutesSeen: < 1 or > 60 } => throw new UnreadableEventException("its minutesSeen are not 1 to 60"),
        _ => read,
    };
}
