using System.Globalization;
using System.Text;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>A SIP request or response (RFC 3261, section 7), as much of it as a telephone in a test needs.</summary>
/// <param name="Headers">In their order; a name may stand more than once.</param>
public sealed record SipMessage(string StartLine, IReadOnlyList<(string Name, string Value)> Headers, string Body = "")
{
    private const string Version = "SIP/2.0";

    public bool IsRequest => !StartLine.StartsWith(Version, StringComparison.Ordinal);

    /// <summary>Of a request, or of the request that a response answers.</summary>
    public string Method => IsRequest ? StartLine.Split(' ')[0] : this["CSeq"].Split(' ')[1];

    public int Status => int.Parse(StartLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public string RequestUri => StartLine.Split(' ')[1];

    public string CallId => this["Call-ID"];

    /// <summary>The first of the name; empty where there is none.</summary>
    public string this[string name] => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    public static SipMessage Parse(ReadOnlySpan<byte> datagram)
    {
        var text = Encoding.Latin1.GetString(datagram);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = (end < 0 ? text : text[..end]).Split("\r\n");
        return new SipMessage(
            lines[0],
            [.. lines.Skip(1).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0].Trim(), parts[1].Trim()))],
            end < 0 ? "" : text[(end + 4)..]);
    }

    /// <summary>The answer to a request (RFC 3261, section 8.2.6).</summary>
    public SipMessage Answer(int status, string reason, string toTag, params IEnumerable<(string Name, string Value)> more) => new(
        $"{Version} {status} {reason}",
        [
            .. Headers.Where(header => header.Name is "Via" or "From" or "Call-ID" or "CSeq"),
            ("To", this["To"].Contains(";tag=", StringComparison.Ordinal) ? this["To"] : $"{this["To"]};tag={toTag}"),
            .. more,
        ]);

    public SipMessage WithSdp(string sdp) => this with { Headers = [.. Headers, ("Content-Type", "application/sdp")], Body = sdp };

    /// <summary>SDP and the caller's location in one body (RFC 6442, 4.1).</summary>
    public SipMessage WithSdpAndLocation(string sdp, string location) => this with
    {
        Headers = [.. Headers, ("Content-Type", "multipart/mixed;boundary=part")],
        Body = string.Join("\r\n",
            "--part", "Content-Type: application/sdp", "", sdp,
            "--part", "Content-Type: application/pidf+xml", "Content-ID: <whereabouts@127.0.0.1>", "",
            // A character a byte, as everything here.
            Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(location)), "--part--", ""),
    };

    /// <summary>The URI in a header such as Contact: <c>"Name" &lt;sip:…&gt;;…</c>.</summary>
    public static string UriIn(string header)
    {
        var open = header.IndexOf('<', StringComparison.Ordinal);
        return open < 0 ? header.Split(';')[0] : header[(open + 1)..header.IndexOf('>', open)];
    }

    public override string ToString()
    {
        var text = new StringBuilder().Append(StartLine).Append("\r\n");
        foreach (var (name, value) in Headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n\r\n{Body}").ToString();
    }
}
