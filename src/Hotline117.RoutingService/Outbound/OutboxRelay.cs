using System.Diagnostics;
using Hotline117.Contracts.Events;
using Hotline117.RoutingService.State;
using MassTransit;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Outbound;

/// <summary>
/// Publishes the outbox to RabbitMQ. An entry is removed when the broker has confirmed it and a queue has taken it; until then it waits.
/// Replicas share the work through a consumer group; what a dead one held is taken over. An event may so be published twice, never not at all.
/// </summary>
internal sealed class OutboxRelay(
    IConnectionMultiplexer redis, IBus bus, OutboxBell bell, TimeProvider time, ILogger<OutboxRelay> log) : BackgroundService
{
    private const string Group = "relay";
    private const int BatchSize = 200;
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Events come in groups, and the phone of a centre is being rung meanwhile, which is more urgent.</summary>
    private static readonly TimeSpan _gatherFor = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan _publishWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _retryAtMost = TimeSpan.FromSeconds(5);

    /// <summary>Longer than one who lives needs to try again: to publish, and to pause after that failed.</summary>
    private static readonly TimeSpan _takeOverAfter = TimeSpan.FromSeconds(16);

    private readonly RedisValue _me = $"{Environment.MachineName}-{Environment.ProcessId}";
    private long _length;
    private long _dropped;

    private IDatabase Database => redis.GetDatabase();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        RoutingTelemetry.ObserveOutbox(() => Volatile.Read(ref _length), () => Volatile.Read(ref _dropped));
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var moved = await MoveBatchAsync(stoppingToken);
                failures = 0;
                if (moved < BatchSize)
                {
                    await bell.WaitAsync(_lookEvery, stoppingToken);
                    await Task.Delay(_gatherFor, time, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                RoutingTelemetry.PublishFailures.Add(1);
                if (failures++ == 0)
                {
                    log.LogWarning("Events wait in the outbox: {Reason}: {Message}", e.GetType().Name, e.Message);
                }

                var pause = TimeSpan.FromMilliseconds(Math.Min(_retryAtMost.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(failures, 8))));
                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    private async Task<int> MoveBatchAsync(CancellationToken stopping)
    {
        var entries = await ReadAsync();
        var dropped = Database.StringGetAsync(RedisKeys.OutboxDropped);
        Volatile.Write(ref _length, await Database.StreamLengthAsync(RedisKeys.Outbox));
        Volatile.Write(ref _dropped, (long)await dropped);
        if (entries.Length == 0)
        {
            return 0;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(_publishWithin);
        var published = await Task.WhenAll(entries.Select(entry => PublishAsync(entry, limit.Token)));
        var done = published.Where(result => result.Failure is null).Select(result => result.Id).ToArray();
        if (done.Length > 0)
        {
            // Both or neither: what is acknowledged and not deleted, because this router stops in between, would stay for ever.
            var transaction = Database.CreateTransaction();
            _ = transaction.StreamAcknowledgeAsync(RedisKeys.Outbox, Group, done);
            _ = transaction.StreamDeleteAsync(RedisKeys.Outbox, done);
            await transaction.ExecuteAsync();
            RoutingTelemetry.Published.Add(done.Length);
        }

        return published.FirstOrDefault(result => result.Failure is not null).Failure is { } failure ? throw failure : entries.Length;
    }

    /// <summary>First what this replica has read before and could not publish, then what a dead replica left, then what is new.</summary>
    private async Task<StreamEntry[]> ReadAsync()
    {
        try
        {
            var own = await Database.StreamReadGroupAsync(RedisKeys.Outbox, Group, _me, "0", BatchSize);
            if (own.Length > 0)
            {
                return own;
            }

            var left = await Database.StreamAutoClaimAsync(
                RedisKeys.Outbox, Group, _me, (long)_takeOverAfter.TotalMilliseconds, "0", BatchSize);
            return left.ClaimedEntries is { Length: > 0 } claimed
                ? claimed
                : await Database.StreamReadGroupAsync(RedisKeys.Outbox, Group, _me, ">", BatchSize);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOGROUP", StringComparison.Ordinal))
        {
            await Database.StreamCreateConsumerGroupAsync(RedisKeys.Outbox, Group, "0", createStream: true);
            return [];
        }
    }

    private async Task<(RedisValue Id, Exception? Failure)> PublishAsync(StreamEntry raw, CancellationToken cancellation)
    {
        try
        {
            var entry = OutboxEntry.Read(raw);
            using var span = RoutingTelemetry.Activities.StartActivity("outbox.publish", ActivityKind.Internal, entry.TraceParent);
            await Task.WhenAll(entry.Events.Select(happened => PublishAsync(happened, cancellation)));
            return (raw.Id, null);
        }
        catch (FormatException e)
        {
            // Nobody will ever be able to read it: to keep it would stop all that follow.
            log.LogError("{Reason} It is dropped from the outbox.", e.Message);
            return (raw.Id, null);
        }
        catch (Exception e)
        {
            return (raw.Id, e);
        }
    }

    private Task PublishAsync(HotlineEvent happened, CancellationToken cancellation) => bus.Publish(happened, happened.GetType(), context =>
    {
        context.MessageId = happened.EventId;
        context.SetRoutingKey(EventRoutes.RoutingKeys[happened.GetType()]);
        // Without a queue that takes it the broker would confirm an event and drop it.
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
        {
            rabbit.Mandatory = true;
        }
    }, cancellation);
}
