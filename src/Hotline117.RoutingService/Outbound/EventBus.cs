using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline117.RoutingService.Outbound;

/// <summary>MassTransit as a publisher of plain JSON to one topic exchange, with publisher confirms.</summary>
internal static class EventBus
{
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
        Route<CallReceived>(rabbit);
        Route<CallQueued>(rabbit);
        Route<CallOffered>(rabbit);
        Route<CallAnswered>(rabbit);
        Route<CallAbandoned>(rabbit);
        Route<CallEnded>(rabbit);
        Route<CallTransferred>(rabbit);
        Route<CallWrappedUp>(rabbit);
        Route<CallbackAsked>(rabbit);
        Route<CallbackEnded>(rabbit);
        Route<RosterChanged>(rabbit);
        Route<CentreChanged>(rabbit);
        Route<OperatorActed>(rabbit);
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
