namespace Hotline117.Asterisk;

/// <summary>Where a client is on its way to the server.</summary>
public enum AmiConnectionState
{
    /// <summary>Not started yet.</summary>
    Disconnected,

    /// <summary>Opening the socket, negotiating TLS, waiting for the banner.</summary>
    Connecting,

    /// <summary>The banner was seen; the challenge and the login are under way.</summary>
    Authenticating,

    /// <summary>Logged in: actions can be sent, events arrive.</summary>
    Connected,

    /// <summary>Waiting before the next attempt; <see cref="AmiStatus.LastFault"/> says why.</summary>
    Backoff,

    /// <summary>Stopped for good.</summary>
    Stopped,
}
