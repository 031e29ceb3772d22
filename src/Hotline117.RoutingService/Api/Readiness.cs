using Hotline117.Asterisk;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.State;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Api;

/// <summary>Ready while at least one switch can be told what to do; degraded while not all can, or a switch's clock and this router's are apart.</summary>
internal sealed class SwitchesCheck(IReadOnlyList<SwitchSession> sessions, TimeProvider time) : IHealthCheck
{
    /// <summary>Plans are taught several times a minute.</summary>
    private static readonly TimeSpan _oldPlan = TimeSpan.FromMinutes(5);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var troubles = sessions.Select(Trouble).OfType<string>().ToList();
        var words = string.Join(" ", troubles.Concat(sessions.Where(session => session.ClockFault is not null).Select(session => $"{session.Name}: {session.ClockFault}")));
        return Task.FromResult(words.Length == 0 ? HealthCheckResult.Healthy()
            : troubles.Count < sessions.Count ? HealthCheckResult.Degraded(words)
            : HealthCheckResult.Unhealthy(words));
    }

    private string? Trouble(SwitchSession session) => session.Status switch
    {
        { State: not AmiConnectionState.Connected } status => $"{session.Name}: {status.State} since {status.Since:u}: {status.LastFault?.Text ?? "no attempt yet"}; it is tried again.",
        _ when session.Trouble is { } trouble => $"{session.Name}: {trouble}",
        _ when time.GetUtcNow() - session.TaughtAt > _oldPlan =>
            $"{session.Name}: what it would ring without a router was last renewed at {session.TaughtAt:u}; the log says why it could not be since.",
        _ => null,
    };
}

/// <summary>Ready while Redis answers, is recent enough and holds a directory.</summary>
internal sealed class StoreCheck(IConnectionMultiplexer redis, RoutingData data) : IHealthCheck
{
    private static readonly Version _oldest = new(7, 0);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.GetDatabase().PingAsync();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("Redis does not answer; the switch rings its last good plan meanwhile.");
        }

        if (redis.GetServers().FirstOrDefault(server => server.IsConnected && server.Version < _oldest) is { } old)
        {
            return HealthCheckResult.Unhealthy($"Redis {old.Version} is too old: at least {_oldest} is needed.");
        }

        return data.IsLoaded
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("There is no directory yet: load one with 'load-directory FILE' or PUT /api/v1/centres.");
    }
}

/// <summary>Degraded while the geography files as they are now have faults: the last good ones hold.</summary>
internal sealed class GeographyCheck(GeographyInForce country) : IHealthCheck
{
    private const int MostNamed = 20;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var faults = country.Faults;
        var more = faults.Count > MostNamed ? $"; and {faults.Count - MostNamed} more, see the log" : "";
        return Task.FromResult(faults.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"The geography files are refused and version {country.Current.Version} stays in force: {string.Join("; ", faults.Take(MostNamed))}{more}"));
    }
}

/// <summary>Degraded while events wait because RabbitMQ does not take them: calls are routed all the same.</summary>
internal sealed class OutboxCheck(IBusControl bus, IConnectionMultiplexer redis, OutboxBound outbox) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string?[] troubles = [await FullnessAsync(), bus.CheckHealth().Status == BusHealthStatus.Healthy
            ? null : "RabbitMQ is not reached; events wait in Redis and are published when it is back."];
        var words = string.Join(" ", troubles.OfType<string>());
        return words.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(words);
    }

    private async Task<string?> FullnessAsync()
    {
        try
        {
            var waiting = await redis.GetDatabase().StreamLengthAsync(RedisKeys.Outbox);
            return waiting < outbox.AlarmAt ? null
                : $"{waiting} of at most {outbox.MostEntries} entries wait in the outbox; what comes beyond is dropped, and missing in the statistics. "
                + "Bring RabbitMQ back, or, where Redis has room, raise Outbox__MostEntries.";
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // StoreCheck says so.
            return null;
        }
    }
}
