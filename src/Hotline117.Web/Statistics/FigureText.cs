using System.Globalization;
using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics;

/// <summary>A figure as people read it.</summary>
public static class FigureText
{
    public const string Withheld = "•";
    public const string NoData = "–";

    public static string Of(FigureRow row, FigureDefinition figure) =>
        row.Withheld.Contains(figure.Id) ? Withheld : row.Figures.GetValueOrDefault(figure.Id) is not { } value ? NoData : figure.Unit switch
        {
            "share" => value.ToString("P1", CultureInfo.CurrentCulture),
            "hours" => value.ToString("N1", CultureInfo.CurrentCulture),
            _ => value.ToString("N0", CultureInfo.CurrentCulture),
        };
}
