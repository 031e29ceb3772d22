using Hotline117.Contracts.Events;

namespace Hotline117.Routing.Calls;

/// <summary>What a signal makes of a call: the next state, the events to publish and what happens to the line. Committed as a whole or not at all.</summary>
/// <param name="Next">The state after the signal. For <see cref="LineUse.Reserve"/> it is the state of a caller who waits.</param>
public sealed record CallTransition(CallState Next, LineUse Line, IReadOnlyList<CallEvent> Events);

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
