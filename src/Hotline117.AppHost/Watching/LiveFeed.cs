using System.Net.ServerSentEvents;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;

namespace Hotline117.AppHost.Watching;

/// <summary>Follows the RoutingService's live feed and tells each routed call; connects again for ever, as one watches for hours.</summary>
internal sealed class LiveFeed(string routingUrl, string key, Action<string> tell)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task FollowAsync(CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Add("X-Api-Key", key);
        var told = "";
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowOnceAsync(http, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested && failure is HttpRequestException or IOException or JsonException)
            {
                // Once for each new reason, or it would fill the screen.
                if (told != failure.Message)
                {
                    tell($"The live feed is away ({failure.Message}); trying on.");
                    told = failure.Message;
                }
            }

            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowOnceAsync(HttpClient http, CancellationToken stop)
    {
        await using var stream = await http.GetStreamAsync(new Uri($"{routingUrl}/api/v1/live/stream"), stop);
        var calls = new RoutedCalls();
        await foreach (var message in SseParser.Create(stream).EnumerateAsync(stop))
        {
            if (message.EventType == "snapshot")
            {
                calls.Reset(JsonSerializer.Deserialize<LiveSnapshot>(message.Data, ContractJson.Options)!);
            }
            else if (message.EventType == "changes")
            {
                foreach (var line in calls.Apply(JsonSerializer.Deserialize<LiveChanges>(message.Data, ContractJson.Options)!))
                {
                    tell(line);
                }
            }
        }
    }
}
