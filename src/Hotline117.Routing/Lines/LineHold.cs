namespace Hotline117.Routing.Lines;

/// <summary>One reason for which a line, or all lines of a centre, is not rung. A line may have several at once, one of each kind.</summary>
/// <param name="By">The account's name, or <see cref="Policy"/>.</param>
/// <param name="Reason">In the words of whoever did it. Never a number.</param>
/// <param name="Until">When it ends by itself; null where somebody must end it.</param>
public sealed record LineHold(HoldKind Kind, string By, string Reason, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>The actor of what nobody decided at that moment.</summary>
    public const string Policy = "policy";

    public bool HoldsAt(DateTimeOffset now) => !(Until <= now);

    /// <summary>As audit trail and events name it.</summary>
    public string Action => Kind switch
    {
        HoldKind.CentrePause => "centre.pause",
        HoldKind.Pause or HoldKind.Unanswered => "line.pause",
        _ => "line.rest",
    };

    private LineObstacle Obstacle => Kind is HoldKind.Pause or HoldKind.CentrePause or HoldKind.Unanswered ? LineObstacle.Paused : LineObstacle.Resting;

    /// <summary>The strongest of several reasons: what a person decided before what came by itself, a pause before an unreachable phone before a rest.</summary>
    /// <param name="unreachable">No switch can reach the line's telephone.</param>
    /// <returns>Null where nothing keeps the line from being rung.</returns>
    public static LineCondition? ConditionOf(IEnumerable<LineHold> holds, bool unreachable, DateTimeOffset now)
    {
        var strongest = StrongestOf(holds, now);
        return unreachable && strongest is not { Obstacle: LineObstacle.Paused, By: not Policy }
            ? new LineCondition(LineObstacle.Unreachable, null) { ByItself = true }
            : strongest is null ? null : new LineCondition(strongest.Obstacle, strongest.Until) { ByItself = strongest.By == Policy };
    }

    /// <returns>Null where none of them holds.</returns>
    public static LineHold? StrongestOf(IEnumerable<LineHold> holds, DateTimeOffset now)
    {
        LineHold? strongest = null;
        foreach (var hold in holds)
        {
            if (hold.HoldsAt(now) && (strongest is null || hold.IsStrongerThan(strongest)))
                strongest = hold;
        }

        return strongest;
    }

    private bool IsStrongerThan(LineHold other) => Strength != other.Strength ? Strength > other.Strength : Until is null || Until > other.Until;

    private int Strength => (By == Policy ? 0 : 2) + (Obstacle is LineObstacle.Paused ? 1 : 0);
}

public enum HoldKind
{
    /// <summary>Somebody has paused the line.</summary>
    Pause,
    /// <summary>Somebody has paused the whole centre.</summary>
    CentrePause,
    /// <summary>Too many offers in a row that nobody answered.</summary>
    Unanswered,
    /// <summary>Somebody asked for a rest.</summary>
    Rest,
    /// <summary>The last conversation was a hard one.</summary>
    HardCall,
    /// <summary>As many conversations in this shift as are good for a person.</summary>
    ShiftLimit,
}
