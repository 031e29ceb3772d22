using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch.Alarms;

/// <summary>Asks RoutingService for the alarms that are over.</summary>
public sealed class PastAlarmsClient(HttpClient http, ILogger<PastAlarmsClient> logger)
{
    private const int Most = 100;

    /// <returns>The latest to end first; null where they can't be had.</returns>
    public async Task<IReadOnlyList<Alarm>?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return (await http.GetFromJsonAsync<AlarmList>($"api/v1/alarms?past={Most}", ContractJson.Options, cancellation))?.Past;
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("The alarms that are over can't be had: {Fault}", fault.Message);
            return null;
        }
    }
}
