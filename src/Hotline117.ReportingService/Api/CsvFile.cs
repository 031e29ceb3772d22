using System.Globalization;
using System.Text;
using CsvHelper;
using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Api;

/// <summary>A table as CSV in UTF-8: a line of names, then a line a row. Empty where there is nothing to compute a figure from.</summary>
internal static class CsvFile
{
    public const string MediaType = "text/csv";

    public static IResult Of(FigureTable table) => Of(FigureLines.Of(table), "hotline117-figures.csv");

    public static IResult Of(IEnumerable<IReadOnlyList<object?>> lines, string fileName) => TypedResults.File(Bytes(lines), $"{MediaType}; charset=utf-8", fileName);

    internal static byte[] Bytes(IEnumerable<IReadOnlyList<object?>> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        // Spreadsheets run what begins like a formula.
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }))
        {
            foreach (var line in lines)
            {
                csv.WriteRecord([.. line.Select(field => field is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : field as string ?? "")]);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
