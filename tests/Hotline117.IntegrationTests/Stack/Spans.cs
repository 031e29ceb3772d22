using System.Text.Json;
using Hotline117.AppHost.Telemetry;
using Hotline117.Contracts;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>What the services have told of their work so far.</summary>
public static class Spans
{
    public static IReadOnlyList<Span> Read(Hotline hotline)
    {
        var file = Path.Combine(hotline.Stack.Logs, "spans.jsonl");
        if (!File.Exists(file))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        // The last line may be just being written.
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<Span>(line, ContractJson.Options)!)];
    }
}
