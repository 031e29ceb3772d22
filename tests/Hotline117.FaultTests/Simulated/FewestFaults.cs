namespace Hotline117.FaultTests.Simulated;

/// <summary>Of a schedule that breaks something, the faults without which it would not.</summary>
internal static class FewestFaults
{
    public static FaultSchedule Of(FaultSchedule schedule)
    {
        for (var i = schedule.Faults.Count - 1; i >= 0; i--)
        {
            var without = schedule with { Faults = [.. schedule.Faults.Where((_, at) => at != i)] };
            if (FaultRun.Of(without).Broken.Count > 0)
                schedule = without;
        }

        return schedule;
    }
}
