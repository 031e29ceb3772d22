using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline117.Web.SignIn.People;

/// <summary>Until the accounts were read once nobody can sign in; later an outage of PostgreSQL takes the board from nobody who has it.</summary>
public sealed class PeopleHealth(PeopleWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(watch switch
    {
        { Problem: null } => HealthCheckResult.Healthy(),
        { HasRead: true } => HealthCheckResult.Degraded($"PostgreSQL does not answer ({watch.Problem}): nobody can sign in; whoever is signed in stays so."),
        _ => HealthCheckResult.Unhealthy($"the people's accounts can't be read ({watch.Problem}): Postgres:ConnectionString must lead to a database that its user owns."),
    });
}
