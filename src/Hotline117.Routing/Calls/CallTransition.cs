using Hotline117.Contracts.Events;

namespace Hotline117.Routing.Calls;

/// <summary>
/// What a signal makes of a call: the next state, the events to publish and what happens to lines. Committed as a whole or not at all.
/// The lines that the state before held and <see cref="CallState.Lines"/> of the next one does not are given back; those that it holds anew are
/// taken, free or not, for the switch already rings them.
/// </summary>
/// <param name="Next">The state after the signal; with <see cref="WantsLine"/> it is the state where no line is free.</param>
public sealed record CallTransition(CallState Next, IReadOnlyList<CallEvent> Events)
{
    /// <summary>When what the signal tells happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The first free lines of a ranking are taken as well, and <see cref="Call.Offered"/> is the next state.</summary>
    public bool WantsLine { get; init; }

    /// <summary>With <see cref="WantsLine"/>: where no line is free nothing has happened.</summary>
    public bool OnlyWithLine { get; init; }

    /// <summary>Whoever commits this tells the switch to bring somebody in; null where nobody is to be.</summary>
    public BringIn? Begins { get; init; }

    /// <summary>What lines that the call has held until now have had of it, where it counts.</summary>
    public IReadOnlyList<LineHad> Had { get; init; } = [];
}

/// <summary>What a line, and whoever sits there, has had from a call. Lines that are not named have had nothing that counts: the caller hung up while
/// they rang, another one answered, they were engaged, or the switch rang something else.</summary>
/// <param name="For">How long it talked, or rang.</param>
public sealed record LineHad(string LineId, LineExperience Experience, TimeSpan For = default)
{
    /// <summary>By the routers' clocks, one of which may have been set in between.</summary>
    public static LineHad Talked(string lineId, DateTimeOffset since, DateTimeOffset at) => new(lineId, LineExperience.Talked, at > since ? at - since : TimeSpan.Zero);
}

public enum LineExperience
{
    /// <summary>A conversation begins.</summary>
    Answered,
    /// <summary>The router offered it, and the call came back because nobody answered.</summary>
    Unanswered,
    /// <summary>The nearest line rang first, and another one got the call.</summary>
    LeftToAnother,
    /// <summary>A conversation is over.</summary>
    Talked,
}
