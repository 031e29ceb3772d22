using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Staffing;

/// <summary>
/// The queue M/M/n+M (C. Palm 1957): as <see cref="ErlangC"/>, but who waits hangs up after a patience of her own, which is exponential too. The formulas are those of
/// A. Mandelbaum and S. Zeltyn, "Service Engineering in Action: The Palm/Erlang-A Queue, with Applications to Call Centers" (2007), written as sums of positive terms,
/// so that no digits cancel out, and in logarithms, so that nothing overflows.
/// </summary>
public static class ErlangA
{
    public static StaffingRow Of(Demand demand, double patienceSeconds, int counsellors, ServiceGoal goal)
    {
        // In the time of one patience so many calls come, and so many do all counsellors end.
        var come = demand.CallsPerSecond * patienceSeconds;
        var end = counsellors * patienceSeconds / demand.HandleSeconds;
        var queue = WaitingSum.Of(end, come);

        // All relative to the state in which one counsellor is free, whose own probability then follows.
        var logAnyFree = -Math.Log(ErlangB.Blocked(counsellors - 1, demand.Load));
        var logNoneFree = Math.Log(come) + queue.Log;
        var logOneFree = -LogOfSum(logAnyFree, logNoneFree);

        var waits = Math.Exp(logOneFree + logNoneFree);
        var abandoned = waits * queue.MeanWaiting / come;
        var inTime = 1 - abandoned - AnsweredLaterThan(goal.AnsweredWithinSeconds);
        var abandonedShort = abandoned - (WaitsLongerThan(goal.ShortAbandonSeconds) - AnsweredLaterThan(goal.ShortAbandonSeconds));
        return new(
            counsellors, waits, Math.Clamp(inTime / (1 - abandonedShort), 0, 1), waits * queue.AnsweredWait * patienceSeconds / (1 - abandoned), abandoned,
            demand.Load * (1 - abandoned) / counsellors);

        // Both are shares of all calls.
        double WaitsLongerThan(double seconds) => Math.Exp(LogDensity(seconds) + WaitingSum.Of(end, come * Left(seconds)).Log);
        double AnsweredLaterThan(double seconds) => Math.Exp(LogDensity(seconds) + WaitingSum.Of(end + 1, come * Left(seconds)).Log);

        // Of the wait that a caller of endless patience would find, for those who have the patience.
        double LogDensity(double seconds) =>
            logOneFree + Math.Log(come) + (come * (1 - Left(seconds))) - ((end + 1) * seconds / patienceSeconds);

        double Left(double seconds) => Math.Exp(-seconds / patienceSeconds);
    }

    private static double LogOfSum(double one, double other) => Math.Max(one, other) + Math.Log(1 + Math.Exp(-Math.Abs(one - other)));
}
