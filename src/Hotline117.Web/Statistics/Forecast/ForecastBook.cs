using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;
using Hotline117.Web.Shared;
using Hotline117.Web.Statistics.Charts;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Statistics.Forecast;

/// <summary>A forecast as a workbook: the hours of the month, how wrong each method would have been, and what it all means.</summary>
public sealed class ForecastBook(KeyNames keys, IStringLocalizer<Texts> texts)
{
    /// <param name="forecast">With a method.</param>
    public byte[] Bytes(DemandForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return Workbook.Bytes(
            (texts["Forecast.Title"], Hours(forecast)),
            (texts["Forecast.Methods"], Methods(forecast)),
            (texts["Statistics.Definitions"], forecast.Definitions.Select(definition => (object?[])
            [
                definition.Name.In(CultureInfo.CurrentUICulture), definition.Formula.In(CultureInfo.CurrentUICulture), texts["Statistics.Definition.Version", definition.Version, BishkekTime.Iso(definition.Since)].Value,
            ])));
    }

    private IEnumerable<IReadOnlyList<object?>> Hours(DemandForecast forecast) =>
    [
        [texts["Forecast.Title"].Value, StatisticsQuery.Text(forecast.Month)],
        [texts["Forecast.MadeFrom", forecast.MadeFrom.Count, StatisticsQuery.Text(forecast.MadeFrom[0]), StatisticsQuery.Text(forecast.MadeFrom[^1]), forecast.MonthsAhead, NameOf(forecast, forecast.Method!.Value)].Value],
        .. forecast.Service is { } service ? (object?[][])[[texts["Staffing.Goal", service.ServiceLevel.ToString("P1", CultureInfo.CurrentCulture), service.AnsweredWithinSeconds, service.ShortAbandonSeconds].Value]] : [],
        [],
        [
            texts["Charts.Key.weekday"].Value, texts["Charts.Key.hourOfDay"].Value, texts["Forecast.Column.Expected"].Value, texts["Forecast.Column.Low"].Value, texts["Forecast.Column.High"].Value,
            .. forecast.Service is null ? (object?[])[] : [texts["Forecast.Column.Counsellors"].Value, texts["Forecast.Column.CounsellorsAtHigh"].Value],
        ],
        .. forecast.Hours.Select(hour => (object?[])
        [
            keys.Of("weekday", hour.Weekday), keys.Of("hourOfDay", hour.HourOfDay), hour.Expected, hour.Low, hour.High, .. forecast.Service is null ? (object?[])[] : [hour.Counsellors, hour.CounsellorsAtHigh],
        ]),
        [],
        [texts["Statistics.Zone"].Value],
    ];

    private IEnumerable<IReadOnlyList<object?>> Methods(DemandForecast forecast) =>
    [
        [texts["Forecast.Method"].Value, .. ForecastMethods.Errors.Select(error => ForecastMethods.Definition(forecast, error).Name.In(CultureInfo.CurrentUICulture))],
        .. forecast.Methods.Select(each => (object?[])[NameOf(forecast, each.Method), each.MonthsTried, each.Mae, each.Wape, each.Mase, each.Bias, each.Coverage]),
    ];

    private static string NameOf(DemandForecast forecast, ForecastMethod method) => ForecastMethods.Definition(forecast, method.ToString()).Name.In(CultureInfo.CurrentUICulture);
}
