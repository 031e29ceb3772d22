namespace Hotline117.Contracts.Statistics;

/// <summary>How many counsellors a wanted service level takes: a computed expectation, not a count of calls.</summary>
/// <param name="HandleSeconds">Mean time that a call keeps a counsellor, writing up included.</param>
/// <param name="PatienceSeconds">Mean time after which who waits hangs up; null where nobody does.</param>
/// <param name="AnsweredWithinSeconds">The threshold of the service level.</param>
/// <param name="ShortAbandonSeconds">Who hangs up sooner is left out of the service level, as in the figure of that name.</param>
/// <param name="ServiceLevel">The share that is wanted, 0 to 1.</param>
/// <param name="Groups">Each with its own calls and its own counsellors, in the order in which they were asked for.</param>
/// <param name="Pooled">All calls with all counsellors, any of whom may take any call; null where there is one group.</param>
/// <param name="Saved">By how many counsellors the pool does with fewer than the groups together; null where there is one group.</param>
public sealed record StaffingAnswer(
    StaffingModel Model,
    double HandleSeconds,
    double? PatienceSeconds,
    double AnsweredWithinSeconds,
    double ShortAbandonSeconds,
    double ServiceLevel,
    IReadOnlyList<StaffingGroup> Groups,
    StaffingGroup? Pooled,
    int? Saved);

/// <summary>Without patience and with it.</summary>
public enum StaffingModel { ErlangC, ErlangA }

/// <param name="Name">As it was asked for; empty for the pool.</param>
/// <param name="LoadErlangs">How many calls would be handled at once on the mean, had nobody to wait.</param>
/// <param name="Fewest">The fewest counsellors that reach the wanted service level.</param>
/// <param name="Rows">With a few counsellors less, with the fewest, and with a few more.</param>
/// <param name="Given">With as many as were asked for; null where none were.</param>
public sealed record StaffingGroup(
    string Name, double CallsPerHour, double LoadErlangs, int Fewest, IReadOnlyList<StaffingRow> Rows, StaffingRow? Given);

/// <param name="WaitProbability">Of finding all counsellors busy.</param>
/// <param name="ServiceLevel">Answered in time, divided by all calls but the short abandoned.</param>
/// <param name="AnswerSecondsMean">Mean wait of those who are answered; null where the queue grows without end.</param>
/// <param name="Abandoned">The share of all calls whose caller hangs up.</param>
/// <param name="Occupancy">The share of their time in which the counsellors handle calls.</param>
public sealed record StaffingRow(
    int Counsellors, double WaitProbability, double ServiceLevel, double? AnswerSecondsMean, double Abandoned, double Occupancy);
