namespace Hotline117.Routing.Alarms;

/// <summary>The policy's part that says from when on something is an alarm.</summary>
public sealed record AlarmPolicy
{
    public static AlarmPolicy Default { get; } = new();

    /// <summary>A caller has waited so long and talks with nobody. Zero: never.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From then on it is critical.</summary>
    public TimeSpan CriticalWait { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>So far ahead gaps in the cover are looked for. Zero: only what is so now.</summary>
    public TimeSpan CoverAhead { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A region is covered by lines at most so far away by road. Zero: nothing is told of cover.</summary>
    public TimeSpan CoverWithin { get; init; } = TimeSpan.FromHours(4);

    /// <summary>A centre on shift that was offered nothing for so long is quiet.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Calls from its region in that time from which on some were to be expected there. Zero: never.</summary>
    public int QuietCalls { get; init; } = 10;

    /// <summary>A part is in trouble once it has been so for so long: a new connection takes a moment.</summary>
    public TimeSpan Trouble { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So long after the switch has rung its own plan it is told of.</summary>
    public TimeSpan Fallback { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A plan that is older is an old one; it is renewed each half minute.</summary>
    public TimeSpan PlanAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>More entries of the outbox than these. Zero: not before it is half full, which is always told.</summary>
    public int WaitingEvents { get; init; } = 10_000;

    /// <summary>All that is wrong with it.</summary>
    public static IEnumerable<Problem> Check(AlarmPolicy alarms)
    {
        (string Field, double Value, int Least, int Most, string Meaning)[] fields =
        [
            ("waitSeconds", alarms.Wait.TotalSeconds, 0, 3600, " (0: never)"),
            ("criticalWaitSeconds", alarms.CriticalWait.TotalSeconds, (int)Math.Clamp(alarms.Wait.TotalSeconds, 0, 3600), 3600, ", no less than waitSeconds"),
            ("coverHours", alarms.CoverAhead.TotalHours, 0, 168, " (0: only what is so now)"),
            ("coverWithinMinutes", alarms.CoverWithin.TotalMinutes, 0, 10_080, " (0: nothing is told of cover)"),
            ("quietHours", alarms.Quiet.TotalHours, 1, 72, ""),
            ("quietCalls", alarms.QuietCalls, 0, 10_000, " (0: never)"),
            ("troubleSeconds", alarms.Trouble.TotalSeconds, 0, 600, ""),
            ("fallbackMinutes", alarms.Fallback.TotalMinutes, 1, 1440, ""),
            ("planMinutes", alarms.PlanAge.TotalMinutes, 1, 1440, ""),
            ("waitingEvents", alarms.WaitingEvents, 0, 10_000_000, " (0: not before the outbox is half full)"),
        ];
        return fields.Where(field => field.Value < field.Least || field.Value > field.Most).Select(field =>
            new Problem(alarms, field.Field, "from this on nothing can be an alarm", $"write a number from {field.Least} to {field.Most}{field.Meaning}"));
    }
}
