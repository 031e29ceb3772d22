using System.Globalization;
using CsvHelper;

namespace Hotline117.ReportingService.Reconciliation;

/// <summary>A call that asked for a counsellor, as the switch's own list of calls has it.</summary>
/// <param name="Line">That rang last; <c>!</c> is the emergency line, and nothing where none did.</param>
/// <param name="Status"><c>DIALSTATUS</c> when the caller's channel ended: <c>ANSWER</c>, <c>CANCEL</c> while it rang, something else or nothing while she waited.</param>
/// <param name="Talked">Null where nobody answered.</param>
public sealed record SwitchCall(string CallId, DateTimeOffset From, DateTimeOffset To, string Line, string Status, TimeSpan? Talked)
{
    private const string EmergencyLine = "!";
    private const int Columns = 9;

    /// <summary>Where a call is taken by key, one that was picked up is not answered yet.</summary>
    public bool IsAnswered => Talked is not null && Line is not (EmergencyLine or "");

    public bool IsOverflowed => Status is "ANSWER" or "CANCEL" && Line == EmergencyLine;

    /// <summary>The calls of a list as <c>cdr_custom.conf</c> writes it: one row a leg, of which that of a call's end has the last column.</summary>
    /// <exception cref="FormatException">Says in which row what is wrong.</exception>
    public static IReadOnlyDictionary<string, SwitchCall> ReadList(string text)
    {
        using var csv = CsvReader.FromText(text, CsvReaderOptions.Default with
        {
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        var calls = new Dictionary<string, SwitchCall>();
        try
        {
            while (csv.Read())
            {
                if (csv.FieldCount != Columns)
                {
                    throw new FormatException($"Line {csv.LineNumber} has {csv.FieldCount} columns; cdr_custom.conf of this version writes {Columns}.");
                }

                var cells = Enumerable.Range(0, Columns).Select(column => csv.GetString(column)).ToArray();
                if (cells[^1].Length > 0)
                {
                    calls[cells[0]] = Read(cells, csv.LineNumber);
                }
            }
        }
        catch (CsvFormatException broken)
        {
            throw new FormatException($"Line {broken.LineNumber} is no row of a table: check its quotation marks.", broken);
        }

        return calls;
    }

    public override string ToString() =>
        IsAnswered ? string.Create(CultureInfo.InvariantCulture, $"{Line} answered, {Talked?.TotalSeconds:0.0} s") : IsOverflowed ? "overflowed" : "abandoned";

    private static SwitchCall Read(string[] cells, long line) =>
        cells[^1].Split(':') is [var rang, var status, var answered, var ended] && Moment(cells[2]) is { } from && Moment(cells[4]) is { } to
            ? new(cells[0], from, to, rang, status, Milliseconds(answered) is { } since && Milliseconds(ended) is { } until ? TimeSpan.FromMilliseconds(until - since) : null)
            : throw new FormatException($"Line {line} is none that cdr_custom.conf of this version writes: its times or its last column can't be read.");

    private static long? Milliseconds(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? since : null;

    private static DateTimeOffset? Moment(string cell) =>
        DateTimeOffset.TryParseExact(cell, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
