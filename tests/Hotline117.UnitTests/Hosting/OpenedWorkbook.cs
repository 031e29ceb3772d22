using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Hotline117.UnitTests.Hosting;

/// <summary>A workbook read as a spreadsheet would, by a program that is not ours.</summary>
public static class OpenedWorkbook
{
    /// <returns>By sheet, its lines, with <c>|</c> between what stands in them.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(Stream file)
    {
        using var workbook = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook, TestContext.Current.CancellationToken));
        return workbook.WorkbookPart!.Workbook!.Descendants<Sheet>().ToDictionary(
            sheet => sheet.Name!.Value!,
            IReadOnlyList<string> (sheet) => [.. ((WorksheetPart)workbook.WorkbookPart.GetPartById(sheet.Id!.Value!)).Worksheet!.Descendants<Row>().Select(row => string.Join('|', row.Elements<Cell>().Select(cell => cell.InnerText)))]);
    }
}
