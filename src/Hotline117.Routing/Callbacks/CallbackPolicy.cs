namespace Hotline117.Routing.Callbacks;

/// <summary>The policy's part on callers who agreed to be called back. Whether they are offered it at all, the switch's <c>CALLBACK_OFFER</c> says.</summary>
public sealed record CallbackPolicy
{
    public static CallbackPolicy Default { get; } = new();

    /// <summary>The times that a caller can choose from. The switch's <c>CALLBACK_WINDOW_KEYS</c> name them, its prompt speaks them.</summary>
    public IReadOnlyList<CallbackWindow> Windows { get; init; } =
    [
        new("two-hours") { Within = TimeSpan.FromHours(2) },
        new("morning") { From = new(9, 0), To = new(12, 0) },
        new("evening") { From = new(18, 0), To = new(21, 0) },
    ];

    /// <summary>So often the caller's telephone is rung where nobody picks up.</summary>
    public int Tries { get; init; } = 2;

    /// <summary>Between two tries.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>No more are noted at a time: a promise that nobody can keep is none.</summary>
    public int MostOpen { get; init; } = 100;

    public CallbackWindow? FindWindow(string name) => Windows.FirstOrDefault(window => window.Name == name);
}

/// <summary>A time in which it is safe to call back: from now on for a while, or between two times of the day in Kyrgyzstan, the next time that they come.</summary>
public sealed record CallbackWindow(string Name)
{
    /// <summary>From now on; null where <see cref="From"/> and <see cref="To"/> are set.</summary>
    public TimeSpan? Within { get; init; }
    public TimeOnly? From { get; init; }
    /// <summary>The window is over at this time; it may lie after midnight.</summary>
    public TimeOnly? To { get; init; }

    /// <summary>Both instants of the window that is now or comes next.</summary>
    public (DateTimeOffset From, DateTimeOffset To) NextAt(DateTimeOffset now)
    {
        if (Within is { } within)
            return (now, now + within);
        var (from, to) = (From!.Value, To!.Value);
        var local = BishkekTime.ToLocal(now);
        // It may have begun yesterday.
        var day = local.Date.AddDays(-1);
        while (EndOn(day) <= local)
            day = day.AddDays(1);
        return (Later(BishkekTime.ToInstant(day + from.ToTimeSpan()), now), BishkekTime.ToInstant(EndOn(day)));

        DateTime EndOn(DateTime date) => date.AddDays(to <= from ? 1 : 0) + to.ToTimeSpan();
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
