using System.Diagnostics;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hotline117.IntegrationTests.Parts;

/// <summary>The sink for spans against the exporter that the services use.</summary>
public sealed class OtlpTracesTests
{
    private const string Source = "Hotline117.Tests.Sink";

    [Fact]
    public async Task A_span_arrives_with_its_parent_attributes_error_and_event()
    {
        using var ports = new PortPool();
        var port = ports.Take();
        var file = Path.GetTempFileName();
        await using (await SpanSink.StartAsync(file, port))
        {
            Export(port);
        }

        var lines = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))
            .Select(line => System.Text.Json.JsonSerializer.Deserialize<Span>(line, Contracts.ContractJson.Options)!).ToList();
        File.Delete(file);
        var child = Assert.Single(lines, span => span.Name == "inner");
        var parent = Assert.Single(lines, span => span.Name == "outer");
        Assert.Equal((parent.TraceId, parent.SpanId), (child.TraceId, child.ParentSpanId));
        Assert.Equal("", parent.ParentSpanId);
        Assert.Equal("sink-test", child.Service);
        Assert.Equal("-7", child.Attributes["number"]);
        Assert.Equal("ak-jurok-1", child.Attributes["line"]);
        Assert.Equal("true", child.Attributes["sure"]);
        Assert.Equal("no way", child.Error);
        Assert.Equal("because", Assert.Single(child.Events).Attributes["why"]);
        Assert.InRange(child.StartAt, parent.StartAt, parent.StartAt.AddSeconds(5));
    }

    [Fact]
    public void Bytes_that_are_no_message_are_refused_in_words() =>
        Assert.Throws<FormatException>(() => OtlpTraces.Read([0x0A, 0x7F, 0x01]));

    private static void Export(int port)
    {
        using var source = new ActivitySource(Source);
        using var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(Source)
            .ConfigureResource(resource => resource.AddService("sink-test"))
            .AddOtlpExporter(otlp =>
            {
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
                otlp.Endpoint = new Uri($"http://127.0.0.1:{port}/v1/traces");
            })
            .Build();
        using (source.StartActivity("outer"))
        using (var inner = source.StartActivity("inner"))
        {
            inner!.SetTag("number", -7).SetTag("line", "ak-jurok-1").SetTag("sure", true)
                .AddEvent(new ActivityEvent("gave up", tags: new ActivityTagsCollection { ["why"] = "because" }))
                .SetStatus(ActivityStatusCode.Error, "no way");
        }
    }
}
