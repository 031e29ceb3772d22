using System.Text;

namespace Hotline117.Asterisk.Protocol;

/// <summary>The lines that a CLI command printed, in both forms that servers send.</summary>
internal static class CommandOutput
{
    /// <summary>Ends the raw block of servers before Asterisk 14, which may hold blank lines.</summary>
    public static ReadOnlySpan<byte> EndMark => "--END COMMAND--"u8;

    public static IReadOnlyList<string> Lines(AmiResponse response) =>
        response.TryGetUtf8("Response"u8, out var kind) && Ascii.EqualsIgnoreCase(kind, "Follows"u8)
            ? Raw(response.Bytes.Span)
            : [.. response.All("Output")];

    private static List<string> Raw(ReadOnlySpan<byte> message)
    {
        var end = message.LastIndexOf(EndMark);
        var rest = end < 0 ? message : message[..end];
        SkipHeaders(ref rest);
        var lines = new List<string>();
        while (HeaderScan.TryCutLine(ref rest, out var line))
            lines.Add(Encoding.UTF8.GetString(line));
        if (lines is [.., ""])
            lines.RemoveAt(lines.Count - 1); // the server writes a line end before the mark
        return lines;
    }

    // Output may look like headers too, so only those the server is known to write first are left out.
    private static void SkipHeaders(ref ReadOnlySpan<byte> rest)
    {
        for (var ahead = rest; HeaderScan.TryCutLine(ref ahead, out var line); rest = ahead)
        {
            if (!HeaderScan.TrySplit(line, out var name, out _) || !IsLeading(name))
                return;
        }
    }

    private static bool IsLeading(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "Response"u8) || Ascii.EqualsIgnoreCase(name, "Privilege"u8)
        || Ascii.EqualsIgnoreCase(name, "ActionID"u8) || Ascii.EqualsIgnoreCase(name, "Message"u8);
}
