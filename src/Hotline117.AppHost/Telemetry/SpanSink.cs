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
    private readonly Lock gate = new();
    private readonly string file;
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
    }

    private async Task<IResult> AcceptAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            Append(OtlpTraces.Read(body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        }
        catch (FormatException wrong)
        {
            return Results.BadRequest(wrong.Message);
        }
    }

    private void Append(IReadOnlyList<Span> spans)
    {
        lock (gate)
        {
            if (File.Exists(file) && new FileInfo(file).Length > MaximumBytes)
            {
                File.Move(file, $"{file}.1", overwrite: true);
            }

            File.AppendAllLines(file, spans.Select(span => JsonSerializer.Serialize(span, ContractJson.Options)));
        }
    }
}
