using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.ReportingService.Store;
using Npgsql;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>
/// Deletes the calls of each month, and their events, once the month that comes <see cref="StatisticsSettings.KeepCallsMonths"/> after it is settled. What was published of it stays, and
/// each centre's statement of it. Any number of replicas may do so at once.
/// </summary>
public sealed class CallReduction(
    NpgsqlDataSource database, PublishedMonths published, CentreStatements statements, SettlingClock settling, StatisticsSettings settings, TimeProvider time, ILogger<CallReduction> logger)
{
    // All that writers of events take, in their order: none of them adds to the month meanwhile.
    private const string LockAllCalls = "SELECT pg_advisory_xact_lock(117, lock) FROM generate_series(0, 255) AS lock";

    private const string Keep = "INSERT INTO reduced_months (month, reduced_at, statements) VALUES ($1, $2, $3::jsonb) ON CONFLICT (month) DO NOTHING";

    private const string OfTheMonth = "FROM calls WHERE received_at >= $1 AND received_at < $2";

    /// <exception cref="UnsettledException">Nobody can say that it is time.</exception>
    /// <exception cref="NpgsqlException">PostgreSQL is away.</exception>
    public async Task ReduceAsync(CancellationToken cancellation)
    {
        if (settings.KeepCallsMonths == 0)
        {
            return;
        }

        foreach (var month in await published.DueAsync(published.Last.AddMonths(-settings.KeepCallsMonths), cancellation))
        {
            await settling.CheckAsync(month.AddMonths(settings.KeepCallsMonths), cancellation);
            await published.GetAsync(month, cancellation);
            try
            {
                await ReduceAsync(month, cancellation);
            }
            catch (ReducedException)
            {
                // Another replica was faster.
            }
        }
    }

    private async Task ReduceAsync(DateOnly month, CancellationToken cancellation)
    {
        var (from, to) = (StatisticsQuery.Midnight(month), StatisticsQuery.Midnight(month.AddMonths(1)));
        var kept = JsonSerializer.Serialize(await statements.OfAllAsync(from, to, cancellation), ContractJson.Options);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await RunAsync(connection, LockAllCalls, [], cancellation);
        if (await RunAsync(connection, Keep, [month, time.GetUtcNow(), kept], cancellation) == 0)
        {
            return;
        }

        await RunAsync(connection, $"DELETE FROM events WHERE call_id IN (SELECT call_id {OfTheMonth})", [from, to], cancellation);
        var calls = await RunAsync(connection, $"DELETE {OfTheMonth}", [from, to], cancellation);
        await transaction.CommitAsync(cancellation);
        logger.LogInformation("{Month:yyyy-MM}: {Calls} calls are deleted; what was published of them stays.", month, calls);
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, object[] parameters, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter is DateTimeOffset at ? at.ToUniversalTime() : parameter });
        }

        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
