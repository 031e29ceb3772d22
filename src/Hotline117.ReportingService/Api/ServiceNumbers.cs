using System.Globalization;
using Hotline117.ReportingService.Staffing;

namespace Hotline117.ReportingService.Api;

/// <summary>The parameters that say for which service counsellors are sought.</summary>
internal static class ServiceNumbers
{
    /// <returns>Of no use where <paramref name="errors"/> has a fault; every one by its parameter.</returns>
    public static ServiceWanted Read(
        string? handleSeconds, string? patienceSeconds, string? thresholdSeconds, string? serviceLevel, StatisticsSettings settings, IDictionary<string, string[]> errors)
    {
        var handle = Number("handleSeconds", handleSeconds, 1, 7200, errors);
        var patience = string.IsNullOrEmpty(patienceSeconds) ? (double?)null : Number("patienceSeconds", patienceSeconds, 1, 3600, errors);
        var threshold = string.IsNullOrEmpty(thresholdSeconds) ? settings.AnsweredWithinSeconds : Number("thresholdSeconds", thresholdSeconds, 0, 600, errors);
        var level = string.IsNullOrEmpty(serviceLevel) ? 0.8 : Number("serviceLevel", serviceLevel, 0.01, 0.999, errors);
        return new(handle, patience, new(threshold, settings.ShortAbandonSeconds, level));
    }

    private static double Number(string name, string? text, double least, double most, IDictionary<string, string[]> errors)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        errors[name] = [string.Create(CultureInfo.InvariantCulture, $"'{name}' is {(string.IsNullOrEmpty(text) ? "missing; it is " : "")}a number from {least} to {most}, with a point before decimals.")];
        return least;
    }
}
