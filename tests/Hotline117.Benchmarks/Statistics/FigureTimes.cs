using System.Diagnostics;
using System.Globalization;
using System.Net;
using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.Contracts.Events;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Reporting;
using Hotline117.ReportingService.Store;
using Npgsql;

namespace Hotline117.Benchmarks.Statistics;

/// <summary>
/// A month's figures through the API, against the same count over the month's rows, with a history of many calls; and events stored and folded into calls, against COPY of the same rows.
/// </summary>
internal static class FigureTimes
{
    private const int Reads = 300;
    private const int Rounds = 8;
    private const int CallsStored = 10_000;

    private static readonly CallHistory _history = new();

    private const string RowsOfTheMonth = """
        SELECT region, disposition, extract(hour FROM received_at AT TIME ZONE 'Asia/Bishkek'), count(*) FROM calls
        WHERE received_at >= '2026-09-30T18:00:00Z' AND received_at < '2026-10-31T18:00:00Z' GROUP BY 1, 2, 3
        """;

    public static async Task<int> RunAsync(int calls, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        await using (var stack = await HotlineStack.StartAsync(new StackOptions
        {
            StateFolder = Path.Combine(folder, "state"),
            Callers = false,
            Trunk = new DnsEndPoint("127.0.0.1", 9),
            ServiceSettings = new Dictionary<string, string> { ["Statistics__RequestsPerMinute"] = "100000" },
        }, new Steps(Console.Out, terminal: false), stop))
        {
            await using var database = NpgsqlDataSource.Create(stack.Endpoints.Postgres + ";Command Timeout=1800");
            await FillAsync(database, calls, stop);
            await ReadAsync(stack, database, stop);
            await StoreAsync(database, stop);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task FillAsync(NpgsqlDataSource database, int calls, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        await History.WriteAsync(database, calls, stop);
        await using var size = database.CreateCommand("SELECT pg_total_relation_size('calls')");
        var bytes = (long)(await size.ExecuteScalarAsync(stop))!;
        Say($"{calls:N0} calls of 25 years made in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s; {bytes / 1e6 / (calls / 1e6):0} MB a million calls, indexes included");
    }

    private static async Task ReadAsync(HotlineStack stack, NpgsqlDataSource database, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri(stack.Endpoints.Reporting) };
        http.DefaultRequestHeaders.Add("X-Api-Key", stack.Endpoints.KeyOf(Roles.Supervisor));
        const string Published = "/api/v1/statistics/figures?from=2026-10&to=2026-10&by=region,hourOfDay";
        var first = await TimeAsync(() => http.GetStringAsync(new Uri(Published, UriKind.Relative), stop));
        Say($"published month: made when first asked for in {first:0} ms");
        var (published, exact, rows) = (new List<double>(), new List<double>(), new List<double>());
        for (var read = 0; read < Reads; read++)
        {
            published.Add(await TimeAsync(() => http.GetStringAsync(new Uri(Published, UriKind.Relative), stop)));
            if (read % 10 == 0)
            {
                exact.Add(await TimeAsync(() => http.GetStringAsync(new Uri("/api/v1/statistics/figures?from=2026-10-01&to=2026-10-31&by=region,outcome,hourOfDay&view=exact", UriKind.Relative), stop)));
                rows.Add(await TimeAsync(() => CountAsync(database, stop)));
            }
        }

        Say($"region x hour, published, through the API: {Times(published)}");
        Say($"region x outcome x hour, exact, all figures, through the API: {Times(exact)}");
        Say($"region x outcome x hour, counted over the month's rows: {Times(rows)}: {Quantile.Of(rows, 0.5) / Quantile.Of(published, 0.5):0.0} x the published");
    }

    private static async Task StoreAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        var store = new EventStore(database);
        var (stored, copied) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var events = Enumerable.Range(round * CallsStored, CallsStored).SelectMany(Told).ToList();
            stored.Add(await TimeAsync(async () =>
            {
                foreach (var batch in events.Chunk(EventWriter.BatchSize))
                {
                    await store.StoreAsync(batch, stop);
                }
            }));
            copied.Add(await TimeAsync(() => CopyAsync(database, events, stop)));
        }

