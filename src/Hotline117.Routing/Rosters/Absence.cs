namespace Hotline117.Routing.Rosters;

/// <summary>
/// A dated exception: none of these lines' shifts begins on these dates, but for one that is written for that date alone.
/// A night that has begun the day before ends as it is written.
/// </summary>
public sealed record Absence
{
    public required string Id { get; init; }

    /// <summary>All lines of this centre, or null where <see cref="Lines"/> names them.</summary>
    public string? Centre { get; init; }
    public IReadOnlyList<string> Lines { get; init; } = [];
    public required DateOnly From { get; init; }

    /// <summary>The last date.</summary>
    public required DateOnly To { get; init; }

    /// <summary>For people. It never holds a number.</summary>
    public string? Reason { get; init; }

    public bool Holds(DateOnly date) => From <= date && date <= To;
}
