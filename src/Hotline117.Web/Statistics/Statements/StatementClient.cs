using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics.Statements;

/// <summary>Asks ReportingService for a centre's statement.</summary>
public sealed class StatementClient(HttpClient http, ILogger<StatementClient> logger)
{
    private const string Statements = "api/v1/statistics/statements/";

    /// <returns>The statement, or null with the resource key of what is wrong.</returns>
    public Task<(CentreStatement? Statement, string? Fault)> ReadAsync(StatementQuery query, CancellationToken cancellation) =>
        AskAsync(() => http.GetFromJsonAsync<CentreStatement>(new Uri(Statements + query.Asked, UriKind.Relative), ContractJson.Options, cancellation), cancellation);

    /// <returns>The file's bytes, or null with the resource key of what is wrong.</returns>
    public Task<(byte[]? File, string? Fault)> FileAsync(StatementQuery query, CancellationToken cancellation) =>
        AskAsync(async () => (byte[]?)await http.GetByteArrayAsync(new Uri($"{Statements}{query.Asked}&format=csv", UriKind.Relative), cancellation), cancellation);

    private async Task<(T? Answer, string? Fault)> AskAsync<T>(Func<Task<T?>> ask, CancellationToken cancellation) where T : class
    {
        try
        {
            return (await ask(), null);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            return (null, "Statements.Fault.Centre");
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("A statement can't be had (for 401 or 403 check Reporting:ApiKey): {Fault}", fault.Message);
            return (null, "Statistics.Fault.Unreachable");
        }
    }
}
