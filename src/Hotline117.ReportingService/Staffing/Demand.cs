namespace Hotline117.ReportingService.Staffing;

/// <summary>Calls that come at random, at a rate that holds for so long that the queue forgets how it began.</summary>
/// <param name="HandleSeconds">Mean time that a call keeps a counsellor, writing up included.</param>
/// <param name="PatienceSeconds">Mean time after which who waits hangs up; null where nobody does.</param>
public sealed record Demand(double CallsPerHour, double HandleSeconds, double? PatienceSeconds)
{
    public double CallsPerSecond => CallsPerHour / 3600;

    /// <summary>In erlangs: so many calls would be handled at once on the mean, had nobody to wait.</summary>
    public double Load => CallsPerSecond * HandleSeconds;
}

/// <summary>The service level, as the figure <c>serviceLevel</c> defines it: answered in time, divided by all calls but the short abandoned.</summary>
/// <param name="ServiceLevel">The share that is wanted, 0 to 1.</param>
public sealed record ServiceGoal(double AnsweredWithinSeconds, double ShortAbandonSeconds, double ServiceLevel);
