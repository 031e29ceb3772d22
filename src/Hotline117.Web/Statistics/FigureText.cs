using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Statistics;

/// <summary>A figure as people read it.</summary>
public static class FigureText
{
    public const string Withheld = "•";
    public const string NoData = "–";

    /// <summary>Its name, with the unit where the figure is shown without one.</summary>
    public static string Heading(FigureDefinition figure, IStringLocalizer<Texts> texts) =>
        figure.Name.In(CultureInfo.CurrentUICulture) is var name && figure.Unit == "seconds" ? texts["Statistics.InSeconds", name] : name;

    public static string Of(FigureRow row, FigureDefinition figure) =>
        row.Withheld.Contains(figure.Id) ? Withheld : row.Figures.GetValueOrDefault(figure.Id) is not { } value ? NoData : figure.Unit switch
        {
            "share" => value.ToString("P1", CultureInfo.CurrentCulture),
            "hours" => value.ToString("N1", CultureInfo.CurrentCulture),
            _ => value.ToString("N0", CultureInfo.CurrentCulture),
        };
}
