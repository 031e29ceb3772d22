using System.Collections.Concurrent;
using System.Text.Json;
using Hotline117.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hotline117.AppHost.Telemetry;

/// <summary>Takes spans by OTLP over HTTP and appends each as a line to a file, for tests and for people with grep; no collector is to be installed.</summary>
internal sealed class SpanSink : IAsyncDisposable
{
    // Two files of this size are kept at most.
    private const long MaximumBytes = 32 << 20;
    private const int LargestRequest = 16 << 20;
    private const int MostWaiting = 64;
    private static readonly TimeSpan _longestWriting = TimeSpan.FromSeconds(3);
    private readonly string file;
    private readonly BlockingCollection<IReadOnlyList<Span>> waiting = new(MostWaiting);
    // A thread of its own: a disk that hangs would take one of the pool's for each request.
    private readonly Task writing;
    private readonly WebApplication server;

    private SpanSink(string file, int port)
    {
        this.file = file;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestRequest);
        // In place of the environment's: a variable that is meant for another program must not move it.
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        server = builder.Build();
        server.MapPost("/v1/traces", (Delegate)AcceptAsync);
        writing = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public static async Task<SpanSink> StartAsync(string file, int port)
    {
        var sink = new SpanSink(file, port);
        await sink.server.StartAsync();
        return sink;
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
        waiting.CompleteAdding();
        await Task.WhenAny(writing, Task.Delay(_longestWriting));
    }

    private async Task<IResult> AcceptAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            // Refused so, whoever sends them tries again.
            return waiting.TryAdd(OtlpTraces.Read(body.ToArray())) ? Results.Bytes([], "application/x-protobuf") : Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }
        catch (FormatException wrong)
        {
            return Results.BadRequest(wrong.Message);
        }
    }

    private void WriteAll()
    {
        foreach (var spans in waiting.GetConsumingEnumerable())
        {
            try
            {
                Append(spans);
            }
            catch (IOException)
            {
                // The disk is full, which whoever fills it knows; these are lost, and those that come when there is room are not.
            }
        }
    }

    private void Append(IReadOnlyList<Span> spans)
    {
        if (File.Exists(file) && new FileInfo(file).Length > MaximumBytes)
        {
            File.Move(file, $"{file}.1", overwrite: true);
        }

        File.AppendAllLines(file, spans.Select(span => JsonSerializer.Serialize(span, ContractJson.Options)));
    }
}
