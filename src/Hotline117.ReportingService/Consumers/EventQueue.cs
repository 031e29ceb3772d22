using Hotline117.Contracts.Events;
using Hotline117.ReportingService.Store;
using MassTransit;
using RabbitMQ.Client;

namespace Hotline117.ReportingService.Consumers;

/// <summary>The service's queue on RabbitMQ and how it is consumed.</summary>
public static class EventQueue
{
    public const string Name = "hotline117.reporting";
    public const string ErrorName = Name + "_error";

    /// <summary>All that is published of what events are about: <c>call.#</c>, <c>roster.#</c> and so on.</summary>
    public static IReadOnlyList<string> Bindings { get; } =
        [.. EventRoutes.EventTypes.Keys.Select(key => key[..key.IndexOf('.', StringComparison.Ordinal)] + ".#").Distinct()];

    public static void AddEventQueue(this WebApplicationBuilder builder, ReportingSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings).AddSingleton<EventConsumer>();
        services.AddSingleton<BrokerLink>().AddHostedService(provider => provider.GetRequiredService<BrokerLink>());
        services.AddHealthChecks().AddCheck<BrokerHealth>("rabbitmq");
    }

    internal static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, EventConsumer consumer)
    {
        endpoint.SetQuorumQueue();
        // Messages that wait for PostgreSQL come back each time a connection breaks: that must never use them up.
        endpoint.SetQueueArgument("x-delivery-limit", -1);
        endpoint.PrefetchCount = EventWriter.BatchSize;
        endpoint.ConcurrentMessageLimit = EventWriter.BatchSize;
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        foreach (var routingKey in Bindings)
        {
            endpoint.Bind(EventRoutes.Exchange, binding =>
            {
                binding.ExchangeType = ExchangeType.Topic;
                binding.RoutingKey = routingKey;
            });
        }

        endpoint.ClearSerialization();
        endpoint.AddSerializer(new DeliveryDeserializer());
        endpoint.AddDeserializer(new DeliveryDeserializer(), isDefault: true);
        endpoint.Consumer(() => consumer);
    }
}
