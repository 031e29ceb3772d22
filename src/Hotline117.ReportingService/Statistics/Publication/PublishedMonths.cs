using System.Collections.Concurrent;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.ReportingService.Store;
using Npgsql;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>A published month with the time since which it has not changed.</summary>
public sealed record MonthPublication(DateTimeOffset At, MonthFigures Figures);

/// <summary>
/// Publishes each month once it is settled, or when it is first asked for if that is sooner, keeps it for good, and never publishes it anew, whatever
/// comes in later. What is settled <see cref="SettlingClock"/> says. Of several replicas that make the same month the first has published it, and all hand on what that one stored.
/// </summary>
public sealed class PublishedMonths(NpgsqlDataSource database, MonthMaker maker, SettlingClock settling, StatisticsSettings settings, TimeProvider time) : IDisposable
{
    public static readonly DateOnly First = new(2026, 1, 1);

    // They don't change, so they may be kept; a century of them is some hundred megabytes at most.
    private readonly ConcurrentDictionary<DateOnly, MonthPublication> _known = [];

    // One at a time: making one is the most that a request can cost.
    private readonly SemaphoreSlim _making = new(1, 1);

    /// <summary>The month that was settled last, as far as this service's own clock can tell.</summary>
    public DateOnly Last => LastSettled(time.GetUtcNow(), settings.SettleDays);

    public static DateOnly LastSettled(DateTimeOffset now, int settleDays)
    {
        var settled = DateOnly.FromDateTime(StatisticsQuery.Local(now).Date).AddDays(-settleDays);
        return new DateOnly(settled.Year, settled.Month, 1).AddMonths(-1);
    }

    /// <summary>The months that are to be published, the earliest first. None before the first call: nobody counted then.</summary>
    public static IEnumerable<DateOnly> Due(DateTimeOffset? firstCall, DateOnly last)
    {
        if (firstCall is not { } call)
        {
            yield break;
        }

        var day = StatisticsQuery.Local(call);
        var month = new DateOnly(day.Year, day.Month, 1);
        for (month = month < First ? First : month; month <= last; month = month.AddMonths(1))
        {
            yield return month;
        }
    }

    /// <exception cref="UnsettledException">One of them must not be published yet; those before it are.</exception>
    public async Task PublishSettledAsync(CancellationToken cancellation)
    {
        foreach (var month in await DueAsync(Last, cancellation))
        {
            await GetAsync(month, cancellation);
        }
    }

    /// <inheritdoc cref="Due"/>
    internal async Task<IEnumerable<DateOnly>> DueAsync(DateOnly last, CancellationToken cancellation)
    {
        await using var first = database.CreateCommand("SELECT min(received_at) FROM calls");
        return Due(await first.ExecuteScalarAsync(cancellation) is DateTime received ? new DateTimeOffset(received, TimeSpan.Zero) : null, last);
    }

    /// <exception cref="UnsettledException">It is not published, and must not be yet.</exception>
    public async Task<MonthPublication> GetAsync(DateOnly month, CancellationToken cancellation)
    {
        if (_known.GetValueOrDefault(month) is { } known)
        {
            return known;
        }

        await _making.WaitAsync(cancellation);
        try
        {
            return _known[month] = await StoredAsync(month, cancellation) // Whoever asks may lose patience; what is begun is finished, for the next.
                ?? await PublishAsync(month, CancellationToken.None);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <param name="following">At least one, each after the other.</param>
    /// <exception cref="UnsettledException">One is not published, and must not be yet.</exception>
    /// <returns>Also the month before them, where it can be published: it tells what is defined otherwise since.</returns>
    public async Task<(MonthPublication? Before, IReadOnlyList<MonthPublication> Months)> CourseAsync(IEnumerable<DateOnly> following, CancellationToken cancellation)
    {
        var months = new List<MonthPublication>();
        foreach (var month in following)
        {
            months.Add(await GetAsync(month, cancellation));
        }

        var earlier = months[0].Figures.Month.AddMonths(-1);
        return (earlier < First ? null : await GetAsync(earlier, cancellation), months);
    }

    /// <summary>When each of the months was published that have been, by month.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, DateTimeOffset>> ListAsync(CancellationToken cancellation)
    {
        await using var select = database.CreateCommand("SELECT month, published_at FROM published_months ORDER BY month");
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var months = new SortedDictionary<DateOnly, DateTimeOffset>();
        while (await reader.ReadAsync(cancellation))
        {
            months[reader.GetFieldValue<DateOnly>(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        }

        return months;
    }

    private async Task<MonthPublication> PublishAsync(DateOnly month, CancellationToken cancellation)
    {
        await settling.CheckAsync(month, cancellation);
        var figures = await maker.MakeAsync(month, cancellation);
        // Another replica may be quicker by a moment: then what it has published holds.
        await using var insert = database.CreateCommand("INSERT INTO published_months (month, published_at, figures) VALUES ($1, $2, $3::jsonb) ON CONFLICT (month) DO NOTHING");
        insert.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = month });
        insert.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(figures, ContractJson.Options) });
        await insert.ExecuteNonQueryAsync(cancellation);
        return (await StoredAsync(month, cancellation))!;
    }

    private async Task<MonthPublication?> StoredAsync(DateOnly month, CancellationToken cancellation)
    {
        await using var select = database.CreateCommand("SELECT published_at, figures FROM published_months WHERE month = $1");
        select.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = month });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new(reader.GetFieldValue<DateTimeOffset>(0), JsonSerializer.Deserialize<MonthFigures>(reader.GetString(1), ContractJson.Options)!)
            : null;
    }

    public void Dispose() => _making.Dispose();
}
