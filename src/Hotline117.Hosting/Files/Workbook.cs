using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Hotline117.Hosting.Files;

/// <summary>A workbook of tables, as spreadsheets read it (ECMA-376): lines of texts, numbers and nothing. The same lines make the same bytes.</summary>
public static class Workbook
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // Spreadsheets take no longer name, and none with these in it.
    private const int LongestName = 31;
    private const string NotInNames = @"[]:*?/\";

    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Types = Package + "content-types";
    private static readonly XNamespace Relations = Package + "relationships";

    // The oldest that a zip file can tell.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Bytes(params IEnumerable<(string Name, IEnumerable<IReadOnlyList<object?>> Lines)> sheets)
    {
        var all = sheets.ToList();
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", new XElement(Types + "Types",
                new XElement(Types + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
                Part("xl/workbook.xml", $"{Kind}.sheet.main+xml"),
                all.Select((_, i) => Part(PathOf(i), $"{Kind}.worksheet+xml"))));
            Write(zip, "_rels/.rels", new XElement(Relations + "Relationships", Relation(0, "officeDocument", "xl/workbook.xml")));
            Write(zip, "xl/workbook.xml", new XElement(Main + "workbook", new XAttribute(XNamespace.Xmlns + "r", Office), new XElement(Main + "sheets", all.Select((sheet, i) =>
                new XElement(Main + "sheet", new XAttribute("name", NameOf(sheet.Name)), new XAttribute("sheetId", i + 1), new XAttribute((XNamespace)Office + "id", IdOf(i)))))));
            Write(zip, "xl/_rels/workbook.xml.rels", new XElement(Relations + "Relationships", all.Select((_, i) => Relation(i, "worksheet", "/" + PathOf(i)))));
            foreach (var (i, sheet) in all.Index())
            {
                Write(zip, PathOf(i), new XStreamingElement(Main + "worksheet", new XStreamingElement(Main + "sheetData",
                    sheet.Lines.Select(line => new XElement(Main + "row", line.Select(Cell))))));
            }
        }

        return file.ToArray();
    }

    private static XElement Cell(object? field) => field switch
    {
        null or "" => new(Main + "c"),
        string text => new(Main + "c", new XAttribute("t", "inlineStr"), new XElement(Main + "is", new XElement(Main + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), Written(text)))),
        IFormattable number => new(Main + "c", new XElement(Main + "v", number.ToString(null, CultureInfo.InvariantCulture))),
        _ => throw new ArgumentException($"{field.GetType()} is neither text nor number.", nameof(field)),
    };

    private static XElement Part(string path, string type) => new(Types + "Override", new XAttribute("PartName", "/" + path), new XAttribute("ContentType", type));

    private static XElement Relation(int place, string kind, string target) =>
        new(Relations + "Relationship", new XAttribute("Id", IdOf(place)), new XAttribute("Type", $"{Office}/{kind}"), new XAttribute("Target", target));

    private static string PathOf(int sheet) => $"xl/worksheets/sheet{sheet + 1}.xml";

    private static string IdOf(int place) => $"rId{place + 1}";

    private static string NameOf(string name)
    {
        var allowed = string.Concat(Written(name).Select(letter => NotInNames.Contains(letter, StringComparison.Ordinal) ? ' ' : letter));
        return allowed.Length > LongestName ? allowed[..LongestName].TrimEnd() : allowed;
    }

    // What XML can't hold.
    private static string Written(string text) => string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    private static void Write(ZipArchive zip, string path, object root)
    {
        var entry = zip.CreateEntry(path);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        if (root is XStreamingElement lines)
        {
            lines.WriteTo(writer);
        }
        else
        {
            ((XElement)root).WriteTo(writer);
        }
    }
}
