using Hotline117.Contracts;
using Hotline117.Contracts.Public;

namespace Hotline117.Web.Centres;

/// <summary>
/// Fetches the public directory from RoutingService now and again, and keeps the last one: however many people read it, the router is asked once a minute, and while
/// it is away the list stays.
/// </summary>
public sealed class CentreFeed(HttpClient http, TimeProvider time, ILogger<CentreFeed> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterSuccess = TimeSpan.FromMinutes(1);

    private bool isFailing;

    /// <summary>Null until the first could be had.</summary>
    public PublishedCentres? Current { get; private set; }

    /// <summary>Where the router answers, the list is there before the first page is.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(isFailing ? AfterFailure : AfterSuccess, time, stoppingToken);
            await RefreshAsync(stoppingToken);
        }
    }

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            Current = PublishedCentres.Of(await http.GetFromJsonAsync<PublicCentre[]>("api/v1/centres/public", ContractJson.Options, cancellation) ?? []);
            isFailing = false;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested) // The list is a service to others: no fault of it may end the process.
        {
            if (!isFailing)
                logger.LogWarning("The public directory can't be had, the last one stays: {Fault}", fault.Message);
            isFailing = true;
        }
    }
}
