namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>All that is published of a month. What is withheld is not in it.</summary>
/// <param name="HasData">False where no call was received.</param>
/// <param name="Versions">Of each figure's definition.</param>
/// <param name="Cells">Counts by <see cref="Cell"/>, as text.</param>
/// <param name="Times">Of all calls, and of each value of an attribute: seconds by figure. Null where there is nothing to measure.</param>
public sealed record MonthFigures(
    DateOnly Month,
    bool HasData,
    int AnsweredWithinSeconds,
    int ShortAbandonSeconds,
    IReadOnlyDictionary<string, int> Versions,
    IReadOnlyDictionary<string, long> Cells,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Times);
