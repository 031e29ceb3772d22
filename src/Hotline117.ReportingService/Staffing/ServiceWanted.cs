namespace Hotline117.ReportingService.Staffing;

/// <param name="HandleSeconds">Mean time that a call keeps a counsellor, writing up included.</param>
/// <param name="PatienceSeconds">Mean time after which who waits hangs up; null where nobody does.</param>
public sealed record ServiceWanted(double HandleSeconds, double? PatienceSeconds, ServiceGoal Goal);
