using Npgsql;

namespace Hotline117.Benchmarks.Statistics;

/// <summary>
/// 25 years of calls, made up by PostgreSQL itself: by region as the police registered domestic violence in January to November 2020 (24.kg/english 178453), evenings busier
/// than mornings, one call of twelve abandoned, one of fifty overflowed; what counsellors say of one call of fifteen.
/// </summary>
internal static class History
{
    private const string Sql = """
        CREATE TEMP TABLE known AS
            SELECT row_number() OVER () AS n, centre ->> 'centreId' AS centre, line ->> 'lineId' AS line
            FROM events, jsonb_array_elements(body -> 'directory') AS centre, jsonb_array_elements(centre -> 'lines') AS line
            WHERE type = 'centre.changed';
        INSERT INTO calls (call_id, received_at, region, region_source, region_certainty, language, offers, transfers, line_id, centre_id, answered_source,
            answered_at, abandoned_at, ended_at, disposition, end_reason, waited_milliseconds, talked_milliseconds, wrap_up_list_version, help)
        SELECT 'history-' || call.n, at,
            CASE WHEN place < .417 THEN 'bishkek' WHEN place < .712 THEN 'chuy' WHEN place < .784 THEN 'issyk-kul' WHEN place < .852 THEN 'jalal-abad'
                WHEN place < .891 THEN 'osh-city' WHEN place < .924 THEN 'naryn' WHEN place < .955 THEN 'osh' WHEN place < .98 THEN 'batken' WHEN place < .998 THEN 'talas' END,
            'areaCode', 'high',
            CASE WHEN tongue < .6 THEN 'ky' WHEN tongue < .85 THEN 'ru' WHEN tongue < .95 THEN 'uz' END,
            1, 0, known.line, known.centre,
            CASE WHEN answered THEN 'router' END,
            CASE WHEN answered THEN at + waited * interval '1 millisecond' END,
            CASE WHEN fate < .08 THEN at + waited * interval '1 millisecond' END,
            at + (waited + CASE WHEN answered THEN talked ELSE 0 END) * interval '1 millisecond',
            CASE WHEN answered THEN 'answered' WHEN fate < .08 THEN 'abandoned' ELSE 'overflowed' END,
            CASE WHEN answered THEN 'hungUp' WHEN fate < .08 THEN 'callerHungUpWhileWaiting' ELSE 'sentToEmergencyLine' END,
            waited, CASE WHEN answered THEN talked ELSE 0 END,
            CASE WHEN answered AND said < .07 THEN 1 END,
            CASE WHEN answered AND said < .07 THEN (ARRAY['legal', 'psychological', 'shelter', 'medical', 'information'])[1 + floor(random() * 5)::int] END
        FROM (
            SELECT n, random() AS place, random() AS tongue, random() AS said, fate, fate >= .1 AS answered,
                timestamptz '2026-11-01T00:00:00+06:00' - floor(random() * 9131) * interval '1 day' - (24 * (1 - sqrt(random()))) * interval '1 hour' AS at,
                (2000 + 30000 * random() ^ 4)::bigint AS waited, (20000 + 1800000 * random() ^ 5)::bigint AS talked
            FROM (SELECT n, random() AS fate FROM generate_series(1, $1) AS n) AS each
        ) AS call
        LEFT JOIN known ON answered AND known.n = 1 + mod(call.n, (SELECT count(*) FROM known));
        """;

    public static async Task WriteAsync(NpgsqlDataSource database, int calls, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await UntilDirectoryIsToldAsync(connection, stop);
        // Statements with parameters are sent one by one.
        foreach (var statement in Sql.Split(';').Where(text => text.Trim().Length > 0))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            if (statement.Contains("$1", StringComparison.Ordinal))
            {
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = calls });
            }

            await command.ExecuteNonQueryAsync(stop);
        }

        await using var analyze = new NpgsqlCommand("VACUUM ANALYZE calls", connection);
        await analyze.ExecuteNonQueryAsync(stop);
    }

    private static async Task UntilDirectoryIsToldAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        await using var count = new NpgsqlCommand("SELECT count(*) FROM events WHERE type = 'centre.changed'", connection);
        while (await count.ExecuteScalarAsync(patience.Token) is 0L)
        {
            await Task.Delay(100, patience.Token);
        }
    }
}
