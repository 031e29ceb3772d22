using System.Diagnostics;
using System.Threading.Channels;
using Hotline117.Routing.Calls;
using Hotline117.RoutingService.Outbound;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Hands signals to the <see cref="CallHandler"/>: those of one call in their order, different calls side by side.
/// While the store is away a signal is tried again, in its place, so that no end of a call is forgotten; a caller's question grows late
/// meanwhile and the switch answers it alone.
/// </summary>
internal sealed class SignalQueue(CallHandler handler, TimeProvider time, ILogger<SignalQueue> log) : BackgroundService
{
    private const int Lanes = 32;
    private const int LaneCapacity = 4096;
    private static readonly TimeSpan _retryEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _retryFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _finishedEvery = TimeSpan.FromMilliseconds(20);

    private sealed record Waiting(CallSignal Signal, SignalAge Age, SwitchControl From, Activity? Cause);

    // An idle lane works on the thread that hands over, up to its first wait for the store: a caller is not kept waiting for another thread to wake up.
    private readonly Channel<Waiting>[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ =>
        Channel.CreateBounded<Waiting>(new BoundedChannelOptions(LaneCapacity) { SingleReader = true, AllowSynchronousContinuations = true }))];

    private volatile bool _isClosed;
    private int _open;

    /// <summary>Waits where the call's lane is full; the AMI client buffers meanwhile and reports a gap when that is full too.</summary>
    public async ValueTask EnqueueAsync(CallSignal signal, SwitchControl from, Activity? cause, CancellationToken cancellation)
    {
        if (_isClosed)
        {
            cause?.Dispose();
            return;
        }

        Interlocked.Increment(ref _open);
        await _lanes[(uint)string.GetHashCode(signal.CallId, StringComparison.Ordinal) % Lanes].Writer.WriteAsync(new(signal, new SignalAge(signal, time), from, cause), cancellation);
    }

    /// <summary>Takes no more signals, and returns when all that it has are handled, or the time is over.</summary>
    /// <returns>How many were not.</returns>
    public async Task<int> FinishAsync(TimeSpan within)
    {
        _isClosed = true;
        var began = time.GetTimestamp();
        while (Volatile.Read(ref _open) > 0 && time.GetElapsedTime(began) < within)
        {
            await Task.Delay(_finishedEvery, time);
        }

        return Volatile.Read(ref _open);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_lanes.Select(lane => WorkAsync(lane.Reader, stoppingToken)));

    private async Task WorkAsync(ChannelReader<Waiting> lane, CancellationToken stopping)
    {
        await foreach (var waiting in lane.ReadAllAsync(stopping))
        {
            using var cause = waiting.Cause;
            Activity.Current = cause;
            await HandleAsync(waiting, stopping);
            Interlocked.Decrement(ref _open);
            Activity.Current = null;
        }
    }

    private async Task HandleAsync(Waiting waiting, CancellationToken stopping)
    {
        var (signal, age, from, cause) = waiting;
        var kind = signal.GetType().Name;
        for (var began = time.GetTimestamp(); ;)
        {
            try
            {
                // By the clock as it is now.
                signal = age.IsLate ? signal with { At = age.At } : signal;
                await handler.HandleAsync(signal, from, stopping);
                RoutingTelemetry.Signals.Add(1, new("kind", kind), new("result", "handled"));
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException && time.GetElapsedTime(began) < _retryFor)
            {
                cause?.SetStatus(ActivityStatusCode.Error, "The store is away.");
                RoutingTelemetry.Signals.Add(1, new("kind", kind), new("result", "retried"));
                log.LogWarning("Call {CallId}: {Kind} can't be stored yet ({Reason}); it is tried again.", signal.CallId, kind, e.GetType().Name);
                await Task.Delay(_retryEvery, time, stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                RoutingTelemetry.Signals.Add(1, new("kind", kind), new("result", "failed"));
                log.LogError(e, "Call {CallId}: {Kind} could not be handled.", signal.CallId, kind);
                return;
            }
        }
    }
}
