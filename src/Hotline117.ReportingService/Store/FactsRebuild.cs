using System.Diagnostics;
using System.Globalization;
using Hotline117.Hosting;
using Npgsql;

namespace Hotline117.ReportingService.Store;

/// <summary>
/// <c>rebuild</c>: makes the facts of all calls anew from their events, some thousand calls at a time, while the service goes on counting. It says how far it is, and how many were
/// otherwise: none, where nothing was broken. Begun again it begins anew. What is published never changes, and is left as it is.
/// </summary>
public sealed class FactsRebuild(NpgsqlDataSource database, TextWriter told)
{
    public const string Command = "rebuild";
    private const int CallsAtOnce = 5_000;
    private static readonly TimeSpan _betweenWords = TimeSpan.FromSeconds(2);

    private readonly EventStore _store = new(database);

    /// <returns>0 when all are made anew, 1 when PostgreSQL or the settings are in the way.</returns>
    public static async Task<int> RunCommandAsync()
    {
        try
        {
            var settings = ReportingSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().AddKeyPerFile(HotlineHost.SecretsFolder, optional: true).Build());
            settings.Postgres.CommandTimeout = 600;
            await using var database = NpgsqlDataSource.Create(settings.Postgres);
            await new FactsRebuild(database, Console.Out).RunAsync(CancellationToken.None);
            return 0;
        }
        catch (Exception fault) when (fault is NpgsqlException or ConfigurationException)
        {
            await Console.Error.WriteLineAsync($"{Command} failed: {fault.Message}");
            return 1;
        }
    }

    /// <returns>The calls that there are, and how many of them were otherwise before.</returns>
    /// <exception cref="NpgsqlException">What is made is made; the rest is as it was.</exception>
    public async Task<(long Calls, long Different)> RunAsync(CancellationToken cancellation)
    {
        var (began, spoke) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        await using var count = database.CreateCommand("SELECT count(DISTINCT call_id) FROM events");
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        var (calls, different) = (0L, 0L);
        for (var last = ""; await NextAsync(last, cancellation) is { Length: > 0 } next; last = next[^1])
        {
            different += await _store.RemakeAsync(next, cancellation);
            calls += next.Length;
            if (Stopwatch.GetElapsedTime(spoke) > _betweenWords)
            {
                spoke = Stopwatch.GetTimestamp();
                Say($"{calls:N0} of some {total:N0} calls, {calls / Stopwatch.GetElapsedTime(began).TotalSeconds:N0} a second; {different:N0} were otherwise");
            }
        }

        Say($"{calls:N0} calls made anew from their events in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s; {different:N0} were otherwise");
        return (calls, different);
    }

    private async Task<string[]> NextAsync(string last, CancellationToken cancellation)
    {
        await using var select = database.CreateCommand($"SELECT DISTINCT call_id FROM events WHERE call_id > $1 ORDER BY call_id LIMIT {CallsAtOnce}");
        select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = last });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var calls = new List<string>(CallsAtOnce);
        while (await reader.ReadAsync(cancellation))
        {
            calls.Add(reader.GetString(0));
        }

        return [.. calls];
    }

    private void Say(FormattableString text) => told.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
