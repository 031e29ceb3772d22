using Hotline117.Contracts.Events;
using Hotline117.ReportingService.Statistics.Publication;
using Npgsql;
using NpgsqlTypes;

namespace Hotline117.ReportingService.Store;

/// <summary>Writes events and the facts of their calls in one transaction. An event that is already there changes nothing, nor one of a call of a time of which calls are deleted.</summary>
/// <remarks>Rows go in by COPY, which asks no question of each: what is there already is read before, under locks that keep others from adding to it.</remarks>
public sealed class EventStore(NpgsqlDataSource database)
{
    // Whoever writes events of a call holds its lock until the commit, so that facts are always made from all of its events. Calls share locks, for a server
    // has only some thousands; those events that are of no call have one, too. All writers take them in one order, so that none wait in a ring.
    private const string LockCalls = """
        SELECT pg_advisory_xact_lock(117, lock)
        FROM (SELECT DISTINCT hashtext(call_id) & 255 AS lock FROM unnest($1) AS call_id ORDER BY lock) AS locks
        """;

    // Who hangs amid a batch gives the locks back, or nobody else could write.
    private const string LimitHanging = "SET LOCAL idle_in_transaction_session_timeout = '10s'";
    private const string LimitCopying = "SET LOCAL statement_timeout = '30s'";

    // A thousand calls are found by their index: to read all of a table that is not large yet, as the planner would, takes longer with each batch.
    private const string ByIndex = "SET LOCAL enable_seqscan = off";

    private const string SelectKnown = $"""
        SELECT {StoredEvent.Columns} FROM events WHERE call_id = ANY ($1)
        UNION ALL SELECT {StoredEvent.Columns} FROM events WHERE call_id IS NULL AND event_id = ANY ($2)
        """;

    private const string CopyEvents = $"COPY events ({StoredEvent.Columns}) FROM STDIN (FORMAT BINARY)";

    private const string ForgetFacts = "DELETE FROM calls WHERE call_id = ANY ($1)";

    private static readonly string CopyFacts = $"COPY calls ({CallRow.Columns}) FROM STDIN (FORMAT BINARY)";

