namespace Hotline117.Contracts.Decisions;

/// <summary>Why a call was offered to a line, or to none: every line of the directory stands in it once, in the order considered.</summary>
public sealed record Explanation
{
    public required string CallId { get; init; }
    public required int Attempt { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public required string? Region { get; init; }
    public required RegionSource RegionSource { get; init; }
    public required RegionCertainty RegionCertainty { get; init; }
    public required string? Language { get; init; }
    /// <summary>Nobody who speaks the language could be rung, or the caller has waited for one long enough: lines without it were considered too.</summary>
    public bool LanguageRelaxed { get; init; }
    public required Season Season { get; init; }
    public required string DirectoryVersion { get; init; }
    public required string RosterVersion { get; init; }
    /// <summary>How long ago the directory and the roster that were used had last been confirmed against the store.</summary>
    public required double SnapshotAgeSeconds { get; init; }
    public required string? ChosenLineId { get; init; }
    public required IReadOnlyList<ConsideredLine> Considered { get; init; }
}

public sealed record ConsideredLine
{
    public required string LineId { get; init; }
    public required string CentreId { get; init; }
    /// <summary>By road in the season; null where the caller's region is unknown or no road is open.</summary>
    public required int? TravelMinutes { get; init; }
    public required Verdict Verdict { get; init; }
}

/// <summary>What became of a line in one decision.</summary>
public enum Verdict
{
    Chosen,
    /// <summary>Suitable, but a nearer line was chosen.</summary>
    FurtherAway,
    /// <summary>Every place of the line was taken when the reservation was made.</summary>
    Busy,
    OffShift,
    OtherLanguage,
    /// <summary>It has already rung for this call without an answer.</summary>
    AlreadyTried,
}

/// <summary>Mountain passes are shut from October to May, which changes what is nearest.</summary>
public enum Season { Summer, Winter }
