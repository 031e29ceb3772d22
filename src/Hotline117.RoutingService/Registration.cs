using System.Diagnostics.Metrics;
using Hotline117.Asterisk;
using Hotline117.Hosting;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Api;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService;

internal static class Registration
{
    /// <summary>A caller waits for at most 2 s; a store that is slower than this might as well be away.</summary>
    private const int StoreTimeoutMilliseconds = 1000;
    private static readonly TimeSpan _storeRetryEvery = TimeSpan.FromMilliseconds(500);

    public static void AddStore(this IServiceCollection services, RoutingSettings settings)
    {
        services.AddSingleton<IConnectionMultiplexer>(_ =>
        {
            var options = ConfigurationOptions.Parse(settings.Redis);
            options.AbortOnConnectFail = false;
            options.AsyncTimeout = StoreTimeoutMilliseconds;
            options.SyncTimeout = StoreTimeoutMilliseconds;
            options.ConnectTimeout = 2 * StoreTimeoutMilliseconds;
            // An old question must not be answered from a queue when the store comes back.
            options.BacklogPolicy = BacklogPolicy.FailFast;
            // Back at once when the store is: callers wait. By default the tries become ever rarer, up to one in ten seconds.
            options.HeartbeatInterval = _storeRetryEvery;
            options.ReconnectRetryPolicy = new LinearRetry((int)_storeRetryEvery.TotalMilliseconds);
            return ConnectionMultiplexer.Connect(options);
        });
        services.AddSingleton(new SealedNumbers(settings.DirectoryKey)).AddSingleton(settings.Outbox);
        services.AddSingleton<DirectoryStore>().AddSingleton<RosterStore>().AddSingleton<PolicyStore>().AddSingleton<CallStore>().AddSingleton<LineStore>();
        services.AddSingleton<WrapUpStore>().AddSingleton<CallbackStore>().AddSingleton<CallbackQueue>();
        services.AddSingleton<RosterEditing>().AddSingleton<DirectoryEditing>().AddSingleton<AuditTrail>().AddSingleton<OutboxBell>();
        services.AddSingleton<Func<RoutingSnapshot>>(provider => () => provider.GetRequiredService<RoutingData>().Current);
        services.AddSingleton<Func<CarePolicy>>(provider => () => provider.GetRequiredService<RoutingData>().Current.Policy.Care);
        services.AddSingleton<Func<AgainPolicy>>(provider => () => provider.GetRequiredService<RoutingData>().Current.Policy.Again);
        services.AddHostedSingleton<RoutingData>().AddSingleton<PhoneStates>().AddHostedSingleton<LineConditions>();
    }

    /// <summary>One session for each Asterisk, side by side: one that is down or slow delays no other.</summary>
    public static void AddSwitches(this IServiceCollection services, RoutingSettings settings)
    {
        services.AddSingleton(new SwitchKnowledge(settings.SwitchLineKey));
        services.AddSingleton<IReadOnlyList<SwitchSession>>(provider =>
        {
            var (sessions, time) = (settings.Servers.Select(server => NewSession(provider, server)).ToList(), provider.GetRequiredService<TimeProvider>());
            RoutingTelemetry.ObservePlans(() => sessions.Where(session => session.TaughtAt is not null).Select(session =>
                new Measurement<double>((time.GetUtcNow() - session.TaughtAt!.Value).TotalSeconds, new KeyValuePair<string, object?>("switch", session.Name))));
            return sessions;
        });
        foreach (var index in Enumerable.Range(0, settings.Servers.Count))
        {
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<IReadOnlyList<SwitchSession>>()[index]);
        }
    }

    /// <summary>A background service that others may ask for as well.</summary>
    public static IServiceCollection AddHostedSingleton<TService>(this IServiceCollection services) where TService : class, IHostedService =>
        services.AddSingleton<TService>().AddHostedService(provider => provider.GetRequiredService<TService>());

    private static SwitchSession NewSession(IServiceProvider provider, AmiServerSettings server)
    {
        var ami = new AmiClient(
            new AmiClientOptions
            {
                Host = server.Host,
                Port = server.Port,
                User = server.User,
                Secret = server.Secret,
                UseTls = server.UseTls,
                ReconnectDelayMax = TimeSpan.FromSeconds(3),
            },
            provider.GetRequiredService<TimeProvider>());
        return ActivatorUtilities.CreateInstance<SwitchSession>(provider, server, ami, new SwitchControl(server.Name, ami));
    }
}
