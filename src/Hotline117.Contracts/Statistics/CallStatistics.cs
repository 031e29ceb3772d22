namespace Hotline117.Contracts.Statistics;

/// <summary>Counts of the calls received in [From, To), grouped by one dimension.</summary>
public sealed record CallStatistics(
    DateTimeOffset From,
    DateTimeOffset To,
    StatisticsDimension By,
    IReadOnlyList<CallStatisticsRow> Rows,
    CallStatisticsRow Total);

/// <summary>The last three are what a counsellor said of the call: see <see cref="WrapUps.WrapUpCodes"/>.</summary>
public enum StatisticsDimension { Region, Centre, Hour, Outcome, Help, Risk, Referral }

/// <param name="Key">Region id, centre id, hour (ISO 8601 in Asia/Bishkek), outcome or code; <c>unknown</c> where a call has none, <c>total</c> for the sum.</param>
/// <param name="Received">Calls that asked for a counsellor.</param>
/// <param name="Answered">Received calls that a centre's line answered.</param>
/// <param name="AnsweredByFallback">Of the answered, those that the switch connected without the router.</param>
/// <param name="Abandoned">Received calls whose caller hung up before an answer.</param>
/// <param name="Overflowed">Received calls that were sent to the emergency line.</param>
/// <param name="Indeterminate">Received calls whose end was not seen, answered or not; the figure <c>indeterminate</c> has only those that were not answered.</param>
/// <param name="InProgress">Received calls that have not ended, answered or not; the figure <c>inProgress</c> has only those that are not answered.</param>
/// <param name="MeanAnswerSeconds">Mean time from received to answered, of the answered; null where none was answered.</param>
/// <param name="MeanTalkSeconds">Mean time from answered to ended, of the answered whose end was seen; null where there is none.</param>
/// <param name="CallbacksAsked">Received calls whose caller, while waiting, agreed to be called back.</param>
/// <param name="CallbacksReached">Of these, those that were called back and where somebody picked up. The calls back are no received calls.</param>
/// <param name="Transferred">Received calls that somebody else took over: another centre, a specialist or an emergency number joined, and the first counsellor left.</param>
public sealed record CallStatisticsRow(
    string Key,
    long Received,
    long Answered,
    long AnsweredByFallback,
    long Abandoned,
    long Overflowed,
    long Indeterminate,
    long InProgress,
    double? MeanAnswerSeconds,
    double? MeanTalkSeconds,
    long CallbacksAsked = 0,
    long CallbacksReached = 0,
    long Transferred = 0);
