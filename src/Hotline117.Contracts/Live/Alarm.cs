namespace Hotline117.Contracts.Live;

/// <summary>Something that a dispatcher must know of. It tells no more of a centre than the board does, and nothing of a caller.</summary>
public sealed record Alarm
{
    /// <summary>The same at every router for as long as it is the same trouble, such as <c>no-cover-now:talas</c>.</summary>
    public required string Key { get; init; }
    public required AlarmKind Kind { get; init; }
    public required AlarmSeverity Severity { get; init; }
    /// <summary>The id of the region, centre or line, or the name of the switch or router; null where there is only one, or it is the whole country.</summary>
    public string? Subject { get; init; }
    /// <summary>When it began, or was first noticed.</summary>
    public required DateTimeOffset Since { get; init; }
    /// <summary>When the gap begins, for <see cref="AlarmKind.NoCoverAhead"/>; when the plan was last renewed, for <see cref="AlarmKind.OldPlan"/>.</summary>
    public DateTimeOffset? At { get; init; }
    /// <summary>How many callers wait so long, or for how many hours no call came.</summary>
    public int? Figure { get; init; }
    /// <summary>Null while nobody has said that they saw it.</summary>
    public Acknowledgement? Acknowledged { get; init; }
    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <param name="By">The account's name.</param>
public sealed record Acknowledgement(string By, DateTimeOffset At);

/// <param name="Past">The latest to end first.</param>
public sealed record AlarmList(IReadOnlyList<Alarm> Current, IReadOnlyList<Alarm> Past);

/// <summary>The worse is the greater.</summary>
public enum AlarmSeverity { Warning, Critical }

public enum AlarmKind
{
    /// <summary>A caller waits too long and talks with nobody yet.</summary>
    LongWait,
    /// <summary>Nobody near enough can be rung for callers of a region.</summary>
    NoCoverNow,
    /// <summary>So it will be soon, by the roster.</summary>
    NoCoverAhead,
    /// <summary>A centre is on shift and gets no call, although its region calls.</summary>
    QuietCentre,
    /// <summary>A line was paused by itself because nobody picks up.</summary>
    SilentLine,
    /// <summary>The switch rang its own plan: no router answered in time.</summary>
    Fallback,
    /// <summary>What a switch would ring alone has not been renewed.</summary>
    OldPlan,
    /// <summary>A switch can't be reached, told or heard.</summary>
    Switch,
    /// <summary>A router has fallen silent.</summary>
    Router,
    Redis,
    RabbitMq,
    /// <summary>More events than usual wait to be published.</summary>
    EventsWait,
    /// <summary>The geography files are faulty; the last good ones hold.</summary>
    Geography,
}
