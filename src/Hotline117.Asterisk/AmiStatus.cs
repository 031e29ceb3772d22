namespace Hotline117.Asterisk;

/// <summary>The client's state at one moment.</summary>
/// <param name="Since">When this state began.</param>
/// <param name="LastFault">The newest reason why a connection failed; kept while connected, so that one can see what went before.</param>
/// <param name="Banner">What the server last greeted with, as <c>Asterisk Call Manager/11.0.0</c>.</param>
/// <param name="IsFullyBooted">
/// The server said <c>FullyBooted</c> on this connection. It never says so to a user without the <c>system</c> read privilege.
/// </param>
public sealed record AmiStatus(
    AmiConnectionState State, DateTimeOffset Since, AmiFault? LastFault = null, string? Banner = null, bool IsFullyBooted = false);
