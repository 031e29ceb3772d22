using System.Globalization;

namespace Hotline117.Benchmarks.Calls;

/// <summary>Reads what SIPp's <c>-trace_msg</c> writes: each message behind a line with the moment, to the microsecond.</summary>
internal static class SippTrace
{
    private const string Rule = "-----------------------------------------------";

    /// <param name="start">How the message's first line begins.</param>
    /// <param name="method">The method in its CSeq, where that matters.</param>
    /// <returns>When each such message was first sent, in order; repeats of a call's message are left out.</returns>
    public static IReadOnlyList<DateTime> Sent(string folder, string start, string? method = null)
    {
        var times = new Dictionary<string, DateTime>();
        foreach (var block in File.ReadAllText(Directory.GetFiles(folder, "*_messages.log").Single()).Split(Rule))
        {
            var lines = block.Split('\n', StringSplitOptions.TrimEntries);
            if (lines.Length < 4 || !lines[1].Contains("sent", StringComparison.Ordinal) || !lines[3].StartsWith(start, StringComparison.Ordinal)
                || !(method is null || Header(lines, "CSeq").EndsWith(method, StringComparison.Ordinal)))
            {
                continue;
            }

            times.TryAdd(Header(lines, "Call-ID"), DateTime.Parse(lines[0].Trim(), CultureInfo.InvariantCulture));
        }

        return [.. times.Values.Order()];
    }

    private static string Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";
}
