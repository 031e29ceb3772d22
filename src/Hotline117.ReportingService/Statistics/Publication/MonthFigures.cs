namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>All that is published of a month. What is withheld is not in it.</summary>
/// <param name="HasData">False where no call was received.</param>
/// <param name="Versions">Of each definition of a figure, and of a breakdown; one that is not here did not exist yet.</param>
/// <param name="Cells">Counts by <see cref="Cell"/>, as text.</param>
/// <param name="Times">Of all calls, and of each value of an attribute: seconds by figure. Null where there is nothing to measure.</param>
public sealed record MonthFigures(
    DateOnly Month,
    bool HasData,
    int AnsweredWithinSeconds,
    int ShortAbandonSeconds,
    IReadOnlyDictionary<string, int> Versions,
    IReadOnlyDictionary<string, long> Cells,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Times)
{
    /// <summary>Of the country as a whole, by figure: <see cref="CoverFigures"/>. Null where no router has looked; empty in months that were published before they were counted.</summary>
    public IReadOnlyDictionary<string, double?> Cover { get; init; } = new Dictionary<string, double?>();
}
