using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;

namespace Hotline117.ReportingService.Api;

/// <summary>Figures as a workbook: these on the first sheet, of which calls they are on the second, what they mean on the third.</summary>
internal static class FigureBook
{
    public static IResult Of(FigureTable table, IReadOnlyDictionary<string, string> filters, FigureDefinitions definitions) =>
        TypedResults.File(Bytes(table, filters, definitions), Workbook.MediaType, "hotline117-figures.xlsx");

    internal static byte[] Bytes(FigureTable table, IReadOnlyDictionary<string, string> filters, FigureDefinitions definitions) => Workbook.Bytes(
        ("Figures", FigureLines.Of(table)), ("Period", Lines(table, filters)), ("Definitions", Lines(definitions)));

    private static IEnumerable<IReadOnlyList<object?>> Lines(FigureTable table, IReadOnlyDictionary<string, string> filters) =>
    [
        ["from", Instant(table.From)],
        ["to, not included", Instant(table.To)],
        ["view", table.IsExact ? "exact" : "published"],
        ["by", string.Join(", ", table.By)],
        .. filters.Select(filter => (object?[])[filter.Key, filter.Value]),
        .. table.IsExact ? [] : (object?[][])[["withheld", "There is a value and it is not shown: fewer calls than may be, none, or it would give such a number away. Groups that are not listed are withheld too."]],
        [],
        .. table.Months.Count == 0 ? [] : (object?[][])[["month", "hasData", "publishedAt", "answeredWithinSeconds", "shortAbandonSeconds", "breaks", "notCountedBy"]],
        .. table.Months.Select(month => (object?[])
        [
            month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.HasData ? "yes" : "no", Instant(month.PublishedAt), month.AnsweredWithinSeconds, month.ShortAbandonSeconds,
            string.Join(", ", month.Breaks), string.Join(", ", month.NotCountedBy),
        ]),
    ];

    public static IEnumerable<IReadOnlyList<object?>> Lines(FigureDefinitions definitions) => Lines(definitions.Figures.Concat(definitions.Breakdowns));

    public static IEnumerable<IReadOnlyList<object?>> Lines(IEnumerable<FigureDefinition> definitions) =>
    [
        ["id", "unit", "version", "since", "ky", "ru", "en", "formula ky", "formula ru", "formula en"],
        .. definitions.Select(figure => (object?[])
        [
            figure.Id, figure.Unit, figure.Version, figure.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            figure.Name.Ky, figure.Name.Ru, figure.Name.En, figure.Formula.Ky, figure.Formula.Ru, figure.Formula.En,
        ]),
    ];

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
