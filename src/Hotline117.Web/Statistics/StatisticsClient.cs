using System.Globalization;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics;

/// <summary>Asks ReportingService for counts.</summary>
public sealed class StatisticsClient(HttpClient http, ILogger<StatisticsClient> logger)
{
    /// <returns>Null where ReportingService can't be reached or refuses; the log says why.</returns>
    public async Task<CallStatistics?> CallsAsync(StatisticsQuery query, CancellationToken cancellation)
    {
        var address = string.Create(CultureInfo.InvariantCulture,
            $"api/v1/statistics/calls?from={query.From.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&to={query.To.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&by={StatisticsQuery.Word(query.By)}");
        try
        {
            return await http.GetFromJsonAsync<CallStatistics>(address, ContractJson.Options, cancellation);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException
            || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            logger.LogWarning("The statistics can't be had (for 401 or 403 check Reporting:ApiKey): {Fault}", fault.Message);
            return null;
        }
    }
}
