namespace Hotline117.Routing.Calls;

/// <summary>A call that is being handed over: who has it, and where it shall go.</summary>
/// <param name="To">A service, <see cref="AnyCentre"/> or the digits of an emergency number.</param>
/// <param name="From">The line that hands over; null where the caller talks with the emergency line.</param>
public sealed record Transfer(string LegId, string To, HeldLine? From, DateTimeOffset Since)
{
    /// <summary>The nearest of the other centres.</summary>
    public const string AnyCentre = "centre";

    /// <summary>The police, the ambulance and the rescue service.</summary>
    public static IReadOnlyList<string> EmergencyNumbers { get; } = ["102", "103", "112"];

    /// <summary>So Asterisk names the other half of a local channel, which is the leg that asks, or rings, for the second line.</summary>
    public static string LegOf(string channelId) => $"{channelId};2";

    /// <summary>The highest number of what the leg has asked.</summary>
    public int Step { get; init; }

    /// <summary>The line that rings or has joined; null while none is found, and for an emergency number.</summary>
    public HeldLine? Line { get; init; }

    /// <summary>Lines that have rung for it without an answer.</summary>
    public IReadOnlyList<string> Tried { get; init; } = [];

    /// <inheritdoc cref="TransferWanted.Choice"/>
    public TransferChoice? Choice { get; init; }

    /// <summary>Since when three talk; null while nobody has picked up.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>What leaves the call where the transfer is taken back: the leg, or the telephone that has joined.</summary>
    public string ChannelId { get; init; } = LegId;

    /// <summary>The counsellor has hung up before anybody picked up: the caller hears music.</summary>
    public bool FirstLeft { get; init; }
}

/// <summary>A person named a centre or a line: nobody else is rung.</summary>
/// <param name="By">The account's name.</param>
public sealed record TransferChoice(string By, IReadOnlyList<string> Lines);
