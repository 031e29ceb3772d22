using System.Globalization;
using System.Text;

namespace Hotline117.AppHost.Telemetry;

/// <summary>Reads the few fields that we show of an OTLP ExportTraceServiceRequest (opentelemetry-proto, trace/v1/trace.proto).</summary>
public static class OtlpTraces
{
    private const ulong StatusError = 2;

    /// <exception cref="FormatException">The bytes are no protobuf message.</exception>
    public static IReadOnlyList<Span> Read(ReadOnlySpan<byte> request)
    {
        var spans = new List<Span>();
        for (var reader = new ProtobufReader(request); reader.Next();)
        {
            if (reader.Field == 1)
            {
                ReadResource(reader.Bytes, spans);
            }
        }

        return spans;
    }

    private static void ReadResource(ReadOnlySpan<byte> resourceSpans, List<Span> spans)
    {
        var service = "";
        for (var reader = new ProtobufReader(resourceSpans); reader.Next();)
        {
            if (reader.Field == 1)
            {
                service = Attributes(reader.Bytes, field: 1).GetValueOrDefault("service.name", "");
            }
            else if (reader.Field == 2)
            {
                ReadScope(reader.Bytes, service, spans);
            }
        }
    }

    private static void ReadScope(ReadOnlySpan<byte> scopeSpans, string service, List<Span> spans)
    {
        for (var reader = new ProtobufReader(scopeSpans); reader.Next();)
        {
            if (reader.Field == 2)
            {
                spans.Add(ReadSpan(reader.Bytes, service));
            }
        }
    }

    private static Span ReadSpan(ReadOnlySpan<byte> message, string service)
    {
        string traceId = "", spanId = "", parentId = "", name = "";
        string? error = null;
        ulong start = 0, end = 0;
        var events = new List<SpanEvent>();
        for (var reader = new ProtobufReader(message); reader.Next();)
        {
            switch (reader.Field)
            {
                case 1: traceId = Convert.ToHexStringLower(reader.Bytes); break;
                case 2: spanId = Convert.ToHexStringLower(reader.Bytes); break;
                case 4: parentId = Convert.ToHexStringLower(reader.Bytes); break;
                case 5: name = Encoding.UTF8.GetString(reader.Bytes); break;
                case 7: start = reader.Number; break;
                case 8: end = reader.Number; break;
                case 11: events.Add(new SpanEvent(Text(reader.Bytes, field: 2), Attributes(reader.Bytes, field: 3))); break;
                case 15: error = Error(reader.Bytes); break;
            }
        }

        // Nanoseconds; .NET counts in hundreds of them.
        return new Span(traceId, spanId, parentId, service, name, DateTimeOffset.UnixEpoch.AddTicks((long)(start / 100)),
            (end - start) / 1e6, error, Attributes(message, field: 9), events);
    }

    private static string? Error(ReadOnlySpan<byte> status)
    {
        var failed = false;
        for (var reader = new ProtobufReader(status); reader.Next();)
        {
            failed |= reader is { Field: 3, Number: StatusError };
        }

        return failed ? Text(status, field: 2) : null;
    }

    private static string Text(ReadOnlySpan<byte> message, int field)
    {
        for (var reader = new ProtobufReader(message); reader.Next();)
        {
            if (reader.Field == field)
            {
                return Encoding.UTF8.GetString(reader.Bytes);
            }
        }

        return "";
    }

    private static Dictionary<string, string> Attributes(ReadOnlySpan<byte> message, int field)
    {
        var attributes = new Dictionary<string, string>();
        for (var reader = new ProtobufReader(message); reader.Next();)
        {
            if (reader.Field == field)
            {
                attributes[Text(reader.Bytes, field: 1)] = Value(reader.Bytes);
            }
        }

        return attributes;
    }

    private static string Value(ReadOnlySpan<byte> keyValue)
    {
        for (var reader = new ProtobufReader(keyValue); reader.Next();)
        {
            for (var value = new ProtobufReader(reader.Bytes); reader.Field == 2 && value.Next();)
            {
                return value.Field switch
                {
                    1 => Encoding.UTF8.GetString(value.Bytes),
                    2 => value.Number != 0 ? "true" : "false",
                    3 => ((long)value.Number).ToString(CultureInfo.InvariantCulture),
                    4 => BitConverter.UInt64BitsToDouble(value.Number).ToString(CultureInfo.InvariantCulture),
                    // Lists and bytes: nothing of ours uses them; shown so that a search through the spans still sees their text.
                    _ => Encoding.UTF8.GetString(value.Bytes),
                };
            }
        }

        return "";
    }
}
