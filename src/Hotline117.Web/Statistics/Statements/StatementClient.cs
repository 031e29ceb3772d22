using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics.Statements;

/// <summary>Asks ReportingService for a centre's statement.</summary>
public sealed class StatementClient(HttpClient http, ILogger<StatementClient> logger)
{
    private const string Statements = "api/v1/statistics/statements/";

    /// <returns>The statement, or null with the resource key of what is wrong.</returns>
    public Task<(CentreStatement? Statement, string? Fault)> ReadAsync(StatementQuery query, ClaimsPrincipal person, CancellationToken cancellation) =>
        AskAsync(query.Asked, person, content => content.ReadFromJsonAsync<CentreStatement>(ContractJson.Options, cancellation), cancellation);

    /// <returns>The file's bytes, or null with the resource key of what is wrong.</returns>
    public Task<(byte[]? File, string? Fault)> FileAsync(StatementQuery query, ClaimsPrincipal person, CancellationToken cancellation) =>
        AskAsync($"{query.Asked}&format=csv", person, async content => (byte[]?)await content.ReadAsByteArrayAsync(cancellation), cancellation);

    private async Task<(T? Answer, string? Fault)> AskAsync<T>(string asked, ClaimsPrincipal person, Func<HttpContent, Task<T?>> read, CancellationToken cancellation) where T : class
    {
        try
        {
            using var request = OnBehalfOf.Request(person, HttpMethod.Get, new Uri(Statements + asked, UriKind.Relative));
            using var answer = (await http.SendAsync(request, cancellation)).EnsureSuccessStatusCode();
            return (await read(answer.Content), null);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            return (null, "Statements.Fault.Centre");
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.Forbidden && OwnCentre.Of(person) is { } own)
        {
            return (null, own is OwnCentre.NoneYet ? "Own.NoCentre" : "Statements.Fault.OtherCentre");
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("A statement can't be had (for 401 or 403 check Reporting:ApiKey): {Fault}", fault.Message);
            return (null, "Statistics.Fault.Unreachable");
        }
    }
}
