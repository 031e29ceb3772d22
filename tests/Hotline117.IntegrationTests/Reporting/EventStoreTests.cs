using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.ReportingService.Store;
using Hotline117.UnitTests.Reporting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>The store by itself, as each replica has one, on the real tables.</summary>
[Collection(nameof(ReportingStack))]
public class EventStoreTests(ReportingStack stack)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EventStore Store => new(stack.Database);

    [Fact]
    public async Task Replicas_that_store_the_same_calls_at_once_leave_each_event_once_and_the_facts_of_all_of_them()
    {
        var history = new CallHistory();
        CallEvent[] events = [.. Enumerable.Range(0, 60).SelectMany(call => (IEnumerable<CallEvent>)[.. history.Answered(call, "osh", "osh"), history.WrappedUp(call, 1, "legal"), history.WrappedUp(call, 2, "shelter")])];

        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(async replica =>
        {
            var (stored, random) = (new List<Guid>(), new Random(replica));
            // Each gets nearly all of them, in its own order and in batches of its own.
            var arrivals = events.Where(_ => random.Next(10) > 0 || replica == 0).ToArray();
            random.Shuffle(arrivals);
            foreach (var batch in arrivals.Chunk(10 + (7 * replica)))
            {
                stored.AddRange(await Store.StoreAsync([.. batch, batch[0]], Cancellation));
            }

            return stored;
        }));

        Assert.Equal(events.Select(each => each.EventId).Order(), added.SelectMany(stored => stored).Order());
        await AssertFactsAsync(events);
    }

    [Fact]
    public async Task What_is_made_anew_of_the_stored_events_is_what_was_made_as_they_came()
    {
        var history = new CallHistory();
        // Within one microsecond, in which PostgreSQL knows no order.
        var (one, other) = (history.WrappedUp(0, 1, "legal"), history.WrappedUp(0, 1, "shelter"));
        CallEvent[] events = [.. history.Answered(0, "osh", "osh"), one with { OccurredAt = one.OccurredAt.AddTicks(7) }, other with { OccurredAt = one.OccurredAt.AddTicks(3) }, .. history.Abandoned(1, "talas")];
        foreach (var each in events.Reverse())
        {
            await Store.StoreAsync([each], Cancellation);
        }

        await AssertFactsAsync([.. (await KeptAsync(events)).Cast<CallEvent>()]);
        await AssertFactsAsync([.. events.Select(StoredEvent.AsKept).Cast<CallEvent>()]);
    }

    [Fact]
    public async Task A_rebuild_mends_what_was_broken_and_makes_all_else_as_it_was_to_the_last_digit()
    {
        var history = new CallHistory();
        await Store.StoreAsync([.. Enumerable.Range(0, 50).SelectMany(call => (IEnumerable<CallEvent>)[.. history.Answered(call, "osh", "osh"), history.WrappedUp(call, 1, "legal")])], Cancellation);
        var told = new StringWriter();
        await new FactsRebuild(stack.Database, told).RunAsync(Cancellation);
        var before = await AllFactsAsync();
        await using var damage = stack.Database.CreateCommand($"UPDATE calls SET region = 'talas' WHERE call_id = '{history.IdOf(3)}'; DELETE FROM calls WHERE call_id = '{history.IdOf(7)}'");
        await damage.ExecuteNonQueryAsync(Cancellation);

        var (calls, different) = await new FactsRebuild(stack.Database, told).RunAsync(Cancellation);

        Assert.Equal(await stack.ScalarAsync("SELECT count(DISTINCT call_id) FROM events"), calls);
        Assert.Equal(2, different);
        Assert.Equal(before, await AllFactsAsync());
        Assert.EndsWith("; 2 were otherwise", told.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    private async Task<string> AllFactsAsync()
    {
        await using var facts = stack.Database.CreateCommand("SELECT string_agg(calls::text, E'\n' ORDER BY call_id) FROM calls");
        return (string)(await facts.ExecuteScalarAsync(Cancellation))!;
    }

    [Fact]
    public async Task Every_event_comes_back_whole_and_a_second_time_changes_nothing()
    {
        var id = $"whole-{Guid.NewGuid():N}";
        HotlineEvent[] events =
        [
            .. new HotlineEvent[]
            {
                Samples.Received, Samples.Offered, Samples.Answered, Samples.Abandoned, Samples.Ended, Samples.Transferred, Samples.WrappedUp, Samples.CallbackAsked, Samples.CallbackEnded,
                Samples.Roster, Samples.Operator, Samples.Cover,
            }.Select(sample => sample with { EventId = Guid.NewGuid() }).Select(sample => sample is CallEvent ofCall ? ofCall with { CallId = id } : sample),
        ];

        Assert.Equal(events.Length, (await Store.StoreAsync(events, Cancellation)).Count);
        Assert.Empty(await Store.StoreAsync([.. events.Reverse()], Cancellation));

        Assert.Equal(events.Select(Json).Order(), (await KeptAsync(events)).Select(Json).Order());
    }

    [Fact]
    public async Task Events_that_an_earlier_version_stored_with_all_their_members_count_as_before()
    {
        var history = new CallHistory();
        CallEvent[] events = [.. history.Answered(0, "osh", "osh")];
        foreach (var each in events[..^1])
        {
            await using var insert = stack.Database.CreateCommand("INSERT INTO events (event_id, call_id, type, occurred_at, body) VALUES ($1, $2, $3, $4, $5::jsonb)");
            insert.Parameters.AddRange(new object[] { each.EventId, each.CallId, EventRoutes.RoutingKeys[each.GetType()], each.OccurredAt, Json(each) }.Select(value => new NpgsqlParameter { Value = value }).ToArray());
            await insert.ExecuteNonQueryAsync(Cancellation);
        }

        Assert.Equal([events[^1].EventId], await Store.StoreAsync(events, Cancellation));
        await AssertFactsAsync(events);
    }

    [Fact]
    public async Task A_replica_that_hangs_amid_a_batch_holds_the_others_up_for_seconds_only()
    {
        await using var hanging = await stack.Database.OpenConnectionAsync(Cancellation);
        await using var transaction = await hanging.BeginTransactionAsync(Cancellation);
        await using var locking = new NpgsqlBatch(hanging);
        EventStore.Locking(Enumerable.Range(0, 2000).Select(call => $"call-{call}")).ToList().ForEach(locking.BatchCommands.Add);
        await locking.ExecuteNonQueryAsync(Cancellation);

        var history = new CallHistory();
        CallEvent[] events = [.. history.Answered(0, "osh", "osh")];
        // It is tried again, as the writer does, until the server has ended the one that hangs.
        await ReportingStack.UntilAsync(async () =>
        {
            try
            {
                return (await Store.StoreAsync(events, Cancellation)).Count;
            }
            catch (Exception fault) when (StoreFault.MayPass(fault))
            {
                return 0;
            }
        }, stored => stored == events.Length);
        await AssertFactsAsync(events);
    }

    private async Task AssertFactsAsync(CallEvent[] events)
    {
        var expected = events.ToLookup(each => each.CallId).Select(call => CallFacts.Of(call.Key, call)).ToDictionary(call => call.CallId);
        await using var context = new ReportingContext(new DbContextOptionsBuilder<ReportingContext>().UseNpgsql(stack.Database).Options);
        var ids = expected.Keys.ToArray();
        var rows = await context.Calls.AsNoTracking().Where(call => ids.Contains(call.CallId)).ToDictionaryAsync(call => call.CallId, Cancellation);
        Assert.Equal(expected, rows);
    }

    private async Task<IReadOnlyList<HotlineEvent>> KeptAsync(IEnumerable<HotlineEvent> events)
    {
        await using var select = stack.Database.CreateCommand($"SELECT {StoredEvent.Columns} FROM events WHERE event_id = ANY ($1)");
        select.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. events.Select(each => each.EventId)] });
        await using var reader = await select.ExecuteReaderAsync(Cancellation);
        var kept = new List<HotlineEvent>();
        while (await reader.ReadAsync(Cancellation))
        {
            kept.Add(StoredEvent.Read(reader));
        }

        return kept;
    }

    private static string Json(HotlineEvent each) => JsonSerializer.Serialize(each, each.GetType(), ContractJson.Options);
}
