using System.Globalization;
using System.Text.Json;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;

namespace Hotline117.ReportingService.Api;

/// <summary>A forecast in lines, as files have it.</summary>
internal static class ForecastLines
{
    /// <param name="forecast">With a method.</param>
    public static byte[] Csv(DemandForecast forecast) => CsvFile.Bytes(Hours(forecast));

    /// <summary>Four sheets: the hours, of what and for what they were computed, how wrong each method would have been, and what it all means.</summary>
    /// <param name="forecast">With a method.</param>
    public static byte[] Book(DemandForecast forecast) => Workbook.Bytes(
        ("Forecast", Hours(forecast)), ("Made from", MadeFrom(forecast)), ("Methods", Methods(forecast)), ("Definitions", FigureBook.Lines(forecast.Definitions)));

    private static IEnumerable<IReadOnlyList<object?>> Hours(DemandForecast forecast) =>
    [
        ["month", "weekday", "hourOfDay", "days", "expected", "low", "high", "counsellors", "counsellorsAtHigh"],
        .. forecast.Hours.Select(hour => (object?[])
            [Written(forecast.Month), hour.Weekday, hour.HourOfDay, hour.Days, hour.Expected, hour.Low, hour.High, hour.Counsellors, hour.CounsellorsAtHigh]),
    ];

    private static IEnumerable<IReadOnlyList<object?>> MadeFrom(DemandForecast forecast) =>
    [
        ["month", Written(forecast.Month)],
        ["calls", forecast.Calls],
        ["method", Written(forecast.Method!.Value)],
        ["madeFrom", string.Join(", ", forecast.MadeFrom.Select(Written))],
        ["monthsAhead", forecast.MonthsAhead],
        ["intervalShare", forecast.IntervalShare],
        .. forecast.Service is not { } service ? [] : (object?[][])
        [
            ["handleSeconds", service.HandleSeconds],
            ["patienceSeconds", service.PatienceSeconds],
            ["answeredWithinSeconds", service.AnsweredWithinSeconds],
            ["shortAbandonSeconds", service.ShortAbandonSeconds],
            ["serviceLevel", service.ServiceLevel],
        ],
    ];

    private static IEnumerable<IReadOnlyList<object?>> Methods(DemandForecast forecast) =>
    [
        ["method", "monthsTried", "mae", "wape", "mase", "bias", "coverage"],
        .. forecast.Methods.Select(each => (object?[])[Written(each.Method), each.MonthsTried, each.Mae, each.Wape, each.Mase, each.Bias, each.Coverage]),
    ];

    private static string Written(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Written(ForecastMethod method) => JsonNamingPolicy.CamelCase.ConvertName(method.ToString());
}
