using CsvHelper;

namespace Hotline117.ReportingService.Reconciliation;

/// <summary>A switch's own list of calls, as <c>cdr_custom.conf</c> writes it: one row a leg, of which that of a call's end has the last column.</summary>
/// <param name="Calls">By id.</param>
/// <param name="UnreadableRows">A disk that is full tears a row, or takes none; the next one then stands behind it on the same line.</param>
public sealed record SwitchList(IReadOnlyDictionary<string, SwitchCall> Calls, int UnreadableRows)
{
    private const int Columns = 9;

    /// <exception cref="FormatException">Of no row anything can be read; says in which line what is wrong.</exception>
    public static SwitchList Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (calls, rows, torn) = (new Dictionary<string, SwitchCall>(), 0, new List<string>());
        foreach (var (index, line) in text.Split('\n').Index().Where(line => line.Item.Length > 0))
        {
            var (cells, fault) = ReadWholeRow(line);
            if (fault is not null)
                torn.Add($"Line {index + 1} {fault}");
            if (cells is null)
                continue;
            rows++;
            if (cells[^1].Length > 0 && SwitchCall.Read(cells) is { } call)
                calls[call.CallId] = call;
        }

        return rows > 0 || torn.Count == 0 ? new(calls, torn.Count) : throw new FormatException(torn[0]);
    }

    /// <returns>The last row of the line that is whole, and what is wrong with the line.</returns>
    private static (string[]? Cells, string? Fault) ReadWholeRow(string line)
    {
        string? fault = null;
        for (var start = 0; start >= 0; start = line.IndexOf('"', start + 1))
        {
            var (cells, wrong) = ReadRow(line[start..]);
            if (wrong is null)
                return (cells, fault);
            fault ??= wrong;
        }

        return (null, fault);
    }

    private static (string[]? Cells, string? Fault) ReadRow(string row)
    {
        using var csv = CsvReader.FromText(row, CsvReaderOptions.Default with { HasHeader = false, MalformedData = CsvMalformedDataHandling.Throw });
        try
        {
            if (!csv.Read() || csv.FieldCount != Columns)
                return (null, $"has {csv.FieldCount} columns; cdr_custom.conf of this version writes {Columns}.");
        }
        catch (CsvFormatException)
        {
            return (null, "is no row of a table: check its quotation marks.");
        }

        var cells = Enumerable.Range(0, Columns).Select(column => csv.GetString(column)).ToArray();
        // What is left of a torn cell swallows the next row's first one.
        if (cells.Any(cell => cell.Contains('"', StringComparison.Ordinal)))
            return (null, "is no row of a table: check its quotation marks.");
        return cells[^1].Length == 0 || SwitchCall.Read(cells) is not null ? (cells, null)
            : (null, "is none that cdr_custom.conf of this version writes: its times or its last column can't be read.");
    }
}
