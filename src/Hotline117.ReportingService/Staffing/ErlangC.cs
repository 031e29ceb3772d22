using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Staffing;

/// <summary>
/// The queue M/M/n (A. K. Erlang 1917): calls come at random, each keeps a counsellor for an exponential time, who finds all busy waits for her turn and never
/// hangs up. As in N. Gans, G. Koole and A. Mandelbaum, "Telephone Call Centers: Tutorial, Review, and Research Prospects" (2003), section 4.
/// </summary>
public static class ErlangC
{
    /// <returns>What is expected; without a mean wait where the calls are more than the counsellors can handle, for then the queue grows without end.</returns>
    public static StaffingRow Of(Demand demand, int counsellors, ServiceGoal goal)
    {
        var busy = demand.Load / counsellors;
        if (busy >= 1)
        {
            return new(counsellors, WaitProbability: 1, ServiceLevel: 0, AnswerSecondsMean: null, Abandoned: 0, Occupancy: 1);
        }

        var blocked = ErlangB.Blocked(counsellors, demand.Load);
        var waits = blocked / (1 - (busy * (1 - blocked)));
        // While all are busy the queue shrinks by so many calls a second.
        var relief = (counsellors - demand.Load) / demand.HandleSeconds;
        return new(counsellors, waits, 1 - (waits * Math.Exp(-relief * goal.AnsweredWithinSeconds)), waits / relief, Abandoned: 0, busy);
    }
}
