namespace Hotline117.Contracts.Decisions;

/// <summary>Whoever chose the line wanted somebody else in the conversation as soon as it has answered there.</summary>
/// <param name="To">An emergency number.</param>
/// <param name="Outcome">What has come of it so far.</param>
public sealed record BroughtIn(string To, BringInOutcome Outcome);

public enum BringInOutcome
{
    /// <summary>The chosen line rings.</summary>
    LineRings,
    /// <summary>It has answered, and the switch is told to ring the number.</summary>
    Begins,
    /// <summary>The number rings beside the conversation.</summary>
    Rings,
    /// <summary>Somebody has picked up there, and all three could talk.</summary>
    Joined,
    /// <summary>The chosen line did not answer: nobody else was rung, and the caller went on waiting in her place.</summary>
    LineDidNotAnswer,
    /// <summary>The number did not answer: the conversation went on without it.</summary>
    NobodyAnswered,
    /// <summary>The caller hung up before.</summary>
    CallerHungUp,
    /// <summary>It was taken back, or somebody else was brought in instead.</summary>
    TakenBack,
    /// <summary>The switch did not ring the number: the conversation went on without it.</summary>
    NotBegun,
}
