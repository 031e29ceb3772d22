namespace Hotline117.AppHost.Telemetry;

/// <summary>One span as a line of <c>logs/spans.jsonl</c>. Ids are lower-case hexadecimal.</summary>
/// <param name="ParentSpanId">Empty for the first of a trace.</param>
public sealed record Span(
    string TraceId, string SpanId, string ParentSpanId, string Service, string Name, DateTimeOffset StartAt, double DurationMs,
    string? Error, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<SpanEvent> Events);

public sealed record SpanEvent(string Name, IReadOnlyDictionary<string, string> Attributes);
