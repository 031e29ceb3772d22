using Npgsql;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>A month must not be published yet, or nobody can say that it is over; the message says why.</summary>
public sealed class UnsettledException(string why) : Exception(why);

/// <summary>
/// Says whether a month is settled. What is published never changes, so no single clock is believed: this service's and PostgreSQL's must agree, and an event must have come in that is
/// from after the month was settled. Events come in their order: after an outage of days the last ones of a month may still wait, and where both clocks are wrong the routers' may be right.
/// </summary>
public sealed class SettlingClock(NpgsqlDataSource database, StatisticsSettings settings, TimeProvider time, ILogger<SettlingClock> logger)
{
    private static readonly TimeSpan AgreeWithin = TimeSpan.FromMinutes(1);

    // A call is dated by the first of its events, anything else by its own.
    private const string Newest = "SELECT greatest((SELECT max(received_at) FROM calls), (SELECT max(occurred_at) FROM events WHERE call_id IS NULL))";

    private string? _fault;

    /// <returns>What is wrong where this service's clock and PostgreSQL's differ; null where they agree.</returns>
    /// <exception cref="NpgsqlException">PostgreSQL is away.</exception>
    public async Task<string?> LookAsync(CancellationToken cancellation) => (await CompareAsync(cancellation)).Fault;

    /// <exception cref="UnsettledException"/>
    /// <exception cref="NpgsqlException">PostgreSQL is away.</exception>
    public async Task CheckAsync(DateOnly month, CancellationToken cancellation)
    {
        var (now, fault) = await CompareAsync(cancellation);
        if (fault is not null)
        {
            throw new UnsettledException($"{month:yyyy-MM} can't be published now: {fault}");
        }

        await using var command = database.CreateCommand(Newest);
        // Where nothing ever came in nothing can be missing.
        var newest = await command.ExecuteScalarAsync(cancellation) is DateTime told ? new DateTimeOffset(told) : now;
        if (PublishedMonths.LastSettled(newest < now ? newest : now, settings.SettleDays) < month)
        {
            throw new UnsettledException(
                $"{month:yyyy-MM} can't be published yet: it is settled {settings.SettleDays} days after its end, and the newest event that has come in is of {newest.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
        }
    }

    /// <returns>The earlier of both clocks, and what is wrong where they differ.</returns>
    private async Task<(DateTimeOffset Now, string? Fault)> CompareAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT clock_timestamp()");
        command.CommandTimeout = 2;
        var asked = time.GetUtcNow();
        var there = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellation))!);
        var answered = time.GetUtcNow();
        // It read its clock in between, however long the answer took.
        var apart = there < asked ? asked - there : there > answered ? there - answered : TimeSpan.Zero;
        ReportingTelemetry.ClockApart.Record(apart.TotalSeconds);
        var fault = apart > AgreeWithin ? $"this service's clock and PostgreSQL's are {apart.TotalSeconds:0} s apart: let both follow a time server. No month is published until they agree." : null;
        var before = Interlocked.Exchange(ref _fault, fault);
        if (fault is not null && before is null)
        {
            logger.LogError("Clocks differ: {Fault}", fault);
        }
        else if (fault is null && before is not null)
        {
            logger.LogInformation("This service's clock and PostgreSQL's agree again.");
        }

        return (there < asked ? there : asked, fault);
    }
}