        var (ours, theirs) = (stored.Min(), copied.Min());
        await new FactsRebuild(database, Console.Out).RunAsync(stop);
        Say($"{4 * CallsStored:N0} events stored once by id and folded into {CallsStored:N0} calls: {4 * CallsStored / ours * 1000:N0} events/s; COPY of the same rows {4 * CallsStored / theirs * 1000:N0}: {theirs / ours:0.00} of it, each at its best of {Rounds} rounds; within a round {Quantile.Of([.. copied.Zip(stored, (copy, store) => copy / store)], 0.5):0.00} of it (median)");
    }

    /// <summary>Of a call as the switch and the router tell it: ids that follow on each other.</summary>
    private static IEnumerable<CallEvent> Told(int call) =>
        _history.Answered(call, "osh-city", "ak-zhurok").Select(told => told with { CallId = $"hotline-{1_772_334_000 + call}.{call}", EventId = Guid.CreateVersion7() });

    /// <summary>The events into a table like theirs, and the calls they make into one like theirs; both are kept on the disk as theirs are, and empty at first.</summary>
    private static async Task CopyAsync(NpgsqlDataSource database, List<CallEvent> events, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using (var make = new NpgsqlCommand("CREATE TABLE copied_events (LIKE events INCLUDING ALL); CREATE TABLE copied_calls (LIKE calls INCLUDING ALL)", connection))
        {
            await make.ExecuteNonQueryAsync(stop);
        }

        await using (var copy = await connection.BeginBinaryImportAsync("COPY copied_events (event_id, call_id, type, occurred_at, body) FROM STDIN (FORMAT BINARY)", stop))
        {
            foreach (var row in events.Select(StoredEvent.Of))
            {
                await copy.StartRowAsync(stop);
                await copy.WriteAsync(row.EventId, stop);
                await copy.WriteAsync(row.CallId, stop);
                await copy.WriteAsync(row.Type, stop);
                await copy.WriteAsync(row.OccurredAt, stop);
                await copy.WriteAsync(row.Body, NpgsqlTypes.NpgsqlDbType.Jsonb, stop);
            }

            await copy.CompleteAsync(stop);
        }

        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY copied_calls (call_id, received_at, region, language, offers, transfers, answered_at, line_id, centre_id, ended_at, waited_milliseconds, talked_milliseconds) FROM STDIN (FORMAT BINARY)", stop))
        {
            foreach (var call in events.GroupBy(each => each.CallId).Select(each => CallFacts.Of(each.Key, each)))
            {
                await copy.StartRowAsync(stop);
                await copy.WriteAsync(call.CallId, stop);
                await copy.WriteAsync(call.ReceivedAt!.Value, stop);
                await copy.WriteAsync(call.Region, stop);
                await copy.WriteAsync(call.Language, stop);
                await copy.WriteAsync(call.Offers, stop);
                await copy.WriteAsync(call.Transfers, stop);
                await copy.WriteAsync(call.AnsweredAt!.Value, stop);
                await copy.WriteAsync(call.LineId, stop);
                await copy.WriteAsync(call.CentreId, stop);
                await copy.WriteAsync(call.EndedAt!.Value, stop);
                await copy.WriteAsync(call.WaitedMilliseconds!.Value, stop);
                await copy.WriteAsync(call.TalkedMilliseconds!.Value, stop);
            }

            await copy.CompleteAsync(stop);
        }

        await using var drop = new NpgsqlCommand("DROP TABLE copied_events, copied_calls", connection);
        await drop.ExecuteNonQueryAsync(stop);
    }

    private static async Task CountAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var count = database.CreateCommand(RowsOfTheMonth);
        await using var reader = await count.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
        }
    }

    private static async Task<double> TimeAsync(Func<Task> what)
    {
        var began = Stopwatch.GetTimestamp();
        await what();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static FormattableString Times(List<double> milliseconds) => $"p50 {Quantile.Of(milliseconds, 0.5):0.0} ms, p99 {Quantile.Of(milliseconds, 0.99):0.0} ms";

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
