using System.Globalization;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>All that a chart shows, as a table: it is drawn from the same values that this is made of, and the file has nothing else.</summary>
/// <param name="Keys">What the rows are told apart by.</param>
/// <param name="Figures">Ids of definitions.</param>
public sealed record ChartTable(IReadOnlyList<string> Keys, IReadOnlyList<string> Figures, IReadOnlyList<ChartRow> Rows)
{
    /// <summary>Ids of what has to be explained.</summary>
    public IReadOnlyList<string> Defined { get; init; } = Figures;

    /// <summary>In the words of <c>/api/v1/statistics/figures</c>: nothing where there are no data.</summary>
    public string Csv() => string.Concat(Rows.Select(row => row.Keys.Concat(row.Values.Select(Word))).Prepend(Keys.Concat(Figures)).Select(line => string.Join(',', line.Select(Quoted)) + "\n"));

    private static string Word(ChartValue value) => value.Lacks switch
    {
        Lack.Withheld => "withheld",
        Lack.NoData => "",
        Lack.SeriesBreaks => "seriesBreaks",
        _ => value.Number!.Value.ToString(CultureInfo.InvariantCulture),
    };

    // Spreadsheets run what begins like a formula.
    private static string Quoted(string field) => field.Length > 0 && "=+-@\t\r".Contains(field[0], StringComparison.Ordinal) ? $"\"'{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : field.AsSpan().ContainsAny(",\"\n\r") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}

public sealed record ChartRow(IReadOnlyList<string> Keys, IReadOnlyList<ChartValue> Values);
