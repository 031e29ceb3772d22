using System.Globalization;
using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>Why there is no number. None of these is zero.</summary>
public enum Lack
{
    Nothing,
    /// <summary>Too few calls or none, or it would give such a group away; of several months: it is so in one of them.</summary>
    Withheld,
    /// <summary>Nobody counted.</summary>
    NoData,
    /// <summary>It was defined otherwise in one of the months, so they have no sum.</summary>
    SeriesBreaks,
}

/// <param name="Number">Null where <paramref name="Lacks"/> says why there is none.</param>
public readonly record struct ChartValue(double? Number, Lack Lacks)
{
    /// <summary>Of what is withheld in some months, what the others have together; null where there is nothing to tell.</summary>
    public double? AtLeast { get; init; }

    public static implicit operator ChartValue(double number) => new(number, Lack.Nothing);

    public static implicit operator ChartValue(Lack lacks) => new(null, lacks);

    public static ChartValue Of(FigureMonth month, FigureRow? row, string figure) =>
        !month.HasData ? Lack.NoData
        : row is null || row.Withheld.Contains(figure) ? Lack.Withheld
        : row.Figures.GetValueOrDefault(figure) is { } number ? number : Lack.NoData;

    public static ChartValue WithheldIn(FigureRow sum, string figure)
    {
        ArgumentNullException.ThrowIfNull(sum);
        return new(null, Lack.Withheld) { AtLeast = sum.AtLeast.TryGetValue(figure, out var shown) ? shown : null };
    }

    /// <summary>Whoever has all parts has the sum, and nobody else: so it gives nothing away that they don't.</summary>
    public static ChartValue Sum(IReadOnlyList<ChartValue> parts) =>
        parts.Count == 0 ? Lack.NoData
        : parts.Any(part => part.Lacks is Lack.Withheld) ? Lack.Withheld
        : parts.FirstOrDefault(part => part.Lacks is not Lack.Nothing) is { Lacks: not Lack.Nothing } lacking ? lacking
        : parts.Sum(part => part.Number!.Value);

    /// <summary>As people read it: what is withheld and what there is not have signs of their own.</summary>
    public string Text(bool isShare = false, int decimals = 0) => Lacks switch
    {
        Lack.Withheld => FigureText.Withheld,
        Lack.NoData => FigureText.NoData,
        Lack.SeriesBreaks => "≠",
        _ => Number!.Value.ToString(isShare ? "P1" : $"N{decimals}", CultureInfo.CurrentCulture),
    };
}
