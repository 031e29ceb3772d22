using System.Reflection;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline117.RoutingService.Outbound;

/// <summary>MassTransit as a publisher of plain JSON to one topic exchange, with publisher confirms.</summary>
internal static class EventBus
{
    private static readonly MethodInfo _route = typeof(EventBus).GetMethod(nameof(Route), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static void AddEventBus(this IServiceCollection services, Uri rabbitMq)
    {
        // MassTransit's own check names addresses and calls the router unready, which routes well without RabbitMQ: OutboxCheck stands for it.
        services.PostConfigure<HealthCheckServiceOptions>(health =>
            health.Registrations.Remove(health.Registrations.Single(check => check.Name == "masstransit-bus")));
        services.AddMassTransit(registration =>
        {
            registration.DisableUsageTelemetry();
            registration.UsingRabbitMq((_, rabbit) => Configure(rabbit, rabbitMq));
        });
    }

    private static void Configure(IRabbitMqBusFactoryConfigurator rabbit, Uri rabbitMq)
    {
        rabbit.Host(rabbitMq, host => host.PublisherConfirmation = true);
        rabbit.UseRawJsonSerializer(RawSerializerOptions.AddTransportHeaders | RawSerializerOptions.CopyHeaders);
        rabbit.ConfigureJsonSerializerOptions(ContractJson.Configure);
        // An event without a route would wait in the outbox for ever; so there is one list of them.
        foreach (var type in EventRoutes.RoutingKeys.Keys)
        {
            _route.MakeGenericMethod(type).Invoke(null, [rabbit]);
        }

        rabbit.Publish<HotlineEvent>(topology => topology.Exclude = true);
        rabbit.Publish<CallEvent>(topology => topology.Exclude = true);
    }

    private static void Route<TEvent>(IRabbitMqBusFactoryConfigurator rabbit) where TEvent : HotlineEvent
    {
        rabbit.Message<TEvent>(topology => topology.SetEntityName(EventRoutes.Exchange));
        rabbit.Publish<TEvent>(topology =>
        {
            topology.ExchangeType = "topic";
            topology.Durable = true;
        });
    }
}
