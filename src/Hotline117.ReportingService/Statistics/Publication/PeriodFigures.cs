using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>
/// Adds published months up. A pure function of them, so it gives nothing away that they don't: a longer period is not counted anew, for its small cells would be other
/// ones than its months', and the difference would be a month's. Where a month withholds a number the sum does, and says what the others have at least.
/// </summary>
public static class PeriodFigures
{
    private static readonly IReadOnlyList<string> Addable = [.. Figures.Counts.Select(figure => figure.Id).Where(id => id != Figures.InProgress), CoverFigures.Hours];

    private enum Lack { Withheld, NotCounted }

    /// <param name="byMonth">As <see cref="PublishedFigures.Table"/> makes it.</param>
    /// <returns>A row for each group. Months in which nobody counted, or not by what it is grouped by, are in no sum; <see cref="FigureTable.Months"/> tells them.</returns>
    public static FigureTable Of(FigureTable byMonth)
    {
        ArgumentNullException.ThrowIfNull(byMonth);
        return byMonth with
        {
            IsAddedUp = true,
            Rows = [.. byMonth.Rows.GroupBy(row => string.Join('\n', row.Keys.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => key.Value)), StringComparer.Ordinal)
                .Select(group => Row([.. group], byMonth.Months)).OrderBy(row => string.Join('\n', row.Keys.Values), StringComparer.Ordinal)],
        };
    }

    private static FigureRow Row(IReadOnlyList<FigureRow> rows, IReadOnlyList<FigureMonth> months)
    {
        var keys = rows[0].Keys;
        var counted = months.Where(month => month.HasData && !month.NotCountedBy.Any(keys.ContainsKey)).Select(month => month.Month).ToList();
        // A definition may also change in a month in which nobody counted.
        var broken = months.Where(month => month.Month > counted[0] && month.Month <= counted[^1]).SelectMany(month => month.Breaks).ToHashSet();
        var byMonth = rows.ToDictionary(row => row.Month!.Value);
        var (figures, withheld, atLeast) = (new Dictionary<string, double?>(), new List<string>(), new Dictionary<string, double>());
        foreach (var id in Addable.Where(id => rows.Any(row => row.Figures.ContainsKey(id))))
        {
            var parts = counted.ConvertAll(month => Part(byMonth.GetValueOrDefault(month), id));
            var lacks = broken.Contains(id) ? Lack.NotCounted : parts.Max(part => part.Lacks);
            figures[id] = lacks is null ? parts.Sum(part => part.Number) : null;
            if (lacks is Lack.Withheld)
            {
                withheld.Add(id);
                if (parts.Sum(part => part.Number) is > 0 and { } shown)
                {
                    atLeast[id] = shown;
                }
            }
        }

        if (Figures.OfServiceLevel.All(figures.ContainsKey))
        {
            Figures.AddShares(figures);
            if (broken.Contains(Figures.ServiceLevel))
            {
                figures[Figures.ServiceLevel] = null;
            }
            else if (Figures.OfServiceLevel.Any(withheld.Contains))
            {
                withheld.Add(Figures.ServiceLevel);
            }
        }

        return new(null, keys, Figures.All.Where(figures.ContainsKey).ToDictionary(id => id, id => figures[id]), [.. Figures.All.Where(withheld.Contains)]) { AtLeast = atLeast };
    }

    /// <summary>A group that a month does not list has too few calls there, none, or would give away one that has.</summary>
    private static (double Number, Lack? Lacks) Part(FigureRow? month, string id) =>
        month is null || month.Withheld.Contains(id) ? (0, Lack.Withheld)
        : month.Figures.GetValueOrDefault(id) is { } number ? (number, null)
        : (0, Lack.NotCounted);
}
