using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Api;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Publication;

public class PublishedFiguresTests
{
    private static readonly IReadOnlyDictionary<string, double?> NoTimes = new Dictionary<string, double?>();

    [Fact]
    public void Every_figure_is_defined_once_in_three_languages_and_computed()
    {
        var definitions = StatisticsSettings.Default.Definitions;

        Assert.Equal(Figures.Counts.Select(figure => figure.Id).Concat(Figures.Times.Select(figure => figure.Id)).Append(Figures.ServiceLevel).Concat(CoverFigures.All).Order(), Figures.All.Order());
        Assert.All(definitions.Figures, figure => Assert.All(
            new[] { figure.Name.Ky, figure.Name.Ru, figure.Name.En, figure.Formula.Ky, figure.Formula.Ru, figure.Formula.En }, text => Assert.False(string.IsNullOrWhiteSpace(text) || text.Contains('{', StringComparison.Ordinal))));
        Assert.Contains("20 seconds", definitions.Figures.Single(figure => figure.Id == "serviceLevel").Formula.En, StringComparison.Ordinal);
        Assert.All(Figures.Counts.Where(figure => figure.Attribute is not null), figure => Assert.Contains(CallAttribute.All, attribute => attribute.Name == figure.Attribute && figure.Values.All(attribute.Values.Contains)));
    }

    [Fact]
    public void Withheld_no_data_and_a_number_are_three_things()
    {
        var month = Month(1, new() { [""] = 50, ["outcome=answered"] = 44, ["promptness=inTime"] = 30 }, new Dictionary<string, double?> { ["answerSecondsMean"] = 12, ["talkSecondsMean"] = null });

        var row = Assert.Single(Table("", month).Rows);

        Assert.Equal((50, 44, 12), (row.Figures["received"], row.Figures["answered"], row.Figures["answerSecondsMean"]));
        Assert.Null(row.Figures["talkSecondsMean"]);
        Assert.DoesNotContain("talkSecondsMean", row.Withheld);
        Assert.Superset(new HashSet<string> { "abandoned", "serviceLevel", "answerSecondsP99" }, row.Withheld.ToHashSet());
        Assert.DoesNotContain("inProgress", row.Figures.Keys);
    }

    [Fact]
    public void A_month_that_was_published_before_waits_were_counted_says_so()
    {
        var (before, since) = (Month(1, new() { [""] = 50 }), Month(2, new() { [""] = 50, ["waitedInTime=upTo5"] = 30 }));
        since = since with { Figures = since.Figures with { Versions = new Dictionary<string, int>(since.Figures.Versions) { ["waited"] = 1, ["travelTime"] = 1 } } };

        var table = Table("waitedInTime", before, since);

        Assert.Equal([["travelTime", "waitedInTime", "waitedLater"], []], table.Months.Select(month => month.NotCountedBy));
        Assert.Equal(("upTo5", 30), (table.Rows.Single().Keys["waitedInTime"], table.Rows.Single().Figures["received"]));
        Assert.All(FigureDefinitions.WrittenBreakdowns, each => Assert.All(new[] { each.Name.Ky, each.Name.Ru, each.Formula.Ky, each.Formula.Ru }, text => Assert.False(string.IsNullOrWhiteSpace(text))));
    }

    [Fact]
    public void By_travel_time_there_is_what_became_of_the_calls_and_nothing_else()
    {
        var month = Month(1, new() { [""] = 90, ["travelTime=upTo30"] = 50, ["travelTime=upTo30&outcome=answered"] = 40, ["travelTime=over240"] = 9 });

        var rows = Table("travelTime", month).Rows;

        Assert.Equal(["over240", "upTo30"], rows.Select(row => row.Keys["travelTime"]));
        Assert.Equal(new Dictionary<string, double?> { ["received"] = 50, ["answered"] = 40, ["abandoned"] = null, ["overflowed"] = null, ["indeterminate"] = null }, rows[1].Figures);
        Assert.Equal(["abandoned", "overflowed", "indeterminate"], rows[1].Withheld);
        Assert.Equal(40, Assert.Single(PublishedFigures.Table(Query("travelTime", ("outcome", "answered")), null, [month]).Rows).Figures["received"]);
    }

    [Fact]
    public void The_service_level_is_in_time_of_those_who_did_not_hang_up_at_once()
    {
        var month = Month(1, new() { ["region=osh"] = 50, ["region=osh&promptness=inTime"] = 30, ["region=osh&abandonedAfter=short"] = 10 });

        Assert.Equal(0.75, Table("region", month).Rows.Single().Figures["serviceLevel"]);
    }

