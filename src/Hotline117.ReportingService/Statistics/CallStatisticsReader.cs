using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Npgsql;

namespace Hotline117.ReportingService.Statistics;

/// <summary>Counts calls. The figures are defined at <see cref="CallStatisticsRow"/>; this is their one computation.</summary>
public sealed class CallStatisticsReader(NpgsqlDataSource database, ReducedMonths reduced)
{
    private const string Answered = "line_id IS NOT NULL";

    private const string Figures = $"""
        count(*),
        count(*) FILTER (WHERE {Answered}),
        count(*) FILTER (WHERE {Answered} AND answered_source = 'switchFallback'),
        count(*) FILTER (WHERE abandoned_at IS NOT NULL OR disposition = 'abandoned'),
        count(*) FILTER (WHERE disposition = 'overflowed'),
        count(*) FILTER (WHERE disposition = 'indeterminate'),
        count(*) FILTER (WHERE ended_at IS NULL),
        (avg(waited_milliseconds) FILTER (WHERE {Answered}) / 1000)::double precision,
        (avg(talked_milliseconds) FILTER (WHERE {Answered} AND disposition = 'answered') / 1000)::double precision,
        count(*) FILTER (WHERE callback_asked_at IS NOT NULL),
        count(*) FILTER (WHERE callback_outcome = 'reached'),
        count(*) FILTER (WHERE transfers > 0)
        """;

    /// <exception cref="ReducedException">Of a part of the period only aggregates are left.</exception>
    public async Task<CallStatistics> ReadAsync(StatisticsQuery query, CancellationToken cancellation)
    {
        await reduced.CheckAsync(query.From, cancellation);
        // One scan gives the rows and, grouped by nothing, their total: they can't disagree.
        await using var command = database.CreateCommand($"""
            SELECT grouping(key) = 1, key, {Figures}
            FROM (SELECT {Key(query.By)} AS key, * FROM calls WHERE received_at >= $1 AND received_at < $2) AS received
            GROUP BY GROUPING SETS ((key), ())
            ORDER BY key COLLATE "C"
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = query.From.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = query.To.ToUniversalTime() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<CallStatisticsRow>();
        CallStatisticsRow? total = null;
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetBoolean(0))
            {
                total = Row("total", reader);
            }
            else
            {
                rows.Add(Row(reader.GetString(1), reader));
            }
        }

        return new(query.From, query.To, query.By, rows, total!);
    }

    // Hours are the local clock's, written with its offset.
    private static string Key(StatisticsDimension by) => by switch
    {
        StatisticsDimension.Region => "coalesce(region, 'unknown')",
        StatisticsDimension.Centre => "coalesce(centre_id, 'unknown')",
        StatisticsDimension.Outcome => "coalesce(disposition, 'unknown')",
        StatisticsDimension.Help => "coalesce(help, 'unknown')",
        StatisticsDimension.Risk => "coalesce(risk, 'unknown')",
        StatisticsDimension.Referral => "coalesce(referral, 'unknown')",
        StatisticsDimension.Hour =>
            $"to_char(received_at AT TIME ZONE '{StatisticsQuery.TimeZoneId}', 'YYYY-MM-DD\"T\"HH24:00:00') || '+06:00'",
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };

    private static CallStatisticsRow Row(string key, NpgsqlDataReader reader) => new(
        key,
        reader.GetInt64(2),
        reader.GetInt64(3),
        reader.GetInt64(4),
        reader.GetInt64(5),
        reader.GetInt64(6),
        reader.GetInt64(7),
        reader.GetInt64(8),
        Seconds(reader, 9),
        Seconds(reader, 10),
        reader.GetInt64(11),
        reader.GetInt64(12),
        reader.GetInt64(13));

    private static double? Seconds(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : Math.Round(reader.GetDouble(column), 3);
}
