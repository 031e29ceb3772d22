using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Hotline117.IntegrationTests.Stack;

/// <param name="Headers">Of the message, as text.</param>
public sealed record SeenEvent(string RoutingKey, HotlineEvent Event, string Body, string Headers)
{
    public CallEvent? OfCall => Event as CallEvent;
}

/// <summary>A queue of the tests' own on the hotline's exchange; it outlives a restart of the broker.</summary>
public sealed class EventTap : IAsyncDisposable
{
    private const string Queue = "hotline117.test";
    private readonly ConcurrentQueue<SeenEvent> seen = new();
    private readonly HashSet<string> known = [];
    private IConnection connection = null!;

    /// <summary>All so far, in the order of their arrival, repetitions included.</summary>
    public IReadOnlyList<SeenEvent> All => [.. seen];

    /// <summary>All so far, each once.</summary>
    public IReadOnlyList<SeenEvent> Distinct => [.. seen.DistinctBy(each => each.Event.EventId)];

    [SuppressMessage("Reliability", "CA2000", Justification = "The channel lives and ends with its connection.")]
    public static async Task<EventTap> StartAsync(string amqp)
    {
        var tap = new EventTap();
        var factory = new ConnectionFactory { Uri = new Uri(amqp), NetworkRecoveryInterval = TimeSpan.FromMilliseconds(200) };
        tap.connection = await factory.CreateConnectionAsync(TestContext.Current.CancellationToken);
        var channel = await tap.connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(EventRoutes.Exchange, ExchangeType.Topic, durable: true);
        // As the product's own: a classic one is dropped with all that is in it when it finds the disk full.
        var kind = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, kind);
        await channel.QueueBindAsync(Queue, EventRoutes.Exchange, "#");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            tap.Keep(message);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return tap;
    }

    /// <summary>In the order in which they happened. Two routers publish side by side, so that their arrival tells nothing.</summary>
    public IReadOnlyList<CallEvent> Of(string callId) =>
        [.. Distinct.Select(each => each.OfCall).OfType<CallEvent>().Where(each => each.CallId == callId)
            .OrderBy(each => each.OccurredAt).ThenBy(each => each is not CallReceived)];

    public IReadOnlyList<TEvent> Of<TEvent>(string callId) where TEvent : CallEvent => [.. Of(callId).OfType<TEvent>()];

    public Task<TEvent> NextAsync<TEvent>(string callId, int number = 1, TimeSpan? within = null) where TEvent : CallEvent =>
        Until.ValueAsync(() => Task.FromResult(Of<TEvent>(callId).ElementAtOrDefault(number - 1)), within, $"{typeof(TEvent).Name} number {number} of {callId}");

    /// <summary>The next call that was not asked for yet.</summary>
    public Task<CallReceived> NextCallAsync(TimeSpan? within = null) => Until.ValueAsync(() => Task.FromResult(
        Distinct.Select(each => each.Event).OfType<CallReceived>().FirstOrDefault(call => known.Add(call.CallId))), within, "a call was received");

    /// <summary>Calls so far are of no interest to <see cref="NextCallAsync"/>.</summary>
    public void SkipToNow() => known.UnionWith(Distinct.Select(each => each.OfCall?.CallId).OfType<string>());

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();

    private void Keep(BasicDeliverEventArgs message)
    {
        var body = Encoding.UTF8.GetString(message.Body.Span);
        var read = (HotlineEvent)JsonSerializer.Deserialize(body, EventRoutes.EventTypes[message.RoutingKey], ContractJson.Options)!;
        var headers = string.Join('\n', message.BasicProperties.Headers?.Select(header =>
            $"{header.Key}: {(header.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : header.Value)}") ?? []);
        seen.Enqueue(new SeenEvent(message.RoutingKey, read, body, headers));
    }
}
