using System.Globalization;
using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics;

/// <summary>One figure of a row. Its title and its definition stand in the texts under <c>Statistics.{Name}</c> and <c>Statistics.{Name}.Definition</c>.</summary>
public sealed record StatisticsColumn(string Name, Func<CallStatisticsRow, string> Text)
{
    public static IReadOnlyList<StatisticsColumn> All { get; } =
    [
        Count(nameof(CallStatisticsRow.Received), row => row.Received),
        Count(nameof(CallStatisticsRow.Answered), row => row.Answered),
        Count(nameof(CallStatisticsRow.AnsweredByFallback), row => row.AnsweredByFallback),
        Count(nameof(CallStatisticsRow.Abandoned), row => row.Abandoned),
        Count(nameof(CallStatisticsRow.Overflowed), row => row.Overflowed),
        Count(nameof(CallStatisticsRow.Indeterminate), row => row.Indeterminate),
        Count(nameof(CallStatisticsRow.InProgress), row => row.InProgress),
        Seconds(nameof(CallStatisticsRow.MeanAnswerSeconds), row => row.MeanAnswerSeconds),
        Seconds(nameof(CallStatisticsRow.MeanTalkSeconds), row => row.MeanTalkSeconds),
        Count(nameof(CallStatisticsRow.CallbacksAsked), row => row.CallbacksAsked),
        Count(nameof(CallStatisticsRow.CallbacksReached), row => row.CallbacksReached),
        Count(nameof(CallStatisticsRow.Transferred), row => row.Transferred),
    ];

    private static StatisticsColumn Count(string name, Func<CallStatisticsRow, long> of) =>
        new(name, row => of(row).ToString("N0", CultureInfo.CurrentCulture));

    private static StatisticsColumn Seconds(string name, Func<CallStatisticsRow, double?> of) =>
        new(name, row => of(row)?.ToString("N1", CultureInfo.CurrentCulture) ?? "–");
}
