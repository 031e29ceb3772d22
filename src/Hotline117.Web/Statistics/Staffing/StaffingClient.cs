using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics.Staffing;

/// <summary>Asks ReportingService for a what-if.</summary>
public sealed class StaffingClient(HttpClient http, ILogger<StaffingClient> logger)
{
    private const string Unreachable = "Statistics.Fault.Unreachable";

    private sealed record Refusal(IReadOnlyDictionary<string, string[]>? Errors);

    /// <returns>The answer, or the resource keys of what is wrong.</returns>
    public Task<(StaffingAnswer? Answer, IReadOnlyList<string> Faults)> AnswerAsync(StaffingQuery query, CancellationToken cancellation) =>
        AskAsync(query, content => content.ReadFromJsonAsync<StaffingAnswer>(ContractJson.Options, cancellation), cancellation);

    /// <returns>The bytes of a CSV file, or the resource keys of what is wrong.</returns>
    public Task<(byte[]? File, IReadOnlyList<string> Faults)> FileAsync(StaffingQuery query, CancellationToken cancellation) =>
        AskAsync(query.As("csv"), async content => (byte[]?)await content.ReadAsByteArrayAsync(cancellation), cancellation);

    private async Task<(T? Answer, IReadOnlyList<string> Faults)> AskAsync<T>(StaffingQuery query, Func<HttpContent, Task<T?>> read, CancellationToken cancellation) where T : class
    {
        try
        {
            using var response = await http.GetAsync(new Uri($"api/v1/statistics/staffing{query.Asked}", UriKind.Relative), cancellation);
            if (response.StatusCode is HttpStatusCode.BadRequest)
            {
                var refusal = await response.Content.ReadFromJsonAsync<Refusal>(ContractJson.Options, cancellation);
                return (null, [.. query.Fields.Where(field => refusal?.Errors?.ContainsKey(field.Name) is true).Select(field => $"Staffing.Fault.{field.Name}")]);
            }

            response.EnsureSuccessStatusCode();
            return (await read(response.Content), []);
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("The what-if can't be had (for 401 or 403 check Reporting:ApiKey): {Fault}", fault.Message);
            return (null, [Unreachable]);
        }
    }

    /// <summary>Of an answer with these faults.</summary>
    public static int StatusOf(IReadOnlyList<string> faults) => faults is [Unreachable] ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
}
