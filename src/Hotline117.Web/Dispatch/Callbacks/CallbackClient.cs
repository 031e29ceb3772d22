using Hotline117.Contracts;
using Hotline117.Web.Shared;

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
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("The open callbacks can't be had: {Fault}", fault.Message);
            return null;
        }
    }
}
