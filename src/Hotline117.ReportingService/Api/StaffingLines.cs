using System.Text.Json;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;

namespace Hotline117.ReportingService.Api;

/// <summary>A what-if in lines, as files have it: a line for each number of counsellors that was computed, for each group and then for the pool of all.</summary>
internal static class StaffingLines
{
    private const string FileName = "hotline117-staffing";

    public static IResult Csv(StaffingAnswer answer) => CsvFile.Of(Of(answer), $"{FileName}.csv");

    /// <summary>Two sheets: the lines, and what was asked.</summary>
    public static IResult Book(StaffingAnswer answer) =>
        TypedResults.File(Workbook.Bytes(("Staffing", Of(answer)), ("Question", Question(answer))), Workbook.MediaType, $"{FileName}.xlsx");

    private static IEnumerable<IReadOnlyList<object?>> Of(StaffingAnswer answer) =>
    [
        ["group", "isPool", "callsPerHour", "loadErlangs", "counsellors", "isFewest", "isGiven", "waitProbability", "serviceLevel", "answerSecondsMean", "abandoned", "occupancy"],
        .. answer.Groups.SelectMany(group => Lines(group, isPool: false)),
        .. answer.Pooled is { } pool ? Lines(pool, isPool: true) : [],
    ];

    private static IEnumerable<IReadOnlyList<object?>> Lines(StaffingGroup group, bool isPool) =>
        (group.Given is { } given ? group.Rows.Append(given) : group.Rows).DistinctBy(row => row.Counsellors).OrderBy(row => row.Counsellors).Select(row => (object?[])
        [
            group.Name, Word(isPool), group.CallsPerHour, group.LoadErlangs, row.Counsellors, Word(row.Counsellors == group.Fewest), Word(row.Counsellors == group.Given?.Counsellors),
            row.WaitProbability, row.ServiceLevel, row.AnswerSecondsMean, row.Abandoned, row.Occupancy,
        ]);

    private static IEnumerable<IReadOnlyList<object?>> Question(StaffingAnswer answer) =>
    [
        ["model", JsonNamingPolicy.CamelCase.ConvertName(answer.Model.ToString())],
        ["handleSeconds", answer.HandleSeconds],
        ["patienceSeconds", answer.PatienceSeconds],
        ["answeredWithinSeconds", answer.AnsweredWithinSeconds],
        ["shortAbandonSeconds", answer.ShortAbandonSeconds],
        ["serviceLevel", answer.ServiceLevel],
        ["saved", answer.Saved],
        [],
        ["answerSecondsMean", "Nothing where the queue grows without end."],
    ];

    private static string Word(bool holds) => holds ? "yes" : "no";
}
