namespace Hotline117.Contracts.Statistics;

/// <summary>Figures of calls, grouped as asked for.</summary>
/// <param name="From">The start of the period in Asia/Bishkek; published are whole months.</param>
/// <param name="To">Itself not counted.</param>
/// <param name="By">What the rows are grouped by.</param>
/// <param name="IsExact">Nothing is withheld: for the hotline's own eyes.</param>
/// <param name="Months">What is known of each month; none where the view is exact.</param>
/// <param name="Rows">By month, then by their keys. A group that is not here has too few calls, none, or would give away one that has.</param>
/// <param name="Next">The address of the rows that follow, or null.</param>
public sealed record FigureTable(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> By, bool IsExact, IReadOnlyList<FigureMonth> Months, IReadOnlyList<FigureRow> Rows, string? Next)
{
    /// <summary>The rows are the sums of all months. Then a figure that is null and not withheld was not counted in each month, or is defined otherwise in one of them: see <see cref="FigureMonth.Breaks"/>.</summary>
    public bool IsAddedUp { get; init; }
}

/// <param name="Month">Its first day.</param>
/// <param name="HasData">False where no call at all was received in it: nobody counted, which is not zero.</param>
/// <param name="Breaks">The figures that are defined otherwise than in the month before: the series breaks here.</param>
/// <param name="PublishedAt">Since then it has not changed and never will.</param>
public sealed record FigureMonth(
    DateOnly Month, bool HasData, DateTimeOffset PublishedAt, int AnsweredWithinSeconds, int ShortAbandonSeconds, IReadOnlyList<string> Breaks)
{
    /// <summary>What calls were not yet counted by when it was published: of these there are no data, which is neither zero nor withheld.</summary>
    public IReadOnlyList<string> NotCountedBy { get; init; } = [];
}

/// <param name="Month">Null where the view is exact, and where the months are added up: the period is the one of the table.</param>
/// <param name="Keys">Of each dimension its value; empty for all calls.</param>
/// <param name="Figures">By id; null where it is withheld or where there is nothing to compute it from.</param>
/// <param name="Withheld">Which figures have a value that is not shown: too few calls, or they would give away others that are.</param>
public sealed record FigureRow(
    DateOnly? Month, IReadOnlyDictionary<string, string> Keys, IReadOnlyDictionary<string, double?> Figures, IReadOnlyList<string> Withheld)
{
    /// <summary>Of a sum that is withheld since some of its months are: what the others have together, by figure.</summary>
    public IReadOnlyDictionary<string, double> AtLeast { get; init; } = new Dictionary<string, double>();
}
