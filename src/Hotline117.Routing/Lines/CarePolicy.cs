namespace Hotline117.Routing.Lines;

/// <summary>The policy's part that takes care of lines and of the people behind them: how long a place is taken, when a line is paused, when somebody rests.</summary>
public sealed record CarePolicy
{
    public static CarePolicy Default { get; } = new();

    /// <summary>No phone rings longer for one offer. The place of an offer that nobody heard of again is free after this time.
    /// It must be longer than RING_SECONDS of the switch and what follows on a line that is taken by key, or a phone that still rings would be thought free.</summary>
    public TimeSpan LongestRing { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The place of a conversation is free after this time, counted from when the switch last knew of the call.</summary>
    public TimeSpan LongestCall { get; init; } = TimeSpan.FromHours(6);

    /// <summary>After a conversation the place stays taken: the counsellor writes up. Zero: not at all.</summary>
    public TimeSpan WrapUp { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A line that rang for so long and left the call to another counts as unanswered too: else nobody would learn that nobody sits there.</summary>
    public TimeSpan UnansweredFrom { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So many offers in a row that nobody answered pause a line by itself. Zero: never.</summary>
    public int PauseAfterUnanswered { get; init; } = 3;

    /// <summary>A pause that nobody decided ends by itself.</summary>
    public TimeSpan AutomaticPause { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A conversation at least this long is a hard one. Zero: none is.</summary>
    public TimeSpan HardCallFrom { get; init; } = TimeSpan.FromMinutes(45);

    public TimeSpan RestAfterHardCall { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>So many conversations in a shift are enough, for each place of a line. Zero: no limit.</summary>
    public int CallsPerShift { get; init; }

    /// <summary>How long a place stays taken after a conversation. A hard call on a line of one place makes the line rest instead (<see cref="RestsAfter"/>);
    /// where others go on answering the same line, only the place of the one who had the hard call rests.</summary>
    public TimeSpan PlaceStaysAfter(TimeSpan talked, int capacity) =>
        capacity > 1 && IsHard(talked) && RestAfterHardCall > WrapUp ? RestAfterHardCall : WrapUp;

    /// <summary>No place stays taken for longer after a conversation.</summary>
    public TimeSpan LongestWrapUp => RestAfterHardCall > WrapUp ? RestAfterHardCall : WrapUp;

    /// <summary>The line as a whole rests after a conversation of this length.</summary>
    public bool RestsAfter(TimeSpan talked, int capacity) => capacity == 1 && IsHard(talked) && RestAfterHardCall > TimeSpan.Zero;

    private bool IsHard(TimeSpan talked) => HardCallFrom > TimeSpan.Zero && talked >= HardCallFrom;
}
