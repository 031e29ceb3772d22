using System.Globalization;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
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
            var happened = kind switch
            {
                nameof(CallOffered) when entry["why"].HasValue => Offered(entry),
                nameof(CallQueued) when entry["why"].HasValue => Queued(entry),
                _ => (HotlineEvent)JsonSerializer.Deserialize(entry["body"].ToString(), type, ContractJson.Options)!,
            };
            var trace = entry["trace"].ToString();
            return new OutboxEntry(entry.Id, happened, trace.Length == 0 ? null : trace);
        }
        catch (JsonException e)
        {
            throw new FormatException($"Outbox entry {entry.Id} ({kind}) can't be read: {e.Path}", e);
        }
    }

    // Whether a line was free, and which, is known only to the script that reserved it. So it writes the decision down once, as it was
    // computed, with the line beside it; the event is made of both here.
    private static CallOffered Offered(StreamEntry entry)
    {
        var why = Why(entry);
        return new CallOffered
        {
            EventId = Guid.Parse(entry["id"].ToString()),
            CallId = why.CallId,
            OccurredAt = At(entry),
            Attempt = why.Attempt,
            LineId = entry["line"].ToString(),
            CentreId = entry["centre"].ToString(),
            Source = OfferSource.Router,
            Explanation = Ranking.Resolve(why, entry["line"].ToString()),
        };
    }

    private static CallQueued Queued(StreamEntry entry)
    {
        var why = Why(entry);
        return new CallQueued
        {
            EventId = Guid.Parse(entry["id"].ToString()),
            CallId = why.CallId,
            OccurredAt = At(entry),
            Attempt = why.Attempt,
            Explanation = Ranking.Resolve(why, null),
        };
    }

    private static Explanation Why(StreamEntry entry) => JsonSerializer.Deserialize<Explanation>(entry["why"].ToString(), StoredJson.Options)!;

    private static DateTimeOffset At(StreamEntry entry) => DateTimeOffset.Parse(entry["at"].ToString(), CultureInfo.InvariantCulture);
}
