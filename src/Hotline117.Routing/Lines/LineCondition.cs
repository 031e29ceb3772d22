namespace Hotline117.Routing.Lines;

/// <summary>What keeps a line from being rung now, beyond the calls that it has. A line that nothing keeps has none.</summary>
/// <param name="Obstacle">The strongest reason.</param>
/// <param name="Until">When it ends by itself; null where somebody must end it.</param>
public sealed record LineCondition(LineObstacle Obstacle, DateTimeOffset? Until)
{
    /// <summary>The policy set it, not a person.</summary>
    public bool ByItself { get; init; }

    /// <summary>Nobody decided that this line must not ring: where nobody else is left, it is rung all the same.</summary>
    public bool IsSoft => ByItself || Obstacle is not LineObstacle.Paused;
}

public enum LineObstacle
{
    /// <summary>By a person, with a reason, or by itself after offers that nobody answered.</summary>
    Paused,
    /// <summary>The switch can't reach the telephone.</summary>
    Unreachable,
    /// <summary>The counsellor rests after a hard call, or has had as many calls in this shift as are good for a person.</summary>
    Resting,
}
