using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;

namespace Hotline117.Web.Dispatch.Feed;

/// <summary>One connection to RoutingService's live stream (server-sent events, WHATWG HTML 9.2).</summary>
public sealed class LiveFeedClient(HttpClient http, TimeProvider time)
{
    /// <summary>A connection that says nothing for this long is dead, whatever TCP believes. The feed speaks once a second.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(3);

    private static readonly JsonSerializerOptions Strict =
        new(ContractJson.Options) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Yields a <see cref="LiveSnapshot"/>, then <see cref="LiveChanges"/>, until the feed ends.</summary>
    /// <param name="heard">Called whenever bytes arrive, keep-alive comments included.</param>
    /// <exception cref="HttpRequestException">The feed can't be reached or refuses.</exception>
    /// <exception cref="TaskCanceledException">There was no answer within the client's timeout.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="TimeoutException">Nothing was heard for <see cref="DeadAfter"/>.</exception>
    /// <exception cref="JsonException">A message is not what the contract says.</exception>
    public async IAsyncEnumerable<object> ReadAsync(Action heard, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/live/stream");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();

        await using var bytes = new ListenedStream(await response.Content.ReadAsStreamAsync(cancellation), DeadAfter, time, heard);
        await foreach (var item in SseParser.Create(bytes, Parse).EnumerateAsync(cancellation))
        {
            if (item.Data is not null)
                yield return item.Data;
        }
    }

    private static object? Parse(string eventType, ReadOnlySpan<byte> data) => eventType switch
    {
        "snapshot" => JsonSerializer.Deserialize<LiveSnapshot>(data, Strict),
        "changes" => JsonSerializer.Deserialize<LiveChanges>(data, Strict),
        _ => null, // A newer RoutingService may say more than this one understands.
    };
}
