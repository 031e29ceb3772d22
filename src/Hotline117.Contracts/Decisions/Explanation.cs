namespace Hotline117.Contracts.Decisions;

/// <summary>
/// Why a call was offered to a line, or to none. The lines stand in the order considered; in a large directory the nearest
/// <see cref="MaxConsidered"/> are named and the others counted.
/// </summary>
public sealed record Explanation
{
    public const int MaxConsidered = 60;

    public required string CallId { get; init; }
    public required int Attempt { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public required string? Region { get; init; }
    public required RegionSource RegionSource { get; init; }
    public required RegionCertainty RegionCertainty { get; init; }
    public required string? Language { get; init; }
    public string? Service { get; init; }
    public Gender? Gender { get; init; }
    public Audience Audience { get; init; }
    public CallPriority Priority { get; init; } = CallPriority.Normal;
    /// <summary>Null for whoever does not wait behind the others.</summary>
    public BehindReason? BehindFor { get; init; }
    /// <summary>The caller was cut off minutes ago and has dialled again: she keeps her place. Null for all others.</summary>
    public CutOffCall? CutOff { get; init; }
    /// <summary>How many callers waited before this one when it was decided.</summary>
    public int Ahead { get; init; }
    /// <summary>Wishes that were not required (any more): nobody who fulfils them could be rung, or the caller has waited for one long enough.</summary>
    public IReadOnlyList<Requirement> Relaxed { get; init; } = [];
    /// <summary>Nobody else could be rung: lines that only seem unreachable, rest or were paused by themselves were considered too.</summary>
    public bool LastResort { get; init; }
    /// <summary>The account of the person who chose the line, or the emergency line; null where the policy decided.</summary>
    public string? ChosenBy { get; init; }
    /// <summary>That person sent the caller to the emergency line.</summary>
    public bool ToEmergency { get; init; }
    /// <summary>Whom that person wanted in the conversation once the line has answered, and what came of it; null for nobody.</summary>
    public BroughtIn? BringIn { get; init; }
    public required Season Season { get; init; }
    public required string DirectoryVersion { get; init; }
    public required string RosterVersion { get; init; }
    public required string PolicyVersion { get; init; }
    /// <summary>Of the regions, roads, area codes and so on.</summary>
    public string? GeographyVersion { get; init; }
    /// <summary>How long ago the directory, the roster and the policy that were used had last been confirmed against the store.</summary>
    public required double SnapshotAgeSeconds { get; init; }
    public required string? ChosenLineId { get; init; }
    public required IReadOnlyList<ConsideredLine> Considered { get; init; }
    /// <summary>How many lines are not named in <see cref="Considered"/>, by what became of them.</summary>
    public IReadOnlyDictionary<Verdict, int> NotNamed { get; init; } = new Dictionary<Verdict, int>();
}

/// <param name="LineId">The line that talked with her, or rang; it goes first where it may be rung at all. Null where there was none.</param>
public sealed record CutOffCall(string? LineId);

public readonly record struct ConsideredLine
{
    public required string LineId { get; init; }
    public required string CentreId { get; init; }
    /// <summary>By road in the season; null where the caller's region is unknown or no road is open.</summary>
    public required int? TravelMinutes { get; init; }
    public required Verdict Verdict { get; init; }
}

/// <summary>A wish that the policy can make a condition.</summary>
public enum Requirement { Language, Service, Gender }

/// <summary>What became of a line in one decision.</summary>
public enum Verdict
{
    Chosen,
    /// <summary>It rings together with the chosen one, at once or after the policy's time; who picks up first gets the call.</summary>
    RingsToo,
    /// <summary>Suitable, but a better line was chosen.</summary>
    FurtherAway,
    /// <summary>Every place of the line was taken: it rings, somebody talks, or the counsellor writes up the last call.</summary>
    Busy,
    /// <summary>It was thought free, and another call took its last place in the same moment.</summary>
    LostRace,
    /// <summary>It has a free place, and it is the turn of a caller who waits before this one.</summary>
    HeldForEarlier,
    OffShift,
    /// <summary>The days for which the centre's entry holds have not begun or are over.</summary>
    NotValid,
    OtherLanguage,
    LacksService,
    OtherGender,
    /// <summary>It has already rung for this call without an answer.</summary>
    AlreadyTried,
    Paused,
    Unreachable,
    /// <summary>The counsellor rests after a hard call, or has had enough calls in this shift.</summary>
    Resting,
    /// <summary>The policy keeps it for callers who have waited longer.</summary>
    NotYet,
    /// <summary>It is for victims and the caller dialled the perpetrators' number, or the other way round.</summary>
    OtherAudience,
    /// <summary>The policy sends no call there.</summary>
    NotInPolicy,
}

/// <summary>Mountain passes are shut from October to May, which changes what is nearest.</summary>
public enum Season { Summer, Winter }
