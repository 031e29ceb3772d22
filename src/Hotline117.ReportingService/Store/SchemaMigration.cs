using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hotline117.ReportingService.Store;

/// <summary>Brings the tables up to date at start, however long PostgreSQL takes to be there. One replica at a time.</summary>
public sealed class SchemaMigration(
    NpgsqlDataSource database, IDbContextFactory<ReportingContext> contexts, TimeProvider time, ILogger<SchemaMigration> logger) : BackgroundService
{
    public const int OldestPostgres = 15;
    private const long LockKey = 117_000_001;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once the tables are up to date.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Why the tables are not up to date, in words; null where they are.</summary>
    public string? Problem { get; private set; } = "not tried yet";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var backoff = new Backoff(time); !_ready.Task.IsCompleted;)
        {
            Problem = await TryMigrateAsync(stoppingToken);
            if (Problem is null)
            {
                _ready.SetResult();
                return;
            }

            logger.LogWarning("The tables are not up to date: {Problem}. Trying again in {Delay}.", Problem, backoff.Next);
            await backoff.WaitAsync(stoppingToken);
        }
    }

    private async Task<string?> TryMigrateAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            if (connection.PostgreSqlVersion.Major < OldestPostgres)
            {
                return $"PostgreSQL {connection.PostgreSqlVersion} is too old: {OldestPostgres} or newer is needed";
            }

            // Freed with the session, so that a replica that dies holds nobody up.
            await using var locking = new NpgsqlCommand($"SELECT pg_advisory_lock({LockKey})", connection) { CommandTimeout = (int)Patience.TotalSeconds };
            await locking.ExecuteNonQueryAsync(cancellation);
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            // An index over millions of rows takes longer than any other command may.
            context.Database.SetCommandTimeout(Patience);
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellation)).ToList();
            await context.Database.MigrateAsync(cancellation);
            await using var unlocking = new NpgsqlCommand($"SELECT pg_advisory_unlock({LockKey})", connection);
            await unlocking.ExecuteNonQueryAsync(cancellation);
            logger.LogInformation("The tables are up to date; migrations applied now: {Migrations}.", pending.Count == 0 ? "none" : string.Join(", ", pending));
            return null;
        }
        catch (Exception fault) when (StoreFault.MayPass(fault))
        {
            return StoreFault.Explain(fault);
        }
    }
}
