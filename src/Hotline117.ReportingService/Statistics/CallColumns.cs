using System.Text.Json;
using Hotline117.Contracts.Statistics;
using Npgsql;

namespace Hotline117.ReportingService.Statistics;

/// <summary>The received calls of a period with a column for each <see cref="CallAttribute"/> each time and the hour: the one place that says what makes a call one of these.</summary>
internal static class CallColumns
{
    private static readonly string Band = $"CASE {string.Concat(WaitBand.All.SkipLast(1).Select(band => $"WHEN c.waited_milliseconds <= {band.UpToSeconds * 1000} THEN '{band.Name}' "))}ELSE '{WaitBand.All[^1].Name}' END";

    // Parameters: from, to, the lines of the directory with the first-level region and the languages of each, all regions with their first level,
    // both thresholds in milliseconds.
    private static readonly string Text = $"""
        SELECT
            CASE WHEN c.region IS NULL THEN 'unknown' ELSE coalesce(r.first_level, c.region) END AS region,
            to_char(c.received_at AT TIME ZONE '{StatisticsQuery.TimeZoneId}', 'HH24') AS hour_of_day,
            extract(isodow FROM c.received_at AT TIME ZONE '{StatisticsQuery.TimeZoneId}')::text AS weekday,
            coalesce(c.language, 'unknown') AS language,
            coalesce(c.help, 'unknown') AS help,
            coalesce(c.risk, 'unknown') AS risk,
            coalesce(c.referral, 'unknown') AS referral,
            coalesce(c.travel_time, 'unknown') AS travel_time,
            o.outcome,
            CASE WHEN answered THEN coalesce(c.centre_id, 'unknown') END AS centre,
            CASE WHEN o.outcome = 'abandoned' THEN CASE WHEN c.waited_milliseconds < $9 THEN 'short' ELSE 'long' END END AS abandoned_after,
            CASE WHEN answered THEN CASE WHEN c.region IS NULL OR l.region IS NULL THEN 'unknown' WHEN coalesce(r.first_level, c.region) = l.region THEN 'in' ELSE 'out' END END AS proximity,
            CASE WHEN answered THEN CASE WHEN c.answered_source = 'switchFallback' THEN 'switch' ELSE 'router' END END AS answered_by,
            CASE WHEN answered THEN CASE WHEN c.waited_milliseconds <= $8 THEN 'inTime' ELSE 'later' END END AS promptness,
            CASE WHEN answered AND c.waited_milliseconds <= $8 THEN {Band} END AS waited_in_time,
            CASE WHEN answered AND c.waited_milliseconds > $8 THEN {Band} END AS waited_later,
            CASE WHEN answered THEN CASE WHEN c.language IS NULL OR l.languages IS NULL THEN 'unknown' WHEN c.language = ANY (string_to_array(l.languages, ' ')) THEN 'met' ELSE 'unmet' END END AS language_met,
            CASE WHEN answered THEN CASE WHEN c.transfers > 0 THEN 'yes' ELSE 'no' END END AS transfer,
            CASE WHEN c.callback_outcome = 'reached' THEN 'reached' WHEN c.callback_asked_at IS NOT NULL THEN 'asked' ELSE 'none' END AS callback,
            CASE WHEN c.offers > CASE WHEN answered THEN 1 ELSE 0 END THEN 'yes' ELSE 'no' END AS offered_in_vain,
            CASE WHEN answered THEN c.waited_milliseconds END AS waited,
            CASE WHEN answered AND c.disposition = 'answered' THEN c.talked_milliseconds END AS talked,
            CASE WHEN c.wrapped_up_at > c.ended_at AND c.wrapped_up_at <= c.ended_at + interval '30 minutes'
                THEN extract(epoch FROM c.wrapped_up_at - c.ended_at) * 1000 ELSE 0 END AS writing_up,
            date_trunc('hour', c.received_at, 'UTC') AS received_hour,
            c.call_id
        FROM calls AS c
        CROSS JOIN LATERAL (SELECT c.line_id IS NOT NULL AS answered) AS a
        CROSS JOIN LATERAL (SELECT CASE
            WHEN answered THEN 'answered'
            WHEN c.abandoned_at IS NOT NULL OR c.disposition = 'abandoned' THEN 'abandoned'
            WHEN c.disposition = 'overflowed' THEN 'overflowed'
            WHEN c.ended_at IS NOT NULL THEN 'indeterminate'
            ELSE 'inProgress' END AS outcome) AS o
        LEFT JOIN unnest($3::text[], $4::text[], $5::text[]) AS l (id, region, languages) ON l.id = c.line_id
        LEFT JOIN unnest($6::text[], $7::text[]) AS r (id, first_level) ON r.id = c.region
        WHERE c.received_at >= $1 AND c.received_at < $2
        """;

    public static string Of(string attribute) => JsonNamingPolicy.SnakeCaseLower.ConvertName(attribute);

    /// <param name="select">Ends before FROM.</param>
    /// <param name="rest">Begins after FROM.</param>
    public static NpgsqlCommand Query(
        NpgsqlDataSource database, DateTimeOffset from, DateTimeOffset to, CentresKnown centres, StatisticsSettings settings, string select, string rest)
    {
        var command = database.CreateCommand($"{select} FROM ({Text}) AS received {rest}");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = to.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. centres.Lines.Select(line => line.LineId)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. centres.Lines.Select(line => line.Region)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. centres.Lines.Select(line => line.Languages)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. FirstLevel.OfRegion.Keys] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. FirstLevel.OfRegion.Values] });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = settings.AnsweredWithinSeconds * 1000L });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = settings.ShortAbandonSeconds * 1000L });
        return command;
    }

    /// <returns>In seconds, or null.</returns>
    public static double? Seconds(NpgsqlDataReader row, int column, int digits) =>
        row.IsDBNull(column) ? null : Math.Round(Convert.ToDouble(row.GetValue(column), System.Globalization.CultureInfo.InvariantCulture) / 1000, digits);
}
