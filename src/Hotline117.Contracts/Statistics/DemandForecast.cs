namespace Hotline117.Contracts.Statistics;

/// <summary>How many calls an hour are expected to come in a month that is not published yet: computed from published figures alone.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="MadeFrom">The published months it was made from, the earliest first: those that count calls by the definition that holds.</param>
/// <param name="MonthsAhead">How many months it lies after the last of them; each method was tried at this distance. 0 where there is none.</param>
/// <param name="FewestMonths">With fewer months there is no forecast: then <paramref name="Method"/> and <paramref name="Calls"/> are null, and there are no hours.</param>
/// <param name="Method">The one that would have been wrong the least.</param>
/// <param name="Methods">What each method's error was, in the months that are published by now, each predicted from those before it alone.</param>
/// <param name="IntervalShare">The share of counts that should lie from low to high.</param>
/// <param name="Calls">Expected in the whole month.</param>
/// <param name="Hours">All 168 of the week, by weekday, then by hour.</param>
public sealed record DemandForecast(
    DateOnly Month, IReadOnlyList<DateOnly> MadeFrom, int MonthsAhead, int FewestMonths, ForecastMethod? Method, IReadOnlyList<ForecastErrors> Methods,
    double IntervalShare, double? Calls, IReadOnlyList<ForecastHour> Hours)
{
    /// <summary>What the counsellors are for; null where none were asked for.</summary>
    public ForecastService? Service { get; init; }

    /// <summary>What it is, what each error is, how each method goes, and whose they are.</summary>
    public IReadOnlyList<FigureDefinition> Definitions { get; init; } = FigureDefinitions.WrittenForecasts;
}

/// <summary>As in <see cref="StaffingAnswer"/>, of which each hour is one group.</summary>
public sealed record ForecastService(double HandleSeconds, double? PatienceSeconds, double AnsweredWithinSeconds, double ShortAbandonSeconds, double ServiceLevel);

/// <summary>The simplest first. <c>forecast-definitions.json</c> says how each goes.</summary>
public enum ForecastMethod { LastMonth, MeanOf3, MeanOf6, MeanOf12, LevelOfLastMonth, LevelOf3, LevelOfYearAgo }

/// <param name="MonthsTried">None where the months that it goes by are not published; then there are no errors either.</param>
/// <param name="Mae">Mean absolute error, in calls an hour.</param>
/// <param name="Wape">The sum of absolute errors by the sum of calls; null where there were none.</param>
/// <param name="Mase">The mean absolute error by that of <see cref="ForecastMethod.LastMonth"/> one month ahead; null where that was never wrong.</param>
/// <param name="Bias">In calls an hour; above zero where too many were expected.</param>
/// <param name="Coverage">The share of published counts that the interval held, when it was made of what was known before them; null where it could not be tried.</param>
public sealed record ForecastErrors(ForecastMethod Method, int MonthsTried, double? Mae, double? Wape, double? Mase, double? Bias, double? Coverage);

/// <summary>One hour of the week. Calls are those of one such hour, on the average of all of the month.</summary>
/// <param name="Weekday">1 (Monday) to 7.</param>
/// <param name="HourOfDay">00 to 23, in Asia/Bishkek.</param>
/// <param name="Days">How often it comes in the month.</param>
/// <param name="Counsellors">The fewest for the service level that was asked for, at so many calls as are expected; null where none was asked for.</param>
/// <param name="CounsellorsAtHigh">At the high end.</param>
public sealed record ForecastHour(
    string Weekday, string HourOfDay, int Days, double Expected, double Low, double High, int? Counsellors = null, int? CounsellorsAtHigh = null);
