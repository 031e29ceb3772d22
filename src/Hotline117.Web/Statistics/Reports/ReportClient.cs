using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics.Reports;

/// <summary>Asks ReportingService for reports.</summary>
public sealed class ReportClient(HttpClient http, ILogger<ReportClient> logger)
{
    private const string Reports = "api/v1/statistics/reports";

    /// <returns>The reports that there are; null where they can't be had.</returns>
    public async Task<IReadOnlyList<ReportListing>?> ListAsync(CancellationToken cancellation)
    {
        try
        {
            return await http.GetFromJsonAsync<IReadOnlyList<ReportListing>>(new Uri(Reports, UriKind.Relative), ContractJson.Options, cancellation);
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            Log(fault);
            return null;
        }
    }

    /// <returns>The file's bytes, or null with the status to answer with.</returns>
    public async Task<(byte[]? File, int Status)> FileAsync(string period, string format, string language, CancellationToken cancellation)
    {
        try
        {
            var address = $"{Reports}/{Uri.EscapeDataString(period)}.{format}?language={Uri.EscapeDataString(language)}";
            return (await http.GetByteArrayAsync(new Uri(address, UriKind.Relative), cancellation), StatusCodes.Status200OK);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            return (null, (int)refused.StatusCode);
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            Log(fault);
            return (null, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private void Log(Exception fault) => logger.LogWarning("The reports can't be had (for 401 or 403 check Reporting:ApiKey): {Fault}", fault.Message);
}
