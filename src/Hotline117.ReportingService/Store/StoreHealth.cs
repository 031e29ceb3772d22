using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Hotline117.ReportingService.Store;

internal sealed class PostgresHealth(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            command.CommandTimeout = 2;
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (StoreFault.MayPass(fault))
        {
            return HealthCheckResult.Unhealthy(StoreFault.Explain(fault));
        }
    }
}

internal sealed class SchemaHealth(SchemaMigration schema) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(schema.Problem is { } problem
            ? HealthCheckResult.Unhealthy($"the tables are not up to date: {problem}")
            : HealthCheckResult.Healthy());
}
