using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics;

namespace Hotline117.ReportingService.Api;

/// <summary>A table in lines, as files have it: texts, numbers, nothing.</summary>
internal static class FigureLines
{
    /// <summary>Stands for a value that there is and that is not shown.</summary>
    public const string Withheld = "withheld";

    public static IEnumerable<IReadOnlyList<object?>> Of(FigureTable table)
    {
        string[] keys = [.. table.Rows.SelectMany(row => row.Keys.Keys).Distinct()];
        if (keys.Length == 0)
        {
            keys = [.. table.By];
        }

        string[] figures = [.. Figures.All.Where(id => table.Rows.Any(row => row.Figures.ContainsKey(id)))];
        string[] period = table.IsExact || table.IsAddedUp ? [] : ["month"];
        string[] atLeast = [.. figures.Where(id => table.Rows.Any(row => row.AtLeast.ContainsKey(id)))];
        yield return [.. period, .. keys, .. figures, .. atLeast.Select(id => $"{id}AtLeast")];
        foreach (var row in table.Rows)
        {
            object?[] month = row.Month is { } first ? [first.ToString("yyyy-MM", CultureInfo.InvariantCulture)] : [];
            yield return
            [
                .. month, .. keys.Select(key => row.Keys[key]),
                .. figures.Select(id => row.Withheld.Contains(id) ? Withheld : row.Figures.GetValueOrDefault(id) as object),
                .. atLeast.Select(id => row.AtLeast.TryGetValue(id, out var shown) ? shown : (object?)null),
            ];
        }
    }
}
