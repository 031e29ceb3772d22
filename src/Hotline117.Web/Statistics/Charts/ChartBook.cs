using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>What a chart shows as a workbook: of which calls, the numbers, what is withheld, and what it all means.</summary>
public sealed class ChartBook(ChartNames names, IStringLocalizer<Texts> texts)
{
    public byte[] Bytes(string chart, ChartTable table, ChartSet charts)
    {
        ArgumentNullException.ThrowIfNull(table);
        string title = texts[$"Charts.{chart}"];
        return Workbook.Bytes(
            (title,
            [
                [title],
                [names.PeriodOf(charts)],
                [texts[$"Charts.{chart}.Meaning"].Value],
                [],
                [.. table.Keys.Select(key => texts[$"Charts.Key.{key}"].Value), .. table.Figures.Select(figure => names.OfFigure(charts, figure))],
                .. table.Rows.Select(row => (object?[])
                [
                    .. row.Keys.Select((key, i) => names.OfRow(charts, table.Keys[i], key)),
                    .. row.Values.Select(value => value.Number is { } number ? (object)number : names.OfLack(value)),
                ]),
                [],
                [texts["Statistics.Zone"].Value],
                [texts["Statistics.Published"].Value],
            ]),
            (texts["Statistics.Definitions"], table.Defined.Select(id => ChartNames.Definition(charts, id)).OfType<FigureDefinition>().Select(Line)));
    }

    private object?[] Line(FigureDefinition definition) =>
        [definition.Name.In(CultureInfo.CurrentUICulture), definition.Formula.In(CultureInfo.CurrentUICulture), names.VersionOf(definition)];
}
