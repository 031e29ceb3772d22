namespace Hotline117.ReportingService.Statistics.Reports;

/// <summary>A report as the sheets of a workbook.</summary>
public static class ReportBook
{
    public static IReadOnlyList<(string Name, IReadOnlyList<IReadOnlyList<object?>> Lines)> Sheets(Report report, ReportTexts texts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(texts);
        return
        [
            (texts["figures"], [[texts.Title(report.Period)], .. ReportProse.Preamble(report, texts).Select(line => new object?[] { line }), [], .. Figures(report, texts)]),
            (texts["targets"], [.. Lines(report.Targets, report, texts), [], [texts["targets.meaning"]]]),
            .. report.Breakdowns.Select(table => (texts[table.Name], Lines(table, report, texts))),
            (texts["course"], [[texts["month"], texts["received"], texts.Row("outcome", "answered"), texts["seriesBreaks"]], .. report.Course.Select(month => Course(month, report, texts))]),
            (texts["method"], [.. ReportProse.Method(report, texts).Select(line => new object?[] { line })]),
        ];
    }

    private static IEnumerable<IReadOnlyList<object?>> Figures(Report report, ReportTexts texts) =>
    [
        [.. Header(report, texts), texts["definition"], ""],
        .. report.Figures.Rows.Select(row =>
        {
            var figure = report.Definitions.Figures.Single(each => each.Id == row.Key);
            var unit = figure.Unit == "share" ? "" : $", {texts[$"unit.{figure.Unit}"]}";
            return (object?[])[texts.Of(figure.Name) + unit, .. Values(row, report, texts), texts.Of(figure.Formula), ReportProse.Version(row.Key, report, texts)];
        }),
    ];

    private static IReadOnlyList<IReadOnlyList<object?>> Lines(ReportTable table, Report report, ReportTexts texts) =>
        [Header(report, texts), .. table.Rows.Select(row => (object?[])[texts.Row(table.Name, row.Key), .. Values(row, report, texts)])];

    private static object?[] Header(Report report, ReportTexts texts) =>
        [texts["key"], .. report.Months.Select(month => ReportProse.Month(month.Month)), .. report.Period.IsQuarter ? new object[] { texts["whole"] } : []];

    private static IEnumerable<object?> Values(ReportRow row, Report report, ReportTexts texts) =>
        (report.Period.IsQuarter ? row.Months.Append(row.Whole) : row.Months).Select(value => Field(value, texts));

    private static object?[] Course(CourseMonth month, Report report, ReportTexts texts) =>
        [ReportProse.Month(month.Month), Field(month.Received, texts), Field(month.Answered, texts), string.Join(", ", month.Breaks.Select(id => ReportProse.Name(id, report, texts)))];

    private static object Field(ReportValue value, ReportTexts texts) => value.Number is { } number ? number : texts.Reason(value.Lacks);
}
