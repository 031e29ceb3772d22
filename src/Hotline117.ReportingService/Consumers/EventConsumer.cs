using System.Diagnostics;
using Hotline117.Contracts.Events;
using Hotline117.ReportingService.Store;
using MassTransit;

namespace Hotline117.ReportingService.Consumers;

/// <summary>
/// Reads each message and waits until it is stored; only then the broker forgets it. One that can't be read, or that the store
/// can never take, goes to the error queue by the exception.
/// </summary>
internal sealed class EventConsumer(EventWriter writer, ILogger<EventConsumer> logger) : IConsumer<Delivery>
{
    public async Task Consume(ConsumeContext<Delivery> context)
    {
        var delivery = context.Message;
        using var span = ReportingTelemetry.Spans.StartActivity(
            $"process {EventRoutes.Exchange}", ActivityKind.Consumer, delivery.Publisher);
        try
        {
            var read = EventReader.Read(delivery.RoutingKey, delivery.Body);
            span?.SetTag("messaging.system", "rabbitmq")
                .SetTag("messaging.operation.type", "process")
                .SetTag("messaging.rabbitmq.destination.routing_key", delivery.RoutingKey)
                .SetTag("messaging.message.id", read.EventId);
            await writer.WriteAsync(read, context.CancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Of other faults only the kind is told: their text may quote the body.
            var reason = fault is UnreadableEventException or UnstorableEventException ? fault.Message : fault.GetType().Name;
            span?.SetStatus(ActivityStatusCode.Error, reason);
            ReportingTelemetry.Rejected.Add(1);
            logger.LogWarning(
                "A message of {Bytes} bytes goes to the queue {ErrorQueue}: {Reason}.", delivery.Body.Length, EventQueue.ErrorName, reason);
            throw;
        }
    }
}
