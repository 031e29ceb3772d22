using System.Globalization;
using System.Net;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>Offers and answers of one A-law stream with keys as events (RFC 8866, RFC 3551, RFC 4733).</summary>
public static class Sdp
{
    public static string For(int rtpPort) => string.Join("\r\n",
        "v=0", "o=test 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0",
        $"m=audio {rtpPort} RTP/AVP 8 {RtpStream.KeyPayload}", "a=rtpmap:8 PCMA/8000",
        $"a=rtpmap:{RtpStream.KeyPayload} telephone-event/8000", $"a=fmtp:{RtpStream.KeyPayload} 0-16", "a=ptime:20", "");

    public static IPEndPoint AudioAddress(string sdp)
    {
        var lines = sdp.Split("\r\n");
        var address = lines.First(line => line.StartsWith("c=IN IP4 ", StringComparison.Ordinal)).Split(' ')[2];
        var port = lines.First(line => line.StartsWith("m=audio ", StringComparison.Ordinal)).Split(' ')[1];
        return new IPEndPoint(IPAddress.Parse(address), int.Parse(port, CultureInfo.InvariantCulture));
    }
}
