using Hotline117.AppHost.Telemetry;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class TraceTests(Hotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task One_trace_leads_from_the_switchs_event_to_the_row_in_the_database()
    {
        await Hotline.OnShiftAsync(Osh);
        var call = await Hotline.DialAsync();
        await call.NextAsync<CallAnswered>();
        await call.HangUpAndSettleAsync();

        var trace = await Until.ValueAsync(() => Task.FromResult(WholeTraceOf(call.Id)));

        var root = Assert.Single(trace, span => span.ParentSpanId.Length == 0);
        Assert.Equal(("routing", "switch.signal"), (root.Service, root.Name));
        Assert.Equal(["call.decide", "call.redirect", "call.reserve"],
            trace.Where(span => span.ParentSpanId == root.SpanId && span.Name.StartsWith("call.", StringComparison.Ordinal)).Select(span => span.Name).Order());
        var spans = trace.ToDictionary(span => span.SpanId);
        // Its end is the commit; the database's own span stands in the trace of the first event of a batch alone.
        var stored = trace.First(span => span is { Service: "reporting", Name: "store event" });
        Assert.Contains("outbox.publish", Ancestors(stored, spans).Select(span => span.Name));
        Assert.All(trace, span => Assert.Null(span.Error));
    }

    private List<Span>? WholeTraceOf(string callId)
    {
        var spans = Spans.Read(Hotline);
        return spans
            .Where(span => span.Attributes.GetValueOrDefault("hotline.call") == callId && span.Attributes["hotline.signal"] == "LineWanted")
            .Select(root => spans.Where(span => span.TraceId == root.TraceId).ToList())
            .FirstOrDefault(trace => trace.Exists(span => span.Name == "call.redirect") && trace.Exists(span => span is { Service: "reporting", Name: "store event" }) && HasAllParents(trace));
    }

    // Each service tells in its own time.
    private static bool HasAllParents(List<Span> trace) => trace.All(span => span.ParentSpanId.Length == 0 || trace.Exists(parent => parent.SpanId == span.ParentSpanId));

    private static IEnumerable<Span> Ancestors(Span span, Dictionary<string, Span> spans)
    {
        while (spans.TryGetValue(span.ParentSpanId, out var parent))
        {
            yield return span = parent;
        }
    }
}
