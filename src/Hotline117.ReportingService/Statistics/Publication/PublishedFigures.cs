using System.Runtime.CompilerServices;
using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>Reads tables out of published months. It knows nothing else, so it can give nothing else away.</summary>
public static class PublishedFigures
{
    private static readonly HashSet<string> WithFigures = CallAttribute.All.Where(attribute => !attribute.OfService).Select(attribute => attribute.Name).ToHashSet();

    // A month has thousands of cells and never changes.
    private static readonly ConditionalWeakTable<MonthFigures, ILookup<string, Cell>> _cells = [];

    /// <param name="before">The month before the first, where it is published.</param>
    public static FigureTable Table(FigureQuery query, MonthPublication? before, IReadOnlyList<MonthPublication> months) => new(
        query.From, query.To, query.By, IsExact: false,
        [.. months.Select((month, i) => Describe(month, i == 0 ? before : months[i - 1]))],
        [.. months.SelectMany(month => Rows(query, month.Figures))],
        null);

    private static FigureMonth Describe(MonthPublication month, MonthPublication? before) => new(
        month.Figures.Month, month.Figures.HasData, month.At, month.Figures.AnsweredWithinSeconds, month.Figures.ShortAbandonSeconds,
        before is null ? [] : [.. Broken(before.Figures, month.Figures).Order(StringComparer.Ordinal)])
    {
        NotCountedBy = [.. CallAttribute.All.Where(attribute => attribute.Definition is { } definition && !month.Figures.Versions.ContainsKey(definition)).Select(attribute => attribute.Name)],
    };

    private static IEnumerable<string> Broken(MonthFigures before, MonthFigures month) => month.Versions
        .Where(figure => (before.Versions.TryGetValue(figure.Key, out var version) && version != figure.Value)
            || (before.AnsweredWithinSeconds != month.AnsweredWithinSeconds && figure.Key is "answeredInTime" or "serviceLevel")
            || (before.ShortAbandonSeconds != month.ShortAbandonSeconds && figure.Key is "abandonedShort" or "abandonedLong" or "serviceLevel"))
        .Select(figure => figure.Key);

    private static IEnumerable<FigureRow> Rows(FigureQuery query, MonthFigures month)
    {
        string[] attributes = [.. query.By.Union(query.Where.Keys)];
        var cells = _cells.GetValue(month, figures => figures.Cells.Keys.Select(Cell.Parse).ToLookup(Attributes));
        return from cell in cells[Attributes(Cell.Of([.. attributes.Select(attribute => new AttributeValue(attribute, ""))]))]
               let keys = cell.Values.ToDictionary(value => value.Attribute, value => value.Value)
               where query.Where.All(filter => keys[filter.Key] == filter.Value)
               orderby string.Join('\n', attributes.Select(attribute => keys[attribute]))
               select Row(cell, attributes.ToDictionary(attribute => attribute, attribute => keys[attribute]), month);
    }

    private static string Attributes(Cell cell) => string.Join(',', cell.Values.Select(value => value.Attribute));

    private static FigureRow Row(Cell cell, IReadOnlyDictionary<string, string> keys, MonthFigures month)
    {
        var figures = new Dictionary<string, double?> { [Figures.Received] = month.Cells[cell.ToString()] };
        var values = cell.Values.ToList();
        if (values.Count > 1 || values.Any(value => !WithFigures.Contains(value.Attribute)))
        {
            return new(month.Month, keys, figures, []);
        }

        var beside = CallAttribute.All.FirstOrDefault(attribute => attribute.Name == cell.One?.Attribute)?.OnlyBeside;
        foreach (var figure in Figures.Counts.Where(figure => figure.Attribute is not null && (beside ?? figure.Attribute) == figure.Attribute))
        {
            figures[figure.Id] = figure.Values.Aggregate((double?)0, (sum, value) => sum + Count(month, [.. values, new AttributeValue(figure.Attribute!, value)]));
        }

        var times = month.Times.GetValueOrDefault(cell.ToString());
        foreach (var figure in Figures.Times.Where(_ => beside is null))
        {
            figures[figure.Id] = times?.GetValueOrDefault(figure.Id);
        }

        foreach (var id in CoverFigures.All.Where(id => values.Count == 0 && month.Versions.ContainsKey(id)))
        {
            figures[id] = month.Cover.GetValueOrDefault(id);
        }

        if (beside is null)
        {
            Figures.AddShares(figures);
        }

        // Months are settled: nothing is in progress.
        var shown = Figures.All.Where(id => id != Figures.InProgress && figures.ContainsKey(id)).ToDictionary(id => id, id => figures[id]);
        return new(month.Month, keys, shown, [.. shown.Where(figure => figure.Value is null && IsWithheld(figure.Key)).Select(figure => figure.Key)]);

        // What there was nothing to measure for is not withheld.
        bool IsWithheld(string id) => times?.ContainsKey(id) is not true && !month.Cover.ContainsKey(id);
    }

    private static double? Count(MonthFigures month, IReadOnlyList<AttributeValue> values) =>
        month.Cells.TryGetValue(Cell.Of(values).ToString(), out var calls) ? calls : null;
}
