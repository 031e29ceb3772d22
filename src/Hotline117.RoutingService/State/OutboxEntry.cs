using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Decisions;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>An event as it waits in the outbox, with the trace that it belongs to.</summary>
internal sealed record OutboxEntry(RedisValue Id, HotlineEvent Event, string? TraceParent)
{
    private static readonly Dictionary<string, Type> _types = EventRoutes.RoutingKeys.Keys.ToDictionary(type => type.Name);

    /// <exception cref="FormatException">The entry is not one that this version writes.</exception>
    public static OutboxEntry Read(StreamEntry entry)
    {
        var kind = entry["type"].ToString();
        if (!_types.TryGetValue(kind, out var type))
        {
            throw new FormatException($"Outbox entry {entry.Id} has the unknown type '{kind}'.");
        }

        try
        {
            var happened = (HotlineEvent)JsonSerializer.Deserialize(entry["body"].ToString(), type, ContractJson.Options)!;
            var trace = entry["trace"].ToString();
            return new OutboxEntry(entry.Id, Complete(happened, entry["line"].ToString(), entry["centre"].ToString()), trace.Length == 0 ? null : trace);
        }
        catch (JsonException e)
        {
            throw new FormatException($"Outbox entry {entry.Id} ({kind}) can't be read: {e.Path}", e);
        }
    }

    // Which line was free is known only to the script that reserved it.
    private static HotlineEvent Complete(HotlineEvent happened, string line, string centre) => happened switch
    {
        CallOffered { Source: OfferSource.Router } offered => offered with
        {
            LineId = line,
            CentreId = centre,
            Explanation = offered.Explanation is { } decision ? Ranking.Resolve(decision, line) : null,
        },
        CallQueued queued => queued with { Explanation = Ranking.Resolve(queued.Explanation, null) },
        _ => happened,
    };
}
