using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>What is said of charts, on the page and in files alike, in the reader's language.</summary>
public sealed class ChartNames(KeyNames keys, IStringLocalizer<Texts> texts)
{
    public static FigureDefinition? Definition(ChartSet charts, string id)
    {
        ArgumentNullException.ThrowIfNull(charts);
        return charts.Definitions.Figures.Concat(charts.Definitions.Breakdowns).FirstOrDefault(figure => figure.Id == id);
    }

    public string PeriodOf(ChartSet charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        var (first, last) = (StatisticsQuery.Text(charts.Months[0].Month), StatisticsQuery.Text(charts.Months[^1].Month));
        var months = first == last ? first : $"{first} – {last}";
        return charts.Query.Only is { } only ? $"{months}, {texts[$"Charts.Only.{only.Attribute}"]}: {keys.Of(only.Attribute, only.Value)}" : $"{months}, {texts["Charts.Only.All"]}";
    }

    public string OfFigure(ChartSet charts, string figure) => Definition(charts, figure)?.Name.In(CultureInfo.CurrentUICulture) ?? texts["Statistics.Calls"];

    public string OfRow(ChartSet charts, string attribute, string key) => attribute == "figure" ? FunnelChart.NameOf(key, charts.Definitions) : keys.Of(attribute, key);

    /// <summary>Why there is no number, in words.</summary>
    public string OfLack(ChartValue value) => value.AtLeast is { } shown
        ? texts["Charts.Lack.AtLeast", shown.ToString("N0", CultureInfo.CurrentCulture)]
        : texts[$"Charts.Lack.{value.Lacks}"];

    public string VersionOf(FigureDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return texts["Statistics.Definition.Version", definition.Version, BishkekTime.Iso(definition.Since)];
    }
}
