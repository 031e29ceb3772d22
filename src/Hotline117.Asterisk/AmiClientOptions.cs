using System.Net.Security;

namespace Hotline117.Asterisk;

/// <summary>How to reach one Asterisk manager, and the limits of everything that could grow.</summary>
public sealed record AmiClientOptions
{
    /// <summary>Name or address.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65535; Asterisk listens on 5038, with TLS on 5039.</summary>
    public int Port { get; init; } = 5038;

    /// <summary>The section's name in <c>manager.conf</c>.</summary>
    public required string User { get; init; }

    /// <summary>Never sent: the login answers the server's challenge with an MD5 digest. Never printed.</summary>
    public required string Secret { get; init; }

    public bool UseTls { get; init; }

    /// <summary>The name the certificate must carry; null means <see cref="Host"/>.</summary>
    public string? TlsTargetHost { get; init; }

    /// <summary>Decides about the server's certificate; null means the system's rules.</summary>
    public RemoteCertificateValidationCallback? ServerCertificateValidation { get; init; }

    /// <summary>Which events the server sends: <c>on</c>, <c>off</c>, or classes such as <c>call,user</c>. The best place to save work.</summary>
    public string EventMask { get; init; } = "on";

    /// <summary>For the socket, TLS and banner together; 100 ms to 5 min.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From sending an action to its reply (a list: to its end); 100 ms to 10 min.</summary>
    public TimeSpan ActionTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two Pings that show a dead connection; 100 ms to 1 h.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The shortest pause before a new attempt; 10 ms to <see cref="ReconnectDelayMax"/>.</summary>
    public TimeSpan ReconnectDelayMin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause before a new attempt; at most 1 h.</summary>
    public TimeSpan ReconnectDelayMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The shortest pause after a refused login, lest a ban list takes us for an intruder; 10 ms to 1 h.</summary>
    public TimeSpan AuthenticationRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Events that may wait in each subscription; further ones are counted as a gap. 1 to 10 million.</summary>
    public int EventBufferSize { get; init; } = 65_536;

    /// <summary>Bytes of events that may wait in each subscription; 64 KiB to 4 GiB.</summary>
    public long EventBufferBytes { get; init; } = 128L << 20;

    /// <summary>Bytes of the largest message that is taken in; a larger one is skipped and reported. 4 KiB to 256 MiB.</summary>
    public int MaxMessageSize { get; init; } = 1 << 20;

    /// <summary>Items of the longest list that is gathered; 1 to 10 million.</summary>
    public int MaxListItems { get; init; } = 100_000;

    /// <summary>Actions that may wait for their reply at once; 1 to 100,000.</summary>
    public int MaxActionsInFlight { get; init; } = 1_000;

    /// <summary>Every fault, each naming the option, its value and the range; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() => new OptionFaults()
        .Text(nameof(Host), Host)
        .Range(nameof(Port), Port, 1, 65_535)
        .Text(nameof(User), User)
        .Text(nameof(Secret), Secret, show: false)
        .Text(nameof(EventMask), EventMask)
        .Range(nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5))
        .Range(nameof(ActionTimeout), ActionTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10))
        .Range(nameof(KeepAliveInterval), KeepAliveInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1))
        .Range(nameof(ReconnectDelayMax), ReconnectDelayMax, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
        .Range(nameof(ReconnectDelayMin), ReconnectDelayMin, TimeSpan.FromMilliseconds(10), ReconnectDelayMax)
        .Range(nameof(AuthenticationRetryDelay), AuthenticationRetryDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
        .Range(nameof(EventBufferSize), EventBufferSize, 1, 10_000_000)
        .Range(nameof(EventBufferBytes), EventBufferBytes, 64L << 10, 4L << 30)
        .Range(nameof(MaxMessageSize), MaxMessageSize, 4 << 10, 256 << 20)
        .Range(nameof(MaxListItems), MaxListItems, 1, 10_000_000)
        .Range(nameof(MaxActionsInFlight), MaxActionsInFlight, 1, 100_000)
        .All;

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}{(UseTls ? " (TLS)" : "")}";
}
