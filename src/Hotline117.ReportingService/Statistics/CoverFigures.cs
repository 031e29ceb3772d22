using Hotline117.Contracts.Events;
using Npgsql;

namespace Hotline117.ReportingService.Statistics;

/// <summary>How long somebody stood ready, of the hours that routers have told of and that lie in a period as a whole. In minutes.</summary>
/// <param name="Seen">So many were looked at: of all others nothing is known.</param>
/// <param name="OnDuty">For the country, the minutes in which somebody could be rung.</param>
public sealed record CoverMinutes(long Seen, long OnDuty, long Ready, long PlacesReady);

/// <summary>Hours of cover and what follows from them, from the events alone: there are some hundred in a month.</summary>
public sealed class CoverFigures(NpgsqlDataSource database, StatisticsSettings settings)
{
    public const string Hours = "coverHours";
    public const string Share = "coverShare";
    public const string Occupancy = "occupancy";

    /// <summary>They are known of the country as a whole: no call has them.</summary>
    public static IReadOnlyList<string> All { get; } = [Hours, Share, Occupancy];

    private static readonly string Told =
        $"events AS e WHERE e.call_id IS NULL AND e.type = '{EventRoutes.RoutingKeyOf<CoverCounted>()}' AND e.occurred_at >= $1 + interval '1 hour' AND e.occurred_at <= $2";

    // What is told of the whole hour stands in each part of it.
    private static readonly string OfCountry = $"""
        SELECT coalesce(sum((e.body ->> 'minutesSeen')::bigint) FILTER (WHERE e.body ->> 'part' = '0'), 0)::bigint,
               coalesce(sum((e.body ->> 'covered')::bigint) FILTER (WHERE e.body ->> 'part' = '0'), 0)::bigint,
               coalesce(sum((SELECT sum((centre ->> 'placesReady')::bigint) FROM jsonb_array_elements(e.body -> 'centres') AS centre)), 0)::bigint
        FROM {Told}
        """;

    private static readonly string OfCentre = $"""
        SELECT coalesce(sum((e.body ->> 'minutesSeen')::bigint) FILTER (WHERE e.body ->> 'part' = '0'), 0)::bigint,
               coalesce(sum((own ->> 'onDuty')::bigint), 0)::bigint, coalesce(sum((own ->> 'ready')::bigint), 0)::bigint, coalesce(sum((own ->> 'placesReady')::bigint), 0)::bigint
        FROM (SELECT e.body, (SELECT centre FROM jsonb_array_elements(e.body -> 'centres') AS centre WHERE centre ->> 'centreId' = $3 LIMIT 1) AS own FROM {Told}) AS e
        """;

    private static readonly string Handled =
        $"SELECT coalesce(sum(talked + writing_up) FILTER (WHERE received_hour IN (SELECT e.occurred_at - interval '1 hour' FROM {Told})), 0)::double precision";

    public async Task<CoverMinutes> OfCentreAsync(string centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        await using var command = Command(OfCentre, from, to);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = centre });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }

    /// <returns>By id; null where no router has looked.</returns>
    public async Task<IReadOnlyDictionary<string, double?>> OfCountryAsync(CentresKnown centres, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(centres);
        long seen, covered, ready;
        await using (var command = Command(OfCountry, from, to))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            (seen, covered, ready) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        }

        await using var handled = CallColumns.Query(database, from, to, centres, settings, Handled, "");
        var milliseconds = (double)(await handled.ExecuteScalarAsync(cancellation))!;
        return new Dictionary<string, double?>
        {
            [Hours] = seen == 0 ? null : Math.Round(covered / 60.0, 1),
            [Share] = seen == 0 ? null : Math.Round((double)covered / seen, 4),
            [Occupancy] = ready == 0 ? null : Math.Round(milliseconds / (ready * 60_000.0), 4),
        };
    }

    private NpgsqlCommand Command(string text, DateTimeOffset from, DateTimeOffset to)
    {
        var command = database.CreateCommand(text);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = to.ToUniversalTime() });
        return command;
    }
}
