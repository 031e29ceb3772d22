using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Npgsql;

namespace Hotline117.ReportingService.Statistics;

/// <summary>Figures of any period by any attributes, nothing withheld: for those who run the hotline.</summary>
public sealed class ExactFigures(NpgsqlDataSource database, CoverFigures cover, ReducedMonths reduced, StatisticsSettings settings)
{
    private const string Unknown = "unknown";

    private static readonly string Columns = string.Join(", ",
        Figures.Counts.Select(figure => figure.Attribute is null ? "count(*)"
            : $"count(*) FILTER (WHERE {CallColumns.Of(figure.Attribute)} IN ({string.Join(", ", figure.Values.Select(value => $"'{value}'"))}))")
        .Concat(Figures.Times.Select(figure => figure.Sql)));

    /// <exception cref="ReducedException">Of a part of the period only aggregates are left.</exception>
    public async Task<FigureTable> ReadAsync(FigureQuery query, CancellationToken cancellation)
    {
        await reduced.CheckAsync(query.From, cancellation);
        var centres = await CentresKnown.ReadAsync(database, cancellation);
        var by = query.By.Select(CallColumns.Of).ToList();
        var filters = query.Where.Keys.Select((attribute, i) => $"{CallColumns.Of(attribute)} = ${10 + i}");
        await using var command = CallColumns.Query(database, query.From, query.To, centres, settings,
            $"SELECT {string.Concat(by.Select(column => $"coalesce({column}, '{Unknown}') AS {column}, "))} {Columns}",
            $"{(query.Where.Count == 0 ? "" : $"WHERE {string.Join(" AND ", filters)}")} {(by.Count == 0 ? "" : $"GROUP BY {string.Join(", ", by)} ORDER BY {string.Join(", ", by.Select(column => $"{column} COLLATE \"C\""))}")}");
        foreach (var value in query.Where.Values)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        }

        // Of the country as a whole only: no call has them.
        var covered = query is { By.Count: 0, Where.Count: 0 } ? await cover.OfCountryAsync(centres, query.From, query.To, cancellation) : new Dictionary<string, double?>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<FigureRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(Row(query, reader, covered));
        }

        return new(query.From, query.To, query.By, IsExact: true, [], rows, null);
    }

    private static FigureRow Row(FigureQuery query, NpgsqlDataReader reader, IReadOnlyDictionary<string, double?> covered)
    {
        var keys = query.By.Select((attribute, i) => (attribute, value: reader.GetString(i))).ToDictionary(key => key.attribute, key => key.value);
        var figures = covered.ToDictionary();
        foreach (var (i, figure) in Figures.Counts.Index())
        {
            figures[figure.Id] = reader.GetInt64(query.By.Count + i);
        }

        foreach (var (i, figure) in Figures.Times.Index())
        {
            figures[figure.Id] = CallColumns.Seconds(reader, query.By.Count + Figures.Counts.Count + i, digits: 3);
        }

        Figures.AddShares(figures);
        return new(null, keys, Figures.All.Where(figures.ContainsKey).ToDictionary(id => id, id => figures[id]), []);
    }
}
