namespace Hotline117.ReportingService.Store;

/// <summary>A month of whose calls only aggregates are left: its calls and their events are deleted.</summary>
public sealed class ReducedMonth
{
    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }

    public required DateTimeOffset ReducedAt { get; init; }

    /// <summary>JSON: each centre's row of its statement, by the centre's id. What was published of the month is in <see cref="PublishedMonth"/>.</summary>
    public required string Statements { get; init; }
}
