using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline117.ReportingService.Consumers;

internal sealed class BrokerHealth(BrokerLink link) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(link.Problem is { } problem
            ? HealthCheckResult.Unhealthy(problem)
            : HealthCheckResult.Healthy($"consuming {EventQueue.Name}"));
}
