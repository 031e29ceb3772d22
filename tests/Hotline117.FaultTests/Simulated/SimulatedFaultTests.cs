using System.Globalization;

namespace Hotline117.FaultTests.Simulated;

/// <summary><c>HOTLINE_FAULT_SEEDS=FIRST-LAST</c> runs other seeds than these, <c>HOTLINE_FAULT_KINDS=KIND,KIND</c> these kinds of faults alone.</summary>
public sealed class SimulatedFaultTests
{
    private const int MostReported = 5;
    private const string SeedsVariable = "HOTLINE_FAULT_SEEDS";

    [Fact]
    public void Whatever_fails_no_caller_is_lost_no_line_has_too_many_and_every_call_ends_once()
    {
        var ((first, last), kinds) = (Seeds(), Kinds());
        var (faults, calls, failures, longest) = (0, 0, new List<string>(), TimeSpan.Zero);
        for (var seed = first; seed <= last; seed++)
        {
            var schedule = FaultSchedule.Of(seed, kinds);
            var run = FaultRun.Of(schedule);
            (faults, calls, longest) = (faults + schedule.Faults.Count, calls + run.Calls, run.LongestHold > longest ? run.LongestHold : longest);
            if (run.Broken.Count > 0)
                failures.Add(Report(schedule));
        }

        TestContext.Current.SendDiagnosticMessage("{0} faults in {1} runs, {2} calls; worst hold {3:0.0} s", faults, last - first + 1, calls, longest.TotalSeconds);
        Assert.True(failures.Count == 0, $"{failures.Count} of {last - first + 1} runs broke:\n{string.Join("\n\n", failures.Take(MostReported))}");
    }

    [Fact]
    public void The_same_seed_is_the_same_run()
    {
        var (one, other) = (FaultRun.Of(FaultSchedule.Of(7, FaultSchedule.AllKinds)), FaultRun.Of(FaultSchedule.Of(7, FaultSchedule.AllKinds)));

        Assert.Equal((one.Calls, one.LongestHold), (other.Calls, other.LongestHold));
        Assert.Equal(one.Broken, other.Broken);
    }

    private static string Report(FaultSchedule schedule)
    {
        var fewest = FewestFaults.Of(schedule);
        return $"{string.Join('\n', FaultRun.Of(fewest).Broken)}\n{fewest}\n(of {schedule.Faults.Count} faults)";
    }

    private static IReadOnlyList<FaultKind> Kinds() => Environment.GetEnvironmentVariable("HOTLINE_FAULT_KINDS") is { Length: > 0 } names
        ? [.. names.Split(',').Select(Enum.Parse<FaultKind>)] : FaultSchedule.AllKinds;

    private static (int First, int Last) Seeds()
    {
        var text = Environment.GetEnvironmentVariable(SeedsVariable) ?? "1-1600";
        var numbers = text.Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return (numbers[0], numbers[^1]);
    }
}
