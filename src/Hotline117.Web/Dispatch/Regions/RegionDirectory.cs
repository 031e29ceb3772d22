using Hotline117.Contracts;

namespace Hotline117.Web.Dispatch.Regions;

/// <summary>Fetches the regions' names from RoutingService: at start until it succeeds, then now and again. Without them ids are shown.</summary>
public sealed class RegionDirectory(HttpClient http, TimeProvider time, ILogger<RegionDirectory> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterSuccess = TimeSpan.FromHours(1);

    public RegionNames Current { get; private set; } = RegionNames.None;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var warned = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var fault = await RefreshAsync(stoppingToken);
            if (fault is not null && !warned)
                logger.LogWarning("The regions' names can't be had, ids are shown instead: {Fault}", fault);
            warned = fault is not null;
            await Task.Delay(warned ? AfterFailure : AfterSuccess, time, stoppingToken);
        }
    }

    /// <returns>What went wrong, or null.</returns>
    private async Task<string?> RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            Current = RegionNames.From(await http.GetFromJsonAsync<RegionName[]>("api/v1/regions", ContractJson.Options, cancellation) ?? []);
            return null;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested) // Names are a comfort: no fault of theirs may end the process.
        {
            return fault.Message;
        }
    }
}
