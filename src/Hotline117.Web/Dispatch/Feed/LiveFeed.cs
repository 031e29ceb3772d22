using Hotline117.Contracts.Live;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch.Feed;

/// <summary>Keeps the process's one <see cref="LiveBoard"/> in step with RoutingService, whatever happens to the connection.</summary>
public sealed class LiveFeed(LiveFeedClient client, LiveBoard board, TimeProvider time, ILogger<LiveFeed> logger) : BackgroundService
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(500);
    private int failures;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FollowAsync(stoppingToken), TickAsync(stoppingToken));

    private async Task FollowAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var reason = await ReadUntilLostAsync(stopping);
            board.Disconnected();
            failures++;
            WebTelemetry.FeedLost.Add(1);
            if (failures == 1)
                logger.LogWarning("The live feed is lost: {Reason} Trying again until it is back.", reason);
            await Task.Delay(Backoff.Delay(failures, Random.Shared.NextDouble()), time, stopping);
        }
    }

    /// <returns>Why it was lost, in words.</returns>
    private async Task<string> ReadUntilLostAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var message in client.ReadAsync(board.Heard, stopping))
            {
                if (message is LiveSnapshot snapshot)
                    Begin(snapshot);
                else if (message is LiveChanges changes && !board.TryApply(changes))
                    return $"changes are missing before number {changes.Sequence}.";
            }

            return "RoutingService ended it.";
        }
        catch (HttpRequestException refused) when (refused.StatusCode is { } status)
        {
            return $"RoutingService answered {(int)status}; for 401 or 403 check Routing:ApiKey.";
        }
        catch (Exception lost) when (!stopping.IsCancellationRequested) // Whatever the feed says, the board must outlive it.
        {
            return lost.Message;
        }
    }

    private void Begin(LiveSnapshot snapshot)
    {
        board.Replace(snapshot);
        logger.LogInformation("The live feed runs from number {Sequence} with {Calls} calls and {Centres} centres.",
            snapshot.Sequence, snapshot.Calls.Count, snapshot.Centres.Count);
        failures = 0;
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TickInterval, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            board.Tick();
        }
    }
}
