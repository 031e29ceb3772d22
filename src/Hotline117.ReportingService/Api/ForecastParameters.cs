using System.ComponentModel;
using System.Globalization;
using Hotline117.ReportingService.Staffing;
using Hotline117.ReportingService.Staffing.Forecasting;
using Microsoft.AspNetCore.Mvc;

namespace Hotline117.ReportingService.Api;

/// <summary>What may be asked of <c>/api/v1/statistics/forecast</c>.</summary>
public sealed class ForecastParameters
{
    private static readonly string[] Known = ["month", "handleSeconds", "patienceSeconds", "thresholdSeconds", "serviceLevel", "format"];

    [FromQuery(Name = "month"), Description("The month that is forecast, such as 2027-01: one of the three after the last that is published. Default: the coming one.")]
    public string? Month { get; init; }

    [FromQuery(Name = "handleSeconds"), Description("Mean time that a call keeps a counsellor, writing up included, 1 to 7200: then each hour tells how many counsellors it takes. Default: none are told.")]
    public string? HandleSeconds { get; init; }

    [FromQuery(Name = "patienceSeconds"), Description("Mean time after which who waits hangs up, 1 to 3600: Erlang A. Default: nobody hangs up, Erlang C.")]
    public string? PatienceSeconds { get; init; }

    [FromQuery(Name = "thresholdSeconds"), Description("Within which a call is answered in time, 0 to 600. Default: the one of the figure serviceLevel.")]
    public string? ThresholdSeconds { get; init; }

    [FromQuery(Name = "serviceLevel"), Description("The share of calls to be answered in time, 0.01 to 0.999. Default: 0.8.")]
    public string? ServiceLevel { get; init; }

    [FromQuery(Name = "format"), Description("json (default), csv (the hours alone) or xlsx.")]
    public string? Format { get; init; }

    /// <param name="last">The last month with published figures.</param>
    /// <returns>The month, and the service where counsellors are sought; of no use where <paramref name="errors"/> has a fault.</returns>
    public (DateOnly Month, ServiceWanted? Service) Read(
        IEnumerable<string> asked, DateOnly last, DateOnly today, StatisticsSettings settings, IDictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var name in asked.Except(Known, StringComparer.OrdinalIgnoreCase))
        {
            errors[name] = [$"This is not a parameter; there are {string.Join(", ", Known)}."];
        }

        AnswerFormat.Check(Format, errors);
        var service = new[] { HandleSeconds, PatienceSeconds, ThresholdSeconds, ServiceLevel }.All(string.IsNullOrEmpty)
            ? null : ServiceNumbers.Read(HandleSeconds, PatienceSeconds, ThresholdSeconds, ServiceLevel, settings, errors);
        return (ReadMonth(last, today, errors), service);
    }

    private DateOnly ReadMonth(DateOnly last, DateOnly today, IDictionary<string, string[]> errors)
    {
        var (first, final) = (last.AddMonths(1), last.AddMonths(Forecaster.MostMonthsAhead));
        if (string.IsNullOrEmpty(Month))
        {
            var coming = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
            return coming < first ? first : coming > final ? final : coming;
        }

        if (!DateOnly.TryParseExact(Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            errors["month"] = ["'month' is not a month such as 2027-01."];
        }
        else if (month < first || month > final)
        {
            errors["month"] = [$"'month' is one from {first:yyyy-MM} to {final:yyyy-MM}: after {last:yyyy-MM}, the last month that is published, and at most {Forecaster.MostMonthsAhead} months ahead of it."];
        }

        return month;
    }
}
