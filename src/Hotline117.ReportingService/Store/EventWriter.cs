using System.Diagnostics;
using System.Threading.Channels;
using Hotline117.Contracts.Events;
using Npgsql;

namespace Hotline117.ReportingService.Store;

/// <summary>PostgreSQL can never take this event, whatever else happens.</summary>
public sealed class UnstorableEventException(string reason) : Exception(reason);

/// <summary>
/// Gathers the events that wait at the same moment into one transaction. While PostgreSQL can't be written to, it holds one
/// batch and tries again: whoever called waits, and the rest stays with the broker.
/// </summary>
public sealed class EventWriter(EventStore store, SchemaMigration schema, TimeProvider time, ILogger<EventWriter> logger) : BackgroundService
{
    /// <summary>So many messages the broker hands out at once, of a call at most some 14 kB each, which take some five times as much memory once they are read; few calls make batches of one or two.</summary>
    public const int BatchSize = 2048;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(BatchSize);

    private sealed record Waiting(HotlineEvent Event, ActivityContext Span, TaskCompletionSource Stored);

    /// <summary>Returns once the event is committed, now or by an earlier message.</summary>
    /// <exception cref="UnstorableEventException"/>
    public async Task WriteAsync(HotlineEvent arrived, CancellationToken cancellation)
    {
        using var span = ReportingTelemetry.Spans.StartActivity("store event");
        var waiting = new Waiting(arrived, span?.Context ?? default, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(waiting, cancellation);
        await waiting.Stored.Task.WaitAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.Ready.WaitAsync(stoppingToken);
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            var batch = new List<Waiting>(BatchSize);
            while (batch.Count < BatchSize && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            await CommitAsync(batch, stoppingToken);
        }
    }

    private async Task CommitAsync(List<Waiting> batch, CancellationToken stopping)
    {
        for (var backoff = new Backoff(time); ;)
        {
            try
            {
                await StoreAsync(batch, stopping);
                return;
            }
            catch (Exception fault) when (StoreFault.MayPass(fault))
            {
                ReportingTelemetry.StoreFailures.Add(1);
                logger.LogWarning("PostgreSQL did not take {Events} events: {Reason}. They wait; trying again in {Delay}.", batch.Count, StoreFault.Explain(fault), backoff.Next);
                await backoff.WaitAsync(stopping);
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                await IsolateAsync(batch, fault, stopping);
                return;
            }
        }
    }

    // One event that can't be stored must not take the others with it.
    private async Task IsolateAsync(List<Waiting> batch, Exception fault, CancellationToken stopping)
    {
        if (batch is [var culprit])
        {
            culprit.Stored.SetException(new UnstorableEventException($"PostgreSQL can't store the event ({StoreFault.Explain(fault)})"));
            return;
        }

        foreach (var waiting in batch)
        {
            await CommitAsync([waiting], stopping);
        }
    }

    private async Task StoreAsync(List<Waiting> batch, CancellationToken stopping)
    {
        // The batch belongs to the trace of its first event; the others are linked.
        var links = batch.Skip(1).Where(waiting => waiting.Span != default).Select(waiting => new ActivityLink(waiting.Span));
        using var span = ReportingTelemetry.Spans.StartActivity("store batch", ActivityKind.Internal, batch[0].Span, links: links);
        span?.SetTag("hotline117.batch.size", batch.Count);
        var added = await store.StoreAsync([.. batch.Select(waiting => waiting.Event)], stopping);
        var now = time.GetUtcNow();
        var seen = new HashSet<Guid>();
        foreach (var (stored, _, done) in batch)
        {
            var type = new KeyValuePair<string, object?>("type", EventRoutes.RoutingKeys[stored.GetType()]);
            if (added.Contains(stored.EventId) && seen.Add(stored.EventId))
            {
                ReportingTelemetry.Stored.Add(1, type);
                ReportingTelemetry.Lag.Record((now - stored.OccurredAt).TotalSeconds);
            }
            else
            {
                ReportingTelemetry.Duplicates.Add(1, type);
            }

            done.SetResult();
        }
    }
}
