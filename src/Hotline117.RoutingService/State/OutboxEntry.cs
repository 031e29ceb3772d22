using System.Globalization;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Decisions;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Events as they wait in the outbox, with the trace that they belong to: all of one transition.</summary>
internal sealed record OutboxEntry(RedisValue Id, IReadOnlyList<HotlineEvent> Events, string? TraceParent)
{
    private static readonly Dictionary<string, Type> _types = EventRoutes.RoutingKeys.Keys.ToDictionary(type => type.Name);

    /// <exception cref="FormatException">The entry is not one that this version writes.</exception>
    public static OutboxEntry Read(StreamEntry entry)
    {
        var trace = entry["trace"].ToString();
        var events = new List<HotlineEvent>();
        for (var at = 0; at < entry.Values.Length; at++)
        {
            if (entry.Values[at].Name == "type")
            {
                events.Add(ReadEvent(entry.Id, new StreamEntry(entry.Id, [.. entry.Values[at..(at + 1)], .. entry.Values[(at + 1)..].TakeWhile(field => field.Name != "type")])));
            }
        }

        return new OutboxEntry(entry.Id, events, trace.Length == 0 ? null : trace);
    }

    private static HotlineEvent ReadEvent(RedisValue id, StreamEntry fields)
    {
        var kind = fields["type"].ToString();
        if (!_types.TryGetValue(kind, out var type))
        {
            throw new FormatException($"Outbox entry {id} has the unknown type '{kind}'.");
        }

        try
        {
            return kind switch
            {
                nameof(CallOffered) when fields["why"].HasValue => Offered(fields),
                nameof(CallQueued) when fields["why"].HasValue => Queued(fields),
                _ => (HotlineEvent)JsonSerializer.Deserialize(fields["body"].ToString(), type, ContractJson.Options)!,
            };
        }
        catch (JsonException e)
        {
            throw new FormatException($"Outbox entry {id} ({kind}) can't be read: {e.Path}", e);
        }
    }

    // Whether a line was free, and which, is known only to the script that reserved it. So it writes the decision down once, as it was
    // computed, with the line beside it; the event is made of both here.
    private static CallOffered Offered(StreamEntry entry)
    {
        var why = Why(entry);
        OfferedLine[] also = [.. entry["also"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(line => new OfferedLine(line[0], line[1]))];
        return new CallOffered
        {
            EventId = Guid.Parse(entry["id"].ToString()),
            CallId = why.CallId,
            OccurredAt = At(entry),
            Attempt = why.Attempt,
            LineId = entry["line"].ToString(),
            CentreId = entry["centre"].ToString(),
            Source = OfferSource.Router,
            Explanation = Ranking.Resolve(why, [entry["line"].ToString(), .. also.Select(line => line.LineId)]),
            Also = also,
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
            Explanation = Ranking.Resolve(why, []),
        };
    }

    private static Explanation Why(StreamEntry entry) => JsonSerializer.Deserialize<Explanation>(entry["why"].ToString(), StoredJson.Options)!;

    private static DateTimeOffset At(StreamEntry entry) => DateTimeOffset.Parse(entry["at"].ToString(), CultureInfo.InvariantCulture);
}
