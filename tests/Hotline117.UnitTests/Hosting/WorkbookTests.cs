using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Workbook = Hotline117.Hosting.Files.Workbook;

namespace Hotline117.UnitTests.Hosting;

public class WorkbookTests
{
    [Fact]
    public void Texts_numbers_and_nothing_come_back_as_they_were_and_nothing_is_a_formula()
    {
        var book = Workbook.Bytes(("Ырааттуулук", [["=1+1", " a < b & \"c\" ", 7, 0.1, null, 3_000_000_000L], ["", "\u0001x\uD800y😀"]]), ("A name that is too long: by [some] letters", []));

        using var workbook = SpreadsheetDocument.Open(new MemoryStream(book), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook, TestContext.Current.CancellationToken));
        Assert.Equal(["Ырааттуулук", "A name that is too long  by  so"], workbook.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value));
        var cells = workbook.WorkbookPart.WorksheetParts.First().Worksheet!.Descendants<Cell>().ToList();
        Assert.Equal(["=1+1", " a < b & \"c\" ", "7", "0.1", "", "3000000000", "", "x\uFFFDy😀"], cells.Select(cell => cell.InnerText));
        Assert.Equal([true, true, false, false, false, false, false, true], cells.Select(cell => cell.DataType?.Value == CellValues.InlineString));
        Assert.DoesNotContain(cells, cell => cell.CellFormula is not null);
    }

    [Fact]
    public void The_same_lines_make_the_same_bytes() => Assert.Equal(Workbook.Bytes(("a", [["b", 1]])), Workbook.Bytes(("a", [["b", 1]])));
}
