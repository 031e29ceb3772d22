using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MessagePack;

namespace Hotline117.Benchmarks.Boards;

/// <summary>
/// A dispatcher's page without a browser: its circuit with the Web process over a WebSocket, which draws as for any browser and hears of each drawing that
/// it is done.
/// </summary>
internal sealed partial class OpenBoard : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<ReadOnlySequence<byte>> _seen;
    private Task _reading = Task.CompletedTask;
    private long _received;

    private OpenBoard(Action<ReadOnlySequence<byte>> seen) => _seen = seen;

    public long BytesReceived => Interlocked.Read(ref _received);

    /// <param name="http">Signed in.</param>
    /// <param name="cookies">Of the same person.</param>
    /// <param name="seen">Told of each drawing: its bytes, with the texts in them in UTF-8.</param>
    public static async Task<OpenBoard> OpenAsync(Uri page, HttpClient http, CookieContainer cookies, Action<ReadOnlySequence<byte>> seen, CancellationToken stop)
    {
        var html = await http.GetStringAsync(page, stop);
        var markers = ServerComponent().Matches(html).Select(match => JsonNode.Parse(match.Groups[1].Value)!).Where(marker => marker["type"]?.GetValue<string>() == "server").ToList();
        if (markers.Count == 0)
        {
            throw new InvalidOperationException($"{page} has no part that lives.");
        }

        var board = new OpenBoard(seen);
        await board.ConnectAsync(page, cookies, stop);
        var state = State().Match(html).Groups[1].Value;
        await board.SendAsync(BlazorPack.Invoke("1", "StartCircuit", new Uri(page, "/").ToString(), page.ToString(), "[]", state), stop);
        await board._started.Task.WaitAsync(_patience, stop);
        var operations = new JsonObject
        {
            ["batchId"] = 1,
            ["operations"] = new JsonArray([.. markers.Select((marker, i) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker })]),
        };
        await board.SendAsync(BlazorPack.Invoke(null, "UpdateRootComponents", operations.ToJsonString(), state), stop);
        await board._drawn.Task.WaitAsync(_patience, stop);
        return board;
    }

    private async Task ConnectAsync(Uri page, CookieContainer cookies, CancellationToken stop)
    {
        _socket.Options.Cookies = cookies;
        await _socket.ConnectAsync(new UriBuilder(page) { Scheme = "ws", Path = "/_blazor", Query = "" }.Uri, stop);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(BlazorPack.Handshake), WebSocketMessageType.Text, endOfMessage: true, stop);
        _reading = ReadAsync();
    }

    private async Task ReadAsync()
    {
        var pipe = new Pipe();
        try
        {
            var agreed = false;
            while (await _socket.ReceiveAsync(pipe.Writer.GetMemory(64 * 1024), _closing.Token) is { MessageType: not WebSocketMessageType.Close } got)
            {
                pipe.Writer.Advance(got.Count);
                Interlocked.Add(ref _received, got.Count);
                await pipe.Writer.FlushAsync(_closing.Token);
                pipe.Reader.TryRead(out var read);
                var bytes = read.Buffer;
                if (!agreed)
                {
                    // "{}", and the record separator.
                    if (bytes.PositionOf((byte)0x1e) is not { } end)
                    {
                        pipe.Reader.AdvanceTo(bytes.Start, bytes.End);
                        continue;
                    }

                    (agreed, bytes) = (true, bytes.Slice(bytes.GetPosition(1, end)));
                }

                while (BlazorPack.TryTake(ref bytes, out var message))
                {
                    if (Hear(message) is { } answer)
                    {
                        await SendAsync(answer, _closing.Token);
                    }
                }

                pipe.Reader.AdvanceTo(bytes.Start, bytes.End);
            }

            throw new WebSocketException("The Web process has ended the circuit.");
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
        catch (Exception lost)
        {
            _started.TrySetException(lost);
            _drawn.TrySetException(lost);
            throw;
        }
    }

    /// <returns>What a browser answers; null for nothing.</returns>
    private byte[]? Hear(in ReadOnlySequence<byte> message)
    {
        var reader = new MessagePackReader(message);
        reader.ReadArrayHeader();
        switch (reader.ReadInt32())
        {
            case BlazorPack.Completion:
                _started.TrySetResult();
                return null;
            case BlazorPack.Close:
                throw new WebSocketException("The Web process has ended the circuit.");
            case BlazorPack.Invocation:
                reader.Skip(); // Headers.
                reader.Skip(); // Id.
                var target = reader.ReadString();
                reader.ReadArrayHeader();
                return target switch
                {
                    "JS.RenderBatch" => Drawn(reader.ReadInt64(), reader.ReadBytes()!.Value),
                    "JS.BeginInvokeJS" when reader.ReadInt64() is var task and not 0 => BlazorPack.Invoke(null, "EndInvokeJSFromDotNet", task, true, $"[{task},true,null]"),
                    "JS.Error" => throw new WebSocketException($"The page has failed: {reader.ReadString()}"),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private byte[] Drawn(long batch, ReadOnlySequence<byte> bytes)
    {
        _drawn.TrySetResult();
        _seen(bytes);
        return BlazorPack.Invoke(null, "OnRenderCompleted", batch, null);
    }

    private async Task SendAsync(byte[] message, CancellationToken stop) => await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, stop);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _closing.Dispose();
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex ServerComponent();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
