using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics.Reports;

/// <summary>All that a report says, without words. It is made of published months alone.</summary>
/// <param name="Months">Of the period.</param>
/// <param name="Figures">A row a figure, of all calls.</param>
/// <param name="Targets">Valid calls apart from those that did not ask for help.</param>
/// <param name="Breakdowns">Calls received, by one attribute each.</param>
/// <param name="Course">The months up to the end of the period, a year of them at most.</param>
/// <param name="Definitions">Of the figures, with the seconds that were set in the last month of the period.</param>
/// <param name="Versions">By figure: of which definition its numbers are; more than one where it changed within the period.</param>
public sealed record Report(
    ReportPeriod Period,
    IReadOnlyList<FigureMonth> Months,
    ReportTable Figures,
    ReportTable Targets,
    IReadOnlyList<ReportTable> Breakdowns,
    IReadOnlyList<CourseMonth> Course,
    FigureDefinitions Definitions,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Versions);

/// <param name="Name">What its rows are: an attribute of calls, <c>figures</c> or <c>targets</c>.</param>
public sealed record ReportTable(string Name, IReadOnlyList<ReportRow> Rows);

/// <param name="Months">In the order of the period's months.</param>
/// <param name="Whole">Of a quarter; of a month its one value.</param>
public sealed record ReportRow(string Key, IReadOnlyList<ReportValue> Months, ReportValue Whole);

/// <param name="Number">Null where <paramref name="Lacks"/> says why there is none.</param>
public readonly record struct ReportValue(double? Number, Lack Lacks)
{
    public static implicit operator ReportValue(double number) => new(number, Lack.Nothing);

    public static implicit operator ReportValue(Lack lacks) => new(null, lacks);
}

/// <summary>Why there is no number.</summary>
public enum Lack
{
    Nothing,
    /// <summary>Too few calls, or it would give such a cell away; of a quarter: it is so in one of its months.</summary>
    Withheld,
    /// <summary>Nobody counted, or there is nothing to measure.</summary>
    NoData,
    /// <summary>What is published of the months does not tell it of the quarter.</summary>
    NotOfMonths,
    /// <summary>It was defined otherwise in one of the months.</summary>
    SeriesBreaks,
}

/// <param name="Breaks">The figures that are defined otherwise than in the month before.</param>
public sealed record CourseMonth(DateOnly Month, ReportValue Received, ReportValue Answered, IReadOnlyList<string> Breaks);