    [Fact]
    public void Hours_of_cover_are_those_of_the_country_and_only_of_months_in_which_they_were_counted()
    {
        var before = Month(1, new() { [""] = 50, ["region=osh"] = 50 });
        var after = Month(2, new() { [""] = 50, ["region=osh"] = 50 });
        after = after with
        {
            Figures = after.Figures with
            {
                Versions = CoverFigures.All.ToDictionary(id => id, _ => 1),
                Cover = new Dictionary<string, double?> { [CoverFigures.Hours] = 671.5, [CoverFigures.Share] = null },
            },
        };

        var rows = Table("", before, after).Rows;

        Assert.DoesNotContain(CoverFigures.Hours, rows[0].Figures.Keys);
        Assert.Equal((671.5, null, null), (rows[1].Figures[CoverFigures.Hours], rows[1].Figures[CoverFigures.Share], rows[1].Figures[CoverFigures.Occupancy]));
        Assert.Equal([CoverFigures.Occupancy], rows[1].Withheld.Intersect(CoverFigures.All));
        Assert.All(Table("region", before, after).Rows, row => Assert.Empty(row.Figures.Keys.Intersect(CoverFigures.All)));
    }

    [Fact]
    public void Two_attributes_at_once_have_counts_only_and_a_filter_chooses_among_them()
    {
        var month = Month(1, new() { [""] = 90, ["region=osh"] = 50, ["region=osh&help=legal"] = 20, ["region=osh&help=shelter"] = 9, ["region=naryn&help=legal"] = 7 });

        Assert.Equal([7, 20, 9], Table("region,help", month).Rows.Select(row => row.Figures.Single().Value));
        Assert.Equal(["legal", "shelter"], PublishedFigures.Table(Query("help", ("region", "osh")), null, [month]).Rows.Select(row => row.Keys["help"]));
    }

    [Fact]
    public void A_month_without_any_call_has_no_data_and_a_changed_definition_breaks_the_series()
    {
        var (february, march) = (Month(2, new() { [""] = 50 }), Month(3, []));
        march = march with { Figures = march.Figures with { HasData = false, AnsweredWithinSeconds = 30, Versions = new Dictionary<string, int> { ["answered"] = 2, ["serviceLevel"] = 1, ["received"] = 1 } } };

        var table = Table("", Month(1, new() { [""] = 9 }), february, march);

        Assert.Equal([true, true, false], table.Months.Select(month => month.HasData));
        Assert.Empty(table.Months[1].Breaks);
        Assert.Equal(["answered", "serviceLevel"], table.Months[2].Breaks);
        Assert.Equal([1, 2], table.Rows.Select(row => row.Month!.Value.Month));
    }

    [Fact]
    public void Files_have_a_line_a_row_and_run_no_formula()
    {
        var table = Table("region", Month(1, new() { ["region=%3D1%2B1"] = 50, ["region=osh"] = 7, ["region=osh&outcome=answered"] = 6 }));

        var lines = System.Text.Encoding.UTF8.GetString(CsvFile.Bytes(FigureLines.Of(table))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("month,region,received,answered,abandoned,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2026-01,osh,7,6,withheld,", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.StartsWith("2026-01,=", StringComparison.Ordinal));

        using var workbook = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(FigureBook.Bytes(table, new Dictionary<string, string> { ["language"] = "ky" }, StatisticsSettings.Default.Definitions)), isEditable: false);
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(workbook, TestContext.Current.CancellationToken));
        Assert.Equal(["Figures", "Period", "Definitions"], workbook.WorkbookPart!.Workbook!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet => sheet.Name!.Value));
        var said = workbook.WorkbookPart.WorksheetParts.SelectMany(sheet => sheet.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>()).Select(row => string.Join('|', row.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(cell => cell.InnerText))).ToList();
        Assert.Contains("from|2026-01-01T00:00:00+06:00", said);
        Assert.Contains("language|ky", said);
        Assert.Contains(said, line => line.StartsWith("2026-01|osh|7|6|withheld|", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_is_read_as_it_was_written()
    {
        var cell = new Cell(new("region", "o&s=h %"), new("outcome", "answered"));

        Assert.Equal(cell, Cell.Parse(cell.ToString()));
        Assert.Equal(cell, Cell.Of(cell.Other!, cell.One!));
        Assert.Equal(Cell.AllCalls, Cell.Parse(""));
    }

    private static FigureTable Table(string by, params MonthPublication[] months) => PublishedFigures.Table(Query(by), null, months);

    private static FigureQuery Query(string by, params (string Name, string Value)[] where) => FigureQuery.ReadPublished(
        "2026-01", "2026-03", by, where.ToDictionary(filter => filter.Name, filter => filter.Value), new(2026, 10, 1), new Dictionary<string, string[]>())!;

    private static MonthPublication Month(int month, Dictionary<string, long> cells, IReadOnlyDictionary<string, double?>? times = null) => new(DateTimeOffset.UnixEpoch, new(
        new(2026, month, 1), true, 20, 5, new Dictionary<string, int> { ["answered"] = 1, ["serviceLevel"] = 1 },
        cells,
        new Dictionary<string, IReadOnlyDictionary<string, double?>> { [""] = times ?? NoTimes }));
}
