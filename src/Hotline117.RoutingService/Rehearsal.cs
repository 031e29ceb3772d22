using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService;

/// <summary>
/// Goes once through a decision before the first switch is listened to. The first use of the number metadata, the serialisers and the
/// script takes half a second, and longer on a busy machine; the first caller after a start must not pay it.
/// </summary>
internal sealed class Rehearsal(CallStore store, RoutingData data, GeographyInForce geography, TimeProvider time, ILogger<Rehearsal> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var wanted = new LineWanted("rehearsal", now, Step: 1, CallerNumber.RegionOf("+996312000000", geography.Current.AreaCodes), new CallerWishes("ky"), new HashSet<string>());
        var transition = Call.Apply(null, wanted, Guid.NewGuid)!;
        var ranking = Ranking.Of(
            new CallFacts { CallId = wanted.CallId, ReceivedAt = now, Region = wanted.Region, Wishes = wanted.Wishes }, data.Current, now);
        try
        {
            // No call has this version: the script runs and commits nothing.
            await store.CommitAsync(new CallCommit(transition.Next with { Version = -1, Phase = CallPhase.Ringing }, transition, now, ranking, []), traceParent: null);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            log.LogWarning("Redis does not answer yet ({Reason}); callers are routed by the switches alone until it does.", e.GetType().Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
