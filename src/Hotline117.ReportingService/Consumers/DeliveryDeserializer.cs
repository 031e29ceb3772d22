using System.Diagnostics;
using MassTransit;
using MassTransit.Serialization;

namespace Hotline117.ReportingService.Consumers;

/// <summary>
/// Lets MassTransit hand every message on as a <see cref="Delivery"/>, unread. What it says of its content type or message type
/// does not matter: other producers send the same JSON with nothing but a routing key.
/// </summary>
internal sealed class DeliveryDeserializer : SystemTextJsonRawMessageSerializer, IMessageDeserializer, ISerializerFactory
{
    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    ConsumeContext IMessageDeserializer.Deserialize(ReceiveContext receiveContext)
    {
        var routingKey = (receiveContext as RoutingKeyConsumeContext)?.RoutingKey ?? "";
        var delivery = new Delivery(routingKey, receiveContext.Body.GetBytes(), Publisher(receiveContext.TransportHeaders));
        return new BodyConsumeContext(receiveContext, new Context(delivery, receiveContext.InputAddress));
    }

    // W3C's header first; MassTransit writes the same value under a name of its own.
    private static ActivityContext Publisher(Headers headers) =>
        ActivityContext.TryParse(headers.Get<string>("traceparent"), headers.Get<string>("tracestate"), isRemote: true, out var context)
        || ActivityContext.TryParse(headers.Get<string>("MT-Activity-Id"), null, isRemote: true, out context)
            ? context
            : default;

    private sealed class Context(Delivery delivery, Uri address) : SystemTextJsonRawSerializerContext(
        SystemTextJsonMessageSerializer.Instance,
        SystemTextJsonMessageSerializer.Options,
        JsonContentType,
        new RawMessageContext(EmptyHeaders.Instance, address, RawSerializerOptions.AnyMessageType),
        [],
        RawSerializerOptions.AnyMessageType,
        default)
    {
        public override bool TryGetMessage<T>(out T? message) where T : class => (message = delivery as T) is not null;
    }
}
