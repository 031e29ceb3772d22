using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;

namespace Hotline117.ReportingService.Api;

/// <summary>Exact counts of calls in lines, as files have them.</summary>
internal static class CallLines
{
    private const string FileName = "hotline117-calls";

    public static IResult Csv(CallStatistics calls) => CsvFile.Of(Of(calls, calls.Rows), $"{FileName}.csv");

    /// <summary>Three sheets: the rows, their sum, and of which calls they are.</summary>
    public static IResult Book(CallStatistics calls) => TypedResults.File(
        Workbook.Bytes(("Calls", Of(calls, calls.Rows)), ("Total", Of(calls, [calls.Total])), ("Period", [["from", Written(calls.From)], ["to, not included", Written(calls.To)]])),
        Workbook.MediaType, $"{FileName}.xlsx");

    private static IEnumerable<IReadOnlyList<object?>> Of(CallStatistics calls, IEnumerable<CallStatisticsRow> rows) =>
    [
        [
            calls.By.ToString().ToLowerInvariant(), "received", "answered", "answeredByFallback", "abandoned", "overflowed", "indeterminate", "inProgress",
            "meanAnswerSeconds", "meanTalkSeconds", "callbacksAsked", "callbacksReached", "transferred",
        ],
        .. rows.Select(row => (object?[])
        [
            row.Key, row.Received, row.Answered, row.AnsweredByFallback, row.Abandoned, row.Overflowed, row.Indeterminate, row.InProgress,
            row.MeanAnswerSeconds, row.MeanTalkSeconds, row.CallbacksAsked, row.CallbacksReached, row.Transferred,
        ]),
    ];

    private static string Written(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
