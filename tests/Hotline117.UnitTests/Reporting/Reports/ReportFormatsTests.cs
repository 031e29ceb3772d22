using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Hotline117.ReportingService.Api;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Reports;

namespace Hotline117.UnitTests.Reporting.Reports;

public partial class ReportFormatsTests
{
    private static readonly Report Sample = ReportMakerTests.Make(Months.Full(1), Months.Full(2, withNuisances: false), Months.Full(3));

    /// <summary>Who changes what reports look like, or the words of a definition, changes those of the past: so raise <see cref="ReportRevision"/>, say why, and renew this file by the one that is written beside it.</summary>
    [Fact]
    public async Task A_past_report_stays_as_it_was_letter_by_letter()
    {
        var page = await HtmlAsync("ru");

        var folder = Path.Combine(AppContext.BaseDirectory, "Reporting", "Reports");
        await File.WriteAllTextAsync(Path.Combine(folder, "report.ru.received.html"), page, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(folder, "report.ru.html"), TestContext.Current.CancellationToken), page);
        Assert.Contains($"редакция {ReportRevision.Current.Number} от", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ky")]
    [InlineData("ru")]
    public async Task A_report_loads_nothing_and_has_each_figure_with_its_definition_and_its_version(string language)
    {
        var page = await HtmlAsync(language);
        var texts = ReportTexts.In(language)!;

        Assert.DoesNotMatch(Loading(), page);
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.All(Sample.Definitions.Figures.Where(figure => figure.Id != Figures.InProgress && figure.Since <= Sample.Period.First), figure =>
            Assert.Contains($"{texts.Of(figure.Formula)} ({texts["version", 1]})", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal));
        Assert.Equal(1 + Sample.Breakdowns.Count(table => table.Rows.Count > 0), Chart().Count(page));
        // As XML it is whole: nothing is left open, nothing unescaped.
        var body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]);
        Assert.Equal(["40", ReportTexts.Withheld, "40", ReportTexts.Withheld], body.Descendants("tr").First(row => (string?)row.Attribute("data-key") == "nuisance").Elements("td").Select(cell => cell.Value));
    }

    [Fact]
    public void The_workbook_read_back_has_the_same_numbers()
    {
        var texts = ReportTexts.In("ky")!;
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(Hotline117.Hosting.Files.Workbook.Bytes(ReportBook.Sheets(Sample, texts).Select(sheet => (sheet.Name, sheet.Lines.AsEnumerable())))), isEditable: false);

        Assert.Empty(new OpenXmlValidator().Validate(workbook, TestContext.Current.CancellationToken));
        var figures = Lines(workbook, texts["figures"]);
        Assert.Equal(["1001", "1002", "1003", "3006"], figures.Single(line => line is [var name, ..] && name.StartsWith("Келип түшкөн,", StringComparison.Ordinal)).Skip(1).Take(4));
        var help = Lines(workbook, texts["help"]);
        Assert.Equal(["Тентек чалуу", "40", "көрсөтүлбөйт", "40", "көрсөтүлбөйт"], help.Single(line => line[0] == "Тентек чалуу"));
        Assert.Equal(4 + Sample.Breakdowns.Count, workbook.WorkbookPart!.WorksheetParts.Count());
        Assert.Contains(Lines(workbook, texts["method"]), line => line[0] == texts["method.zone"]);
    }

    [Fact]
    public void Each_row_there_can_be_has_a_name_in_each_language()
    {
        foreach (var texts in ReportTexts.Languages.Select(language => ReportTexts.In(language)!))
        {
            Assert.All(Enumerable.Range(1, 7), day => Assert.NotEqual($"{day}", texts.Row("weekday", $"{day}")));
            Assert.All(CallAttribute.All.Single(attribute => attribute.Name == "outcome").Values.Where(value => value != "inProgress"), value => Assert.NotEqual(value, texts.Row("outcome", value)));
            Assert.All(Sample.Targets.Rows, row => Assert.NotEqual(row.Key, texts.Row("targets", row.Key)));
            Assert.All(Sample.Breakdowns, table => Assert.NotEmpty(texts[table.Name]));
            Assert.All(Enum.GetValues<Lack>().Where(lack => lack is not Lack.Nothing), lack => Assert.NotEmpty(texts.Reason(lack)));
            Assert.All(FirstLevel.OfRegion.Values, region => Assert.NotEqual(region, texts.Row("region", region)));
        }
    }

    private static async Task<string> HtmlAsync(string language) => Encoding.UTF8.GetString(await ReportHtml.BytesAsync(Sample, ReportTexts.In(language)!));

    private static List<string[]> Lines(SpreadsheetDocument workbook, string sheet)
    {
        var id = workbook.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(each => sheet.StartsWith(each.Name!.Value!, StringComparison.Ordinal)).Id!.Value!;
        return [.. ((WorksheetPart)workbook.WorkbookPart.GetPartById(id)).Worksheet!.Descendants<Row>().Select(row => row.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(cell => cell.InnerText).ToArray())];
    }

    [GeneratedRegex("<script|<link|<img|<iframe|https?:|url\\(|@import")]
    private static partial Regex Loading();

    [GeneratedRegex("<svg ")]
    private static partial Regex Chart();
}
