using Hotline117.ReportingService.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>Degraded while this service's clock and PostgreSQL's differ: all is counted, but nothing is published.</summary>
internal sealed class ClockHealth(SettlingClock clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await clock.LookAsync(cancellationToken) is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (StoreFault.MayPass(fault))
        {
            // PostgresHealth says so.
            return HealthCheckResult.Healthy();
        }
    }
}
