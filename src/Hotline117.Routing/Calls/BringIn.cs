using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Calls;

/// <summary>What a person wanted together with a line: as soon as it answers, an emergency number is rung beside the conversation.</summary>
/// <param name="To">One of <see cref="Transfer.EmergencyNumbers"/>.</param>
/// <param name="By">The account's name.</param>
/// <param name="Attempt">The number of the offer to that line.</param>
public sealed record BringIn(string To, string By, int Attempt)
{
    public BringInOutcome Outcome { get; init; } = BringInOutcome.LineRings;

    /// <summary>How often the switch was told to begin, and when last; null where it was not.</summary>
    public int Tries { get; init; }
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>The id of the leg's channel, the same at every try: the switch refuses a second channel with it.</summary>
    public string ChannelOf(string callId) => FormattableString.Invariant($"transfer-{callId}-{Attempt}");
}
