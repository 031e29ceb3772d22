using System.Text.Json;
using Hotline117.Contracts;

namespace Hotline117.Web.Dispatch.Callbacks;

/// <summary>Asks RoutingService who is to be called back.</summary>
public sealed class CallbackClient(HttpClient http, ILogger<CallbackClient> logger)
{
    /// <returns>Whose safe time ends first, first; null where they can't be had.</returns>
    public async Task<IReadOnlyList<OpenCallback>?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return (await http.GetFromJsonAsync<OpenCallback[]>("api/v1/callbacks", ContractJson.Options, cancellation))?.OrderBy(each => each.To).ToList();
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            logger.LogWarning("The open callbacks can't be had: {Fault}", fault.Message);
            return null;
        }
    }
}
