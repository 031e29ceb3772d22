using Hotline117.Contracts.Statistics;
using Npgsql;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>Makes of the calls of a month what may be published of it.</summary>
public sealed class MonthMaker(NpgsqlDataSource database, CoverFigures cover, StatisticsSettings settings, ILogger<MonthMaker> logger)
{
    /// <summary>Whose rows have times: those who called, when and why, and the centres.</summary>
    private static readonly IReadOnlyList<CallAttribute> Timed = [.. CallAttribute.All.Where(attribute => !attribute.OfService && attribute.OnlyBeside is null)];

    public async Task<MonthFigures> MakeAsync(DateOnly month, CancellationToken cancellation)
    {
        var centres = await CentresKnown.ReadAsync(database, cancellation);
        var attributes = CallAttribute.CountedIn(month);
        var counts = new CellCounts(attributes, await GroupsAsync(attributes, month, centres, cancellation));
        var silent = counts.ValuesOf("centre").Where(centre => !centres.Sharing.Contains(centre.Value)).ToHashSet();
        var suppression = new Suppression(attributes, counts, settings.SmallestCell, silent);
        var shown = suppression.Shown();
        if (suppression.IsCutShort)
        {
            logger.LogWarning("Of {Month:yyyy-MM} travel times are withheld that might be shown: there are too many groups of few callers to be looked at.", month);
        }

        return new(
            month,
            counts[Cell.AllCalls] > 0,
            settings.AnsweredWithinSeconds,
            settings.ShortAbandonSeconds,
            FigureDefinitions.VersionsOf(month),
            shown.ToDictionary(cell => cell.Key.ToString(), cell => cell.Value),
            await TimesAsync(month, centres, shown, cancellation))
        {
            Cover = await CoverAsync(month, centres, Answered(Cell.AllCalls, shown), cancellation),
        };
    }

    private async Task<IReadOnlyList<CallGroup>> GroupsAsync(IReadOnlyList<CallAttribute> attributes, DateOnly month, CentresKnown centres, CancellationToken cancellation)
    {
        var columns = string.Join(", ", attributes.Select(Column));
        await using var command = Query(month, centres, $"SELECT {columns}, count(*)", $"GROUP BY {string.Join(", ", Enumerable.Range(1, attributes.Count))}");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. centres.Located] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var groups = new List<CallGroup>();
        while (await reader.ReadAsync(cancellation))
        {
            groups.Add(new([.. attributes.Select((_, i) => reader.IsDBNull(i) ? null : reader.GetString(i))], reader.GetInt64(attributes.Count)));
        }

        return groups;
    }

    // A call that has not ended days after its month never will.
    private static string Column(CallAttribute attribute) => attribute.Name switch
    {
        "outcome" => "CASE outcome WHEN 'inProgress' THEN 'indeterminate' ELSE outcome END",
        TravelBand.Attribute => NearestHelp.Sql("$10"),
        var name => CallColumns.Of(name),
    };

    private async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>>> TimesAsync(
        DateOnly month, CentresKnown centres, IReadOnlyDictionary<Cell, long> shown, CancellationToken cancellation)
    {
        var columns = Timed.Select(attribute => CallColumns.Of(attribute.Name)).ToList();
        await using var command = Query(month, centres,
            $"SELECT {string.Join(", ", columns)}, grouping({string.Join(", ", columns)}), {string.Join(", ", Figures.Times.Select(figure => figure.Sql))}",
            $"GROUP BY GROUPING SETS ((), {string.Join(", ", columns.Select(column => $"({column})"))})");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var times = new Dictionary<string, IReadOnlyDictionary<string, double?>>();
        while (await reader.ReadAsync(cancellation))
        {
            // A bit is 0 for what the row is grouped by; the first attribute has the highest.
            var grouped = reader.GetInt32(columns.Count);
            var place = Enumerable.Range(0, columns.Count).Where(i => (grouped >> (columns.Count - 1 - i) & 1) == 0).Cast<int?>().FirstOrDefault();
            if (place is { } unknown && reader.IsDBNull(unknown))
            {
                continue;
            }

            var cell = place is { } at ? new Cell(new(Timed[at].Name, reader.GetString(at))) : Cell.AllCalls;
            if (Answered(cell, shown) is { } answered)
            {
                times[cell.ToString()] = Figures.Times.Index().Where(figure => answered >= figure.Item.LeastAnswered)
                    .ToDictionary(figure => figure.Item.Id, figure => CallColumns.Seconds(reader, columns.Count + 1 + figure.Index, digits: 0));
            }
        }

        return times;
    }

    /// <summary>How busy people were tells of single calls where there were few.</summary>
    private async Task<Dictionary<string, double?>> CoverAsync(DateOnly month, CentresKnown centres, long? answered, CancellationToken cancellation)
    {
        var covered = await cover.OfCountryAsync(centres, StatisticsQuery.Midnight(month), StatisticsQuery.Midnight(month.AddMonths(1)), cancellation);
        return covered.Where(figure => figure.Key != CoverFigures.Occupancy || answered >= settings.SmallestCell).ToDictionary();
    }

    /// <returns>Null where it is withheld.</returns>
    private static long? Answered(Cell cell, IReadOnlyDictionary<Cell, long> shown) =>
        shown.ContainsKey(cell) && shown.TryGetValue(Cell.Of([.. cell.Values, new AttributeValue("outcome", "answered")]), out var answered) ? answered : null;

    private NpgsqlCommand Query(DateOnly month, CentresKnown centres, string select, string rest) => CallColumns.Query(
        database, StatisticsQuery.Midnight(month), StatisticsQuery.Midnight(month.AddMonths(1)), centres, settings, select, rest);
}
