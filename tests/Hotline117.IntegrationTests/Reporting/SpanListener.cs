using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>Takes what services export by OTLP, as bytes: names and ids stand in them as they are.</summary>
public sealed class SpanListener : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<byte[]> exports = [];

    public SpanListener()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            exports.Enqueue(body.ToArray());
        });
        app.Start();
        Endpoint = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public string Endpoint { get; }

    public bool HasExported(string text) => exports.Any(export => export.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>How often a trace id stands in the exports: once in each span of the trace.</summary>
    public int SpansOf(string traceId)
    {
        var id = Convert.FromHexString(traceId);
        return exports.Sum(export => Enumerable.Range(0, Math.Max(0, export.Length - id.Length)).Count(at => export.AsSpan(at, id.Length).SequenceEqual(id)));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
