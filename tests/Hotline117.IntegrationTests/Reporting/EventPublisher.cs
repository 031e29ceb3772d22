using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>A publisher that knows nothing but the exchange, the routing keys and the JSON.</summary>
public sealed class EventPublisher(string amqp) : IAsyncDisposable
{
    private IConnection? connection;

    public Task PublishAsync(params IEnumerable<HotlineEvent> events) => PublishAsync(events.Select(sent =>
        (EventRoutes.RoutingKeys[sent.GetType()], JsonSerializer.SerializeToUtf8Bytes(sent, sent.GetType(), ContractJson.Options))));

    /// <summary>Returns once the broker has confirmed all and each has found a queue.</summary>
    public async Task PublishAsync(IEnumerable<(string RoutingKey, byte[] Body)> messages, string? traceParent = null)
    {
        await using var channel = await OpenAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties { Persistent = true };
        if (traceParent is not null)
        {
            properties.Headers = new Dictionary<string, object?> { ["traceparent"] = traceParent };
        }

        await Task.WhenAll(messages.Select(message =>
            channel.BasicPublishAsync(EventRoutes.Exchange, message.RoutingKey, mandatory: true, properties, message.Body).AsTask()));
    }

    /// <summary>Takes every message out of a queue, if there is one.</summary>
    public async Task<IReadOnlyList<byte[]>> DrainAsync(string queue)
    {
        var bodies = new List<byte[]>();
        if (await CountAsync(queue) > 0)
        {
            await using var channel = await OpenAsync();
            while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            {
                bodies.Add(message.Body.ToArray());
            }
        }

        return bodies;
    }

    /// <summary>0 where the queue has not been made yet.</summary>
    public async Task<uint> CountAsync(string queue)
    {
        await using var channel = await OpenAsync();
        try
        {
            return await channel.MessageCountAsync(queue);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<IChannel> OpenAsync(CreateChannelOptions? options = null)
    {
        if (connection is not { IsOpen: true })
        {
            connection = await new ConnectionFactory { Uri = new Uri(amqp), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        }

        return await connection.CreateChannelAsync(options);
    }
}
