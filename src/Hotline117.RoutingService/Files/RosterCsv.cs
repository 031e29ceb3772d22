using System.Globalization;
using System.Text;
using CsvHelper;
using Hotline117.Contracts.Rosters;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.RoutingService.Files;

/// <summary>
/// The roster as a table (RFC 4180, UTF-8), for spreadsheets. The column <c>type</c> says what a row is: a <c>shift</c>; an <c>exception</c>, whose dates stand
/// in validFrom and validTo; or a <c>holiday</c> or a <c>workday</c>, whose date is added to the country's holidays or dropped from them.
/// Lists are words with spaces between. Commas or semicolons may part the columns, which may stand in any order.
/// </summary>
public static class RosterCsv
{
    private const string Injections = "=@+-\t\r'";
    private static readonly string[] Columns =
        ["type", "id", "centre", "lines", "days", "date", "from", "to", "validFrom", "validTo", "onCall", "counsellors", "holidays", "reason"];

    private static readonly string[] Types = ["shift", "exception", "holiday", "workday"];
    private static readonly string[] Lists = ["lines", "days", "counsellors"];

    public static FileResult<Roster> Read(string text, string fileName, CentreDirectory directory) =>
        RosterFile.Read(_ => Parse(text), fileName, directory);

    public static string Write(Roster roster)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }))
        {
            csv.WriteHeader(Columns);
            foreach (var row in Rows(roster.Content))
                csv.WriteRecord(Columns.Select(column => row.GetValueOrDefault(column, "")).ToArray());
        }
        return text.ToString();
    }

    private static IEnumerable<Dictionary<string, string>> Rows(RosterContent content) =>
    [
        .. content.Shifts.Select(Row),
        .. content.Exceptions.Select(Row),
        .. content.Holidays.Add.Select(date => new Dictionary<string, string> { ["type"] = "holiday", ["date"] = Iso(date) }),
        .. content.Holidays.Drop.Select(date => new Dictionary<string, string> { ["type"] = "workday", ["date"] = Iso(date) }),
    ];

    private static Dictionary<string, string> Row(Shift shift)
    {
        var days = RosterFile.DayNames.Where(day => shift.Days.Contains(day.Value)).Select(day => day.Key).ToList();
        return new()
        {
            ["type"] = "shift",
            ["id"] = shift.Id,
            ["centre"] = shift.Centre ?? "",
            ["lines"] = string.Join(' ', shift.Lines),
            ["days"] = shift.IsOnOneDate ? "" : days.Count == RosterFile.DayNames.Count ? "daily" : string.Join(' ', days),
            ["date"] = shift.IsOnOneDate ? Iso(shift.ValidFrom) : "",
            ["from"] = $"{shift.From:HH\\:mm}",
            ["to"] = $"{shift.To:HH\\:mm}",
            ["validFrom"] = shift.IsOnOneDate ? "" : Iso(shift.ValidFrom),
            ["validTo"] = shift.IsOnOneDate ? "" : Iso(shift.ValidTo),
            ["onCall"] = shift.OnCall ? "true" : "",
            ["counsellors"] = string.Join(' ', shift.Counsellors),
            ["holidays"] = shift.Holidays == HolidayRule.AsUsual ? "" : RosterFile.HolidayWords.Single(word => word.Value == shift.Holidays).Key,
        };
    }

    private static Dictionary<string, string> Row(Absence absence) => new()
    {
        ["type"] = "exception",
        ["id"] = absence.Id,
        ["centre"] = absence.Centre ?? "",
        ["lines"] = string.Join(' ', absence.Lines),
        ["validFrom"] = Iso(absence.From),
        ["validTo"] = Iso(absence.To),
        // The writer puts an apostrophe before formulas; one that is the text's own must differ from it.
        ["reason"] = absence.Reason is ['\'', ..] ? $"'{absence.Reason}" : absence.Reason ?? "",
    };

    private static string Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static FileNode.Map Parse(string text)
    {
        const int mostInARow = 65_536;
        if (Encoding.UTF8.GetByteCount(text) > FileParser.MaxBytes)
            throw new FileFormatException(1, Finding.Of(FindingCode.FileTooLarge, $"the file is larger than {FileParser.MaxBytes / 1_000_000} MB"), "split it or check that it is the right one");
        text = text.TrimStart('\uFEFF');
        var header = text.Split('\n', 2)[0];
        using var csv = CsvReader.FromText(text, CsvReaderOptions.Default with
        {
            Separator = header.Contains(';', StringComparison.Ordinal) ? ';' : ',',
            TrackLineNumbers = true,
            MaxRecordSize = mostInARow,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        try
        {
            return Roster(csv);
        }
        catch (CsvFormatException e)
        {
            throw new FileFormatException((int)e.LineNumber, Finding.Of(FindingCode.NoTableRow, "this is no row of a table"), "check its quotation marks");
        }
    }

    private static FileNode.Map Roster(CsvReader csv)
    {
        var (shifts, exceptions, holidays, workdays) = (new List<FileNode>(), new List<FileNode>(), new List<FileNode>(), new List<FileNode>());
        var columns = Header(csv);
        while (csv.Read())
        {
            var line = (int)csv.LineNumber;
            var cells = Cells(csv, columns, line);
            if (cells.Count == 0)
                continue;
            var type = cells.TryGetValue("type", out var named) ? named : "";
            cells.Remove("type");
            switch (type)
            {
                case "shift":
                    shifts.Add(new FileNode.Map(line, [.. cells.Select(cell => new FileNode.Entry(cell.Key, line, Node(cell.Key, cell.Value, line)))]));
                    break;
                case "exception":
                    exceptions.Add(new FileNode.Map(line, [.. cells.Select(cell => new FileNode.Entry(FieldOfException(cell.Key), line, Node(cell.Key, cell.Value, line)))]));
                    break;
                case "holiday" or "workday" when cells.Count == 1 && cells.ContainsKey("date"):
                    (type == "holiday" ? holidays : workdays).Add(Scalar(cells["date"], line));
                    break;
                case "holiday" or "workday":
                    throw new FileFormatException(line, Finding.Of(FindingCode.HolidayRow, $"a {type} has a date and nothing else"), "write the date, and leave the other cells empty");
                default:
                    var near = Suggestion.Near(type, Types);
                    throw new FileFormatException(line, Finding.Of(FindingCode.NoRowType, $"'{type}' is no type of a row") with { Near = near }, Suggestion.Or($"use {string.Join(", ", Types)}", near));
            }
        }
        return new FileNode.Map(1,
        [
            new("shifts", 1, new FileNode.List(1, shifts)),
            new("exceptions", 1, new FileNode.List(1, exceptions)),
            new("holidays", 1, new FileNode.Map(1, [new("add", 1, new FileNode.List(1, holidays)), new("drop", 1, new FileNode.List(1, workdays))])),
        ]);
    }

    private static List<string> Header(CsvReader csv)
    {
        csv.ReadHeader();
        var columns = csv.Headers.Select(name => name.Trim()).ToList();
        foreach (var name in columns.Where(name => !Columns.Contains(name)))
        {
            var near = Suggestion.Near(name, Columns);
            throw new FileFormatException(1, Finding.Of(FindingCode.NoColumn, $"there is no column '{name}'") with { Near = near }, Suggestion.Or($"use {string.Join(", ", Columns)}", near));
        }

        foreach (var name in columns.CountBy(name => name).Where(count => count.Value > 1))
            throw new FileFormatException(1, Finding.Of(FindingCode.ColumnTwice, $"the column '{name.Key}' stands there twice"), "keep one");
        return columns.Contains("type") ? columns : throw new FileFormatException(1, Finding.Of(FindingCode.NoTypeColumn, "there is no column 'type'"), "write the columns' names into the first line");
    }

    /// <summary>Those that are not empty.</summary>
    private static Dictionary<string, string> Cells(CsvReader csv, List<string> columns, int line)
    {
        if (csv.FieldCount > columns.Count)
            throw new FileFormatException(line, Finding.Of(FindingCode.TooManyCells, $"the row has {csv.FieldCount} cells and the table {columns.Count} columns"), "put quotation marks around a text with a comma or a semicolon");
        return Enumerable.Range(0, csv.FieldCount)
            .Select(index => (Column: columns[index], Text: Unescaped(csv.GetString(index).Trim())))
            .Where(cell => cell.Text.Length > 0)
            .ToDictionary(cell => cell.Column, cell => cell.Text);
    }

    private static string Unescaped(string cell) => cell is ['\'', var next, ..] && Injections.Contains(next, StringComparison.Ordinal) ? cell[1..] : cell;

    private static string FieldOfException(string column) => column switch { "validFrom" => "from", "validTo" => "to", _ => column };

    private static FileNode Node(string column, string text, int line) => Lists.Contains(column) && text != "daily"
        ? new FileNode.List(line, [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Scalar(word, line))])
        : Scalar(text, line);

    private static FileNode.Scalar Scalar(string text, int line) => new(line, text, Quoted: true);
}
