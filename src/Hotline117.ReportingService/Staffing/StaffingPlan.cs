using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Staffing;

/// <summary>The fewest counsellors for a wanted service level: for each group by itself, and for all in one pool.</summary>
public static class StaffingPlan
{
    private const int RowsBelow = 8;
    private const int RowsAbove = 4;

    public static StaffingAnswer Answer(StaffingQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        StaffingGroup Group(string name, double callsPerHour, int? given) =>
            Plan(name, new(callsPerHour, question.HandleSeconds, question.PatienceSeconds), question.Goal, given);

        var groups = question.Groups.Select(group => Group(group.Name, group.CallsPerHour, group.Counsellors)).ToList();
        // Counsellors are given for each group or for none.
        var given = question.Groups[0].Counsellors is null ? null : question.Groups.Sum(group => group.Counsellors);
        var pooled = groups.Count == 1 ? null : Group("", question.Groups.Sum(group => group.CallsPerHour), given);
        return new(
            question.PatienceSeconds is null ? StaffingModel.ErlangC : StaffingModel.ErlangA, question.HandleSeconds, question.PatienceSeconds,
            question.Goal.AnsweredWithinSeconds, question.Goal.ShortAbandonSeconds, question.Goal.ServiceLevel,
            groups, pooled, pooled is null ? null : groups.Sum(group => group.Fewest) - pooled.Fewest);
    }

    /// <summary>With patience by Erlang A, without by Erlang C.</summary>
    public static StaffingRow Expect(Demand demand, int counsellors, ServiceGoal goal)
    {
        ArgumentNullException.ThrowIfNull(demand);
        return demand.PatienceSeconds is { } patience ? ErlangA.Of(demand, patience, counsellors, goal) : ErlangC.Of(demand, counsellors, goal);
    }

    /// <summary>One counsellor more never makes the service level worse, so the range is halved until one is left.</summary>
    public static int Fewest(Demand demand, ServiceGoal goal)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(goal);
        // The calls that are handled at once would be a Poisson number: ten deviations above its mean nobody has to wait.
        var (least, most) = (1, (int)Math.Ceiling(demand.Load + (10 * Math.Sqrt(demand.Load)) + 20));
        while (least < most)
        {
            var middle = (least + most) / 2;
            (least, most) = Expect(demand, middle, goal).ServiceLevel >= goal.ServiceLevel ? (least, middle) : (middle + 1, most);
        }

        return least;
    }

    private static StaffingGroup Plan(string name, Demand demand, ServiceGoal goal, int? given)
    {
        var fewest = Fewest(demand, goal);
        var first = Math.Max(1, fewest - RowsBelow);
        return new(
            name, demand.CallsPerHour, Math.Round(demand.Load, 3), fewest,
            [.. Enumerable.Range(first, fewest + RowsAbove - first + 1).Select(counsellors => Rounded(Expect(demand, counsellors, goal)))],
            given is { } asked ? Rounded(Expect(demand, asked, goal)) : null);
    }

    private static StaffingRow Rounded(StaffingRow row) => new(
        row.Counsellors, Math.Round(row.WaitProbability, 6), Math.Round(row.ServiceLevel, 6),
        row.AnswerSecondsMean is { } seconds ? Math.Round(seconds, 3) : null, Math.Round(row.Abandoned, 6), Math.Round(row.Occupancy, 6));
}
