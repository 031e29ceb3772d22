using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline117.Web.Dispatch.Feed;

/// <summary>A stale feed degrades the board, which says so itself; the pages still serve.</summary>
public sealed class FeedHealthCheck(LiveBoard board) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = board.Current;
        return Task.FromResult(state switch
        {
            { StaleSince: { } since } => HealthCheckResult.Degraded($"The live feed has been silent since {since:HH:mm:ss} UTC."),
            { Live: null } => HealthCheckResult.Degraded("The first snapshot of the live feed is awaited."),
            _ => HealthCheckResult.Healthy("The live feed runs."),
        });
    }
}
