namespace Hotline117.ReportingService.Store;

/// <summary>What was published of a month, once and for good: two versions of the same figures, one call apart, would show that call.</summary>
public sealed class PublishedMonth
{
    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>JSON of <see cref="Statistics.Publication.MonthFigures"/>: nothing that is withheld is in it.</summary>
    public required string Figures { get; init; }
}
