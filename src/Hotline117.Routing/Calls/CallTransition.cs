using Hotline117.Contracts.Events;

namespace Hotline117.Routing.Calls;

/// <summary>What a signal makes of a call: the next state, the events to publish and what happens to the line. Committed as a whole or not at all.</summary>
/// <param name="Next">The state after the signal. For <see cref="LineUse.Reserve"/> it is the state of a caller who waits.</param>
public sealed record CallTransition(CallState Next, LineUse Line, IReadOnlyList<CallEvent> Events)
{
    /// <summary>When what the signal tells happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>For <see cref="LineUse.Reserve"/>: where no line is free nothing has happened.</summary>
    public bool OnlyWithLine { get; init; }

    /// <summary>What became of the line that the call has held until now.</summary>
    public LineExperience Experience { get; init; }

    /// <summary>For <see cref="LineExperience.Talked"/>: how long.</summary>
    public TimeSpan Talked { get; init; }
}

/// <summary>What a line, and whoever sits there, has had from a call.</summary>
public enum LineExperience
{
    /// <summary>Nothing that counts: the caller hung up while it rang, it was engaged, or the switch rang another one.</summary>
    None,
    /// <summary>A conversation begins.</summary>
    Answered,
    /// <summary>The router offered it, and the call came back because nobody answered.</summary>
    Unanswered,
    /// <summary>A conversation is over.</summary>
    Talked,
}

/// <summary>What a transition does with lines, beyond the one that the call holds.</summary>
public enum LineUse
{
    /// <summary>The call holds on to what it has.</summary>
    Keep,
    /// <summary>The call gives back what it holds.</summary>
    Release,
    /// <summary>The call gives back what it holds and takes the first free line of a ranking.</summary>
    Reserve,
    /// <summary>The call gives back what it holds and takes <see cref="CallState.LineId"/>, free or not: the switch already rings it.</summary>
    Seize,
}
