using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Api;

/// <summary>A workbook of tables. Of figures: these on the first sheet, what they mean on the second.</summary>
internal static class XlsxFile
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static IResult Of(FigureTable table, FigureDefinitions definitions) => TypedResults.File(Bytes(table, definitions), MediaType, "hotline117-figures.xlsx");

    internal static byte[] Bytes(FigureTable table, FigureDefinitions definitions) => Bytes(("Figures", FigureLines.Of(table)), ("Definitions", Lines(definitions)));

    internal static byte[] Bytes(params IEnumerable<(string Name, IEnumerable<IReadOnlyList<object?>> Lines)> sheets)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new Workbook(new Sheets(sheets.Select((sheet, i) => Sheet(workbook, (uint)i + 1, sheet.Name, sheet.Lines))));
        }

        return file.ToArray();
    }

    private static IEnumerable<IReadOnlyList<object?>> Lines(FigureDefinitions definitions) =>
    [
        ["id", "unit", "version", "since", "ky", "ru", "en", "formula ky", "formula ru", "formula en"],
        .. definitions.Figures.Concat(definitions.Breakdowns).Select(figure => (object?[])
        [
            figure.Id, figure.Unit, (double)figure.Version, figure.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            figure.Name.Ky, figure.Name.Ru, figure.Name.En, figure.Formula.Ky, figure.Formula.Ru, figure.Formula.En,
        ]),
    ];

    private static Sheet Sheet(WorkbookPart workbook, uint number, string name, IEnumerable<IReadOnlyList<object?>> lines)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(part))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteStartElement(new SheetData());
            foreach (var line in lines)
            {
                writer.WriteElement(new Row(line.Select(CellOf)));
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return new() { Id = workbook.GetIdOfPart(part), SheetId = number, Name = name };
    }

    private static Cell CellOf(object? field) => field switch
    {
        double number => new() { CellValue = new(number), DataType = CellValues.Number },
        string text => new() { InlineString = new(new Text(text)), DataType = CellValues.InlineString },
        _ => new(),
    };
}