    /// <returns>The ids of the events that were not there before.</returns>
    /// <exception cref="NpgsqlException">Nothing was stored, or at a lost connection perhaps all: storing again is right in either case.</exception>
    public async Task<IReadOnlySet<Guid>> StoreAsync(IReadOnlyList<HotlineEvent> events, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        string[] calls = [.. events.OfType<CallEvent>().Select(each => each.CallId).Distinct()];
        Guid[] ofNoCall = [.. events.Where(each => each is not CallEvent).Select(each => each.EventId)];
        var (known, reducedUntil) = await TakeOutAsync(connection, calls, ofNoCall, cancellation);
        var knownIds = known.Select(each => each.EventId).ToHashSet();
        List<HotlineEvent> added =
        [
            .. events.DistinctBy(arrived => arrived.EventId).Where(arrived => !knownIds.Contains(arrived.EventId) && !(arrived is CallEvent && arrived.OccurredAt < reducedUntil)).Select(StoredEvent.AsKept),
        ];
        if (added.Count > 0)
        {
            await AddAsync(connection, added, cancellation);
            await WriteFactsAsync(connection, known.Concat(added).OfType<CallEvent>().ToLookup(each => each.CallId), cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return added.Select(each => each.EventId).ToHashSet();
    }

    /// <summary>Makes the facts of these calls anew from their events.</summary>
    /// <returns>How many were otherwise before.</returns>
    /// <exception cref="NpgsqlException">Nothing was changed, or at a lost connection perhaps all.</exception>
    public async Task<int> RemakeAsync(string[] calls, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var locking = new NpgsqlBatch(connection))
        {
            Locking(calls).ToList().ForEach(locking.BatchCommands.Add);
            await locking.ExecuteNonQueryAsync(cancellation);
        }

        var before = await FactsAsync(connection, calls, cancellation);
        var (known, _) = await TakeOutAsync(connection, calls, [], cancellation);
        await WriteFactsAsync(connection, known.OfType<CallEvent>().ToLookup(each => each.CallId), cancellation);
        var after = await FactsAsync(connection, calls, cancellation);
        await transaction.CommitAsync(cancellation);
        return after.Count(call => before.GetValueOrDefault(call.Key) != call.Value);
    }

    /// <summary>Until the transaction ends nobody else writes events of these calls; "" stands for those of no call.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Locking(IEnumerable<string> calls) =>
    [
        new(LimitHanging),
        new(LimitCopying),
        new(LockCalls) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. calls] } } },
    ];

    /// <summary>Locks the calls and forgets their facts, which are to be made anew.</summary>
    /// <returns>All events that there are of the calls, and those of no call that have arrived again; and until when calls are deleted.</returns>
    private static async Task<(IReadOnlyList<HotlineEvent> Known, DateTimeOffset? ReducedUntil)> TakeOutAsync(NpgsqlConnection connection, string[] calls, Guid[] ofNoCall, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in Locking(ofNoCall.Length > 0 ? calls.Append("") : calls))
        {
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(new(ReducedMonths.LastMonth));
        batch.BatchCommands.Add(new(ByIndex));
        batch.BatchCommands.Add(new(SelectKnown) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = calls }, new NpgsqlParameter<Guid[]> { TypedValue = ofNoCall } } });
        batch.BatchCommands.Add(new(ForgetFacts) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = calls } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var reducedUntil = await ReducedMonths.EndAsync(reader, cancellation);
        await reader.NextResultAsync(cancellation);
        var known = new List<HotlineEvent>();
        while (await reader.ReadAsync(cancellation))
        {
            known.Add(StoredEvent.Read(reader));
        }

        return (known, reducedUntil);
    }

    private static async Task<Dictionary<string, string>> FactsAsync(NpgsqlConnection connection, string[] calls, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand("SELECT call_id, calls::text FROM calls WHERE call_id = ANY ($1)", connection) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = calls } } };
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var facts = new Dictionary<string, string>(calls.Length);
        while (await reader.ReadAsync(cancellation))
        {
            facts[reader.GetString(0)] = reader.GetString(1);
        }

        return facts;
    }

    private static async Task AddAsync(NpgsqlConnection connection, IEnumerable<HotlineEvent> events, CancellationToken cancellation)
    {
        await using var rows = await BeginCopyAsync(connection, CopyEvents, cancellation);
        foreach (var row in events.Select(StoredEvent.Of))
        {
            await rows.StartRowAsync(cancellation);
            await rows.WriteAsync(row.EventId, cancellation);
            await rows.WriteAsync(row.CallId, cancellation);
            await rows.WriteAsync(row.Type, cancellation);
            await rows.WriteAsync(row.OccurredAt, cancellation);
            await rows.WriteAsync(row.Body, NpgsqlDbType.Jsonb, cancellation);
        }

        await rows.CompleteAsync(cancellation);
    }

    private static async Task WriteFactsAsync(NpgsqlConnection connection, ILookup<string, CallEvent> eventsByCall, CancellationToken cancellation)
    {
        await using var rows = await BeginCopyAsync(connection, CopyFacts, cancellation);
        foreach (var call in eventsByCall)
        {
            await CallRow.WriteAsync(rows, CallFacts.Of(call.Key, call), cancellation);
        }

        await rows.CompleteAsync(cancellation);
    }

    private static async Task<NpgsqlBinaryImporter> BeginCopyAsync(NpgsqlConnection connection, string command, CancellationToken cancellation)
    {
        var rows = await connection.BeginBinaryImportAsync(command, cancellation);
        rows.Timeout = TimeSpan.FromSeconds(connection.CommandTimeout);
        return rows;
    }
}
