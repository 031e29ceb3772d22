using System.Globalization;
using System.Text;

namespace Hotline117.Benchmarks.Ami;

/// <summary>Many calls made from the transcript of one: each with uniqueids, channel names and bridges of its own, of the same length.</summary>
internal sealed class CallStream
{
    // Parts of the transcript's ids that are the same in the whole call.
    private const string UniqueidSeconds = "17954098";
    private const string ChannelNumber = "-0000000";
    private const string BridgeId = "f0f5fc9d-";

    private readonly byte[] _call = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Ami", "queue-call.ami"));

    /// <summary>Blocks of whole events, each of one call.</summary>
    public IEnumerable<byte[]> Calls(int events)
    {
        var ends = EventEnds();
        for (var call = 0; events > 0; call++, events -= ends.Count)
            yield return Varied(call, events >= ends.Count ? _call.Length : ends[events - 1]);
    }

    private List<int> EventEnds()
    {
        var ends = new List<int>();
        for (var at = 0; _call.AsSpan(at).IndexOf("\r\n\r\n"u8) is >= 0 and var blank;)
            ends.Add(at += blank + 4);
        return ends;
    }

    private byte[] Varied(int call, int length)
    {
        var bytes = _call[..length];
        Replace(bytes, UniqueidSeconds, (17_954_098 + call).ToString(CultureInfo.InvariantCulture));
        Replace(bytes, ChannelNumber, $"-{call:x7}");
        Replace(bytes, BridgeId, $"{call:x8}-");
        return bytes;
    }

    private static void Replace(Span<byte> bytes, string old, string by)
    {
        var (pattern, replacement) = (Encoding.ASCII.GetBytes(old), Encoding.ASCII.GetBytes(by));
        for (var found = bytes.IndexOf(pattern); found >= 0; found = bytes.IndexOf(pattern))
        {
            replacement.CopyTo(bytes[found..]);
            bytes = bytes[(found + pattern.Length)..];
        }
    }
}
