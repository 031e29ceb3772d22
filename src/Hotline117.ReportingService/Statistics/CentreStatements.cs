using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Npgsql;

namespace Hotline117.ReportingService.Statistics;

/// <summary>Each centre's own statement. Answered and talked are the exact figures; what was offered is counted from the events, for a call's row does not name who was rung in vain, and so are the hours of cover.</summary>
public sealed class CentreStatements(NpgsqlDataSource database, ExactFigures exact, CoverFigures cover, ReducedMonths reduced, StatisticsSettings settings)
{
    private static readonly string OfferedCalls = $"""
        SELECT count(*) FROM calls AS c WHERE c.received_at >= $1 AND c.received_at < $2 AND (c.centre_id = $3 OR EXISTS (
            SELECT 1 FROM events AS e WHERE e.call_id = c.call_id AND e.type = '{EventRoutes.RoutingKeyOf<CallOffered>()}' AND e.body ->> 'centreId' = $3))
        """;

    private const string Rung = """
        SELECT DISTINCT coalesce(e.body ->> 'centreId', c.centre_id) FROM calls AS c LEFT JOIN events AS e ON e.call_id = c.call_id
        WHERE c.received_at >= $1 AND c.received_at < $2 AND coalesce(e.body ->> 'centreId', c.centre_id) IS NOT NULL
        """;

    /// <returns>Null where no such centre is known, of today or from its calls.</returns>
    /// <exception cref="ReducedException">The period begins or ends within a month of which only the whole is left.</exception>
    public async Task<CentreStatement?> ReadAsync(string centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var centres = await CentresKnown.ReadAsync(database, cancellation);
        var rows = new List<CentreStatementRow>();
        foreach (var (start, end) in Months(from, to))
        {
            rows.Add(IsWholeMonth(start, end) && await reduced.StatementAsync(centre, start, end, cancellation) is { } kept ? kept : await RowAsync(centre, start, end, centres, cancellation));
        }

        var total = new CentreStatementRow(
            from, to, rows.Sum(row => row.Offered), rows.Sum(row => row.Answered), rows.Sum(row => row.EndNotSeen), Math.Round(rows.Sum(row => row.TalkSeconds), 3))
        {
            HoursSeen = Math.Round(rows.Sum(row => row.HoursSeen), 2),
            HoursOnDuty = Math.Round(rows.Sum(row => row.HoursOnDuty), 2),
            HoursReady = Math.Round(rows.Sum(row => row.HoursReady), 2),
        };
        return total.Offered > 0 || centres.Ids.Contains(centre) ? new(centre, from, to, rows, total) : null;
    }

    /// <summary>Of a whole month, by centre: of all that are known and all that were rung.</summary>
    public async Task<IReadOnlyDictionary<string, CentreStatementRow>> OfAllAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var centres = await CentresKnown.ReadAsync(database, cancellation);
        var ids = centres.Ids.ToHashSet();
        await using (var rung = database.CreateCommand(Rung))
        {
            rung.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from.ToUniversalTime() });
            rung.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = to.ToUniversalTime() });
            await using var reader = await rung.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                ids.Add(reader.GetString(0));
            }
        }

        var rows = new Dictionary<string, CentreStatementRow>();
        foreach (var centre in ids)
        {
            rows[centre] = await RowAsync(centre, from, to, centres, cancellation);
        }

        return rows;
    }

    private static bool IsWholeMonth(DateTimeOffset from, DateTimeOffset to) => StatisticsQuery.Local(from) is { Day: 1, TimeOfDay.Ticks: 0 } first && to == StatisticsQuery.Midnight(DateOnly.FromDateTime(first.Date).AddMonths(1));

    /// <summary>Parts a period where months begin in Asia/Bishkek.</summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Months(DateTimeOffset from, DateTimeOffset to)
    {
        while (from < to)
        {
            var local = StatisticsQuery.Local(from);
            var next = StatisticsQuery.Midnight(new DateOnly(local.Year, local.Month, 1).AddMonths(1));
            yield return (from, next < to ? next : to);
            from = next;
        }
    }

    private async Task<CentreStatementRow> RowAsync(string centre, DateTimeOffset from, DateTimeOffset to, CentresKnown centres, CancellationToken cancellation)
    {
        var answered = (await exact.ReadAsync(new(from, to, [], new Dictionary<string, string> { ["centre"] = centre }), cancellation)).Rows[0].Figures[Figures.Answered];
        var (talked, milliseconds) = await TalkedAsync(centre, from, to, centres, cancellation);
        await using var offered = database.CreateCommand(OfferedCalls);
        offered.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from.ToUniversalTime() });
        offered.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = to.ToUniversalTime() });
        offered.Parameters.Add(new NpgsqlParameter<string> { TypedValue = centre });
        var covered = await cover.OfCentreAsync(centre, from, to, cancellation);
        return new(from, to, (long)(await offered.ExecuteScalarAsync(cancellation))!, (long)answered!.Value, (long)answered.Value - talked, Math.Round(milliseconds / 1000, 3))
        {
            HoursSeen = Hours(covered.Seen),
            HoursOnDuty = Hours(covered.OnDuty),
            HoursReady = Hours(covered.Ready),
        };
    }

    private static double Hours(long minutes) => Math.Round(minutes / 60.0, 2);

    /// <returns>The calls of which it is known how long was talked, and for how long.</returns>
    private async Task<(long Calls, double Milliseconds)> TalkedAsync(string centre, DateTimeOffset from, DateTimeOffset to, CentresKnown centres, CancellationToken cancellation)
    {
        await using var command = CallColumns.Query(database, from, to, centres, settings, "SELECT count(talked), coalesce(sum(talked), 0)::double precision", "WHERE centre = $10");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = centre });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetDouble(1));
    }
}
