using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline117.Contracts.Events;
using Npgsql;
using NpgsqlTypes;

namespace Hotline117.ReportingService.Store;

/// <summary>Writes events and the facts of their calls in one transaction. An event that is already there changes nothing.</summary>
public sealed class EventStore(NpgsqlDataSource database)
{
    // Whoever writes events of a call holds its lock until the commit, so that facts are always made from all of its events.
    private const string LockCalls =
        "SELECT pg_advisory_xact_lock(hashtextextended(call_id, 0)) FROM unnest($1) AS call_id";

    private const string InsertEvents = """
        INSERT INTO events (event_id, call_id, type, occurred_at, body)
        SELECT * FROM unnest($1, $2, $3, $4, $5::jsonb[])
        ON CONFLICT (event_id) DO NOTHING
        RETURNING event_id
        """;

    private const string SelectEvents = "SELECT type, body FROM events WHERE call_id = ANY ($1)";

    private static readonly string UpsertFacts = $"""
        INSERT INTO calls SELECT * FROM jsonb_populate_recordset(NULL::calls, $1)
        ON CONFLICT (call_id) DO UPDATE SET {string.Join(", ", FactColumns().Select(column => $"{column} = EXCLUDED.{column}"))}
        """;

    // The column names of the table are the member names of this JSON.
    private static readonly JsonSerializerOptions FactsJson = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <returns>The ids of the events that were not there before.</returns>
    /// <exception cref="NpgsqlException">Nothing was stored, or at a lost connection perhaps all: storing again is right in either case.</exception>
    public async Task<IReadOnlySet<Guid>> StoreAsync(IReadOnlyList<HotlineEvent> events, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var added = await InsertAsync(connection, events, cancellation);
        var callIds = events.OfType<CallEvent>().Where(stored => added.Contains(stored.EventId)).Select(stored => stored.CallId).Distinct().ToArray();
        if (callIds.Length > 0)
        {
            var eventsByCall = await ReadAsync(connection, callIds, cancellation);
            await UpsertAsync(connection, eventsByCall.Select(call => CallFacts.Of(call.Key, call)), cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return added;
    }

    private static async Task<HashSet<Guid>> InsertAsync(NpgsqlConnection connection, IReadOnlyList<HotlineEvent> events, CancellationToken cancellation)
    {
        // One order for all writers: two that hold the same events wait for each other, never in a ring.
        var rows = events.OrderBy(arrived => arrived.EventId).Select(StoredEvent.Of).ToList();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(LockCalls)
                {
                    Parameters = { Texts([.. rows.Select(row => row.CallId).OfType<string>().Distinct().Order(StringComparer.Ordinal)]) },
                },
                new NpgsqlBatchCommand(InsertEvents)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.EventId)] },
                        Texts([.. rows.Select(row => row.CallId)]),
                        Texts([.. rows.Select(row => row.Type)]),
                        new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. rows.Select(row => row.OccurredAt)] },
                        Texts([.. rows.Select(row => row.Body)]),
                    },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var added = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            added.Add(reader.GetGuid(0));
        }

        return added;
    }

    private static async Task<ILookup<string, CallEvent>> ReadAsync(NpgsqlConnection connection, string[] callIds, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(SelectEvents, connection) { Parameters = { Texts(callIds) } };
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var events = new List<CallEvent>();
        while (await reader.ReadAsync(cancellation))
        {
            events.Add((CallEvent)StoredEvent.Read(reader.GetString(0), reader.GetString(1)));
        }

        return events.ToLookup(known => known.CallId);
    }

    private static async Task UpsertAsync(NpgsqlConnection connection, IEnumerable<CallFacts> facts, CancellationToken cancellation)
    {
        await using var upsert = new NpgsqlCommand(UpsertFacts, connection)
        {
            Parameters = { new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Jsonb, TypedValue = JsonSerializer.Serialize(facts, FactsJson) } },
        };
        await upsert.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter<string?[]> Texts(string?[] values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = values };

    private static IEnumerable<string> FactColumns() => typeof(CallFacts).GetProperties()
        .Where(member => member.Name != nameof(CallFacts.CallId))
        .Select(member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name));
}
