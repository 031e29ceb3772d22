using System.Net;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>How a caller shows up in SIP.</summary>
/// <param name="From">A whole From header, without its tag.</param>
public sealed record CallerIdentity(string From, params IReadOnlyList<(string Name, string Value)> MoreHeaders)
{
    /// <summary>A document that goes beside the SDP, of application/pidf+xml and with the Content-ID <c>whereabouts@127.0.0.1</c>; null: none.</summary>
    public string? Location { get; init; }

    /// <summary>From which the call comes; null: 127.0.0.1, the carrier's.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>As a carrier presents a subscriber: the number in From and asserted (RFC 3325).</summary>
    public static CallerIdentity Of(string number) => new(
        $"<sip:{number}@127.0.0.1>", ("P-Asserted-Identity", $"<sip:{number}@127.0.0.1>"));

    public CallerIdentity With(params IReadOnlyList<(string Name, string Value)> headers) => this with { MoreHeaders = [.. MoreHeaders, .. headers] };
}
