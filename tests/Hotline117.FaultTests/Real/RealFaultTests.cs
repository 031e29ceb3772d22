using System.Diagnostics;
using System.Globalization;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.IntegrationTests.Secrecy;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.FaultTests.Real;

/// <summary>
/// Faults on the real stack, under steady calls. <c>HOTLINE_REAL_FAULTS=N</c> makes it so many, <c>HOTLINE_REAL_SEED=N</c> other ones,
/// <c>HOTLINE_REAL_KINDS=KIND,KIND</c> these kinds alone; the schedule is the seed's, the moments in a call's life that it hits are not.
/// </summary>
public sealed class RealFaultTests(FaultyHotline hotline) : IClassFixture<FaultyHotline>
{
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(100);

    /// <summary>The hold's two seconds, until the telephone that rings then is picked up and heard; the machine is shared.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(4);

    /// <summary>So long a disk may hang, and an ended call's row with it.</summary>
    private static readonly TimeSpan RowsWait = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Whatever_fails_under_a_steady_load_every_caller_reaches_one_telephone_and_is_counted_once()
    {
        var stop = TestContext.Current.CancellationToken;
        // Long before the first call: one is dated by clocks that may be wrong.
        var began = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(3);
        var schedule = RealSchedule.Of(Number("HOTLINE_REAL_SEED", 1), Number("HOTLINE_REAL_FAULTS", 200), Kinds());
        await hotline.OnShiftAsync(TestDirectory.FromOsh);
        await hotline.PlanAsync(TestDirectory.FromOsh);
        var (start, startedAt) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        var injection = new FaultInjection(hotline, () => Stopwatch.GetElapsedTime(start));
        var callers = new SteadyCallers(hotline, schedule.Seed, () => Stopwatch.GetElapsedTime(start));

        using var settled = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var lookingAfter = injection.LookAfterServersAsync(settled.Token);
        var striking = injection.StrikeAllAsync(schedule, stop);
        List<string> broken = [];
        try
        {
            await callers.CallForAsync(schedule.Length, stop);
            await striking;
            broken.AddRange(BrokenForCallers(callers));
            await hotline.AllReadyAsync();
            await SettleAsync();
            // The broker has all of them; it may still be handing them over.
            await Until.TrueAsync(() => !BrokenInEvents(callers).Any(), what: "every call is told whole in the events");
        }
        catch (Xunit.Sdk.XunitException unsettled)
        {
            broken.Add($"{unsettled.Message}\n{await hotline.SwitchAsync("core show channels verbose")}");
        }
        finally
        {
            await settled.CancelAsync();
            await lookingAfter;
        }

        broken.AddRange(BrokenInEvents(callers));
        broken.AddRange(callers.Stories.Where(story => story.Heard.Count > 1).SelectMany(story => EventsDuring(story, startedAt)));
        Report(callers, injection, broken);

        Assert.True(broken.Count == 0, $"{string.Join('\n', broken)}\nseed {schedule.Seed}, {schedule.Faults.Count} faults:\n{string.Join('\n', schedule.Faults)}");
        await hotline.CountedAsync(began, () => Calls().Count, within: SettlesWithin);
        Assert.Empty(BrokenInEvents(callers));
        await ReconcileAsync(began, callers, injection);
        await Everything.HoldsNoneAsync(hotline, new Needles(TestDirectory.CallerInOsh[1..]));
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : usual;

    private static RealFaultKind[] Kinds() => Environment.GetEnvironmentVariable("HOTLINE_REAL_KINDS") is { Length: > 0 } names
        ? [.. names.Split(',').Select(Enum.Parse<RealFaultKind>)] : Enum.GetValues<RealFaultKind>();

    private static IEnumerable<string> BrokenForCallers(SteadyCallers callers)
    {
        foreach (var story in callers.Stories)
        {
            var who = string.Create(CultureInfo.InvariantCulture, $"Caller {story.Number} ({story.From.TotalSeconds:0.000} to {story.Until.TotalSeconds:0.000} s)");
            if (story.WasLost)
                yield return $"{who} {(story.HotlineHungUp ? "was hung up on" : "reached no telephone")}.";
            if (story.Heard.Count > 1)
                yield return $"{who} talked with {string.Join(" and ", story.Heard)}.";
            if (story.Silence > LongestSilence)
                yield return $"{who} heard nothing for {story.Silence.TotalSeconds:0.0} s.";
        }
    }

    private List<IGrouping<string, CallEvent>> Calls() => [.. hotline.Events.Distinct.Select(each => each.OfCall).OfType<CallEvent>().GroupBy(each => each.CallId)];

    private IEnumerable<string> BrokenInEvents(SteadyCallers callers)
    {
        var calls = Calls();
        foreach (var call in calls)
        {
            var (received, answered, ended) = (call.OfType<CallReceived>().Count(), call.OfType<CallAnswered>().Count(), call.OfType<CallEnded>().Count());
            if (received != 1 || answered > 1 || ended != 1)
                yield return $"{call.Key} was received {received}, answered {answered} and ended {ended} times in the events.";
        }

        // A switch that had hung was seen to have a call more than there were callers; on its own list, with which all are compared, it has it too.
        if (calls.Count < callers.Stories.Count)
            yield return $"{callers.Stories.Count} callers made {calls.Count} calls in the events.";
    }

    /// <summary>What may tell how it came about: the calls that one of her telephones had while she was there.</summary>
    private IEnumerable<string> EventsDuring(CallerStory story, DateTimeOffset startedAt)
    {
        var lines = TestDirectory.FromOsh.Where(line => story.Heard.Contains(line.Number)).Select(line => line.Id).ToList();
        return Calls().Where(call => call.OfType<CallAnswered>().Any(answered => lines.Contains(answered.LineId)
                && answered.OccurredAt > startedAt + story.From && answered.OccurredAt < startedAt + story.Until))
            .Select(call => $"{call.Key}: {string.Join(", ", call.OrderBy(each => each.OccurredAt).Select(each => string.Create(
                CultureInfo.InvariantCulture, $"{(each.OccurredAt - startedAt).TotalSeconds:0.000} s {each.GetType().Name} {(each as CallOffered)?.LineId ?? (each as CallAnswered)?.LineId}")))}");
    }

    private async Task SettleAsync()
    {
        await Until.TrueAsync(async () => (await hotline.SwitchAsync("core show channels")).Contains("0 active channels", StringComparison.Ordinal), SettlesWithin);
        await Until.TrueAsync(async () => await hotline.Redis.SetLengthAsync("{h117}:calls") == 0, SettlesWithin);
        await Until.TrueAsync(async () =>
        {
            var now = new DateTimeOffset(await hotline.RedisServer.TimeAsync()).ToUnixTimeMilliseconds();
            var taken = await Task.WhenAll(hotline.RedisServer.Keys(pattern: "{h117}:places:*").Select(line => hotline.Redis.SortedSetLengthAsync(line, now)));
            return taken.Sum() == 0;
        }, SettlesWithin, "no place of any line is taken");
        await hotline.AllCountedAsync();
        await Until.TrueAsync(async () => await hotline.Redis.StreamLengthAsync("{h117}:outbox") == 0, SettlesWithin);
        foreach (var replica in hotline.Stack.Endpoints.RoutingReplicas)
            await Until.TrueAsync(async () => (await hotline.LiveAsync(replica)).Calls.Count == 0, SettlesWithin, $"the board of {replica} is empty");
    }

    /// <summary>
    /// The switch's own list can't take calls that end while its disk is full, and what the disk has not taken yet, as it hung perhaps, dies with the switch; all others stand on it as in the statistics.
    /// </summary>
    private async Task ReconcileAsync(DateTimeOffset began, SteadyCallers callers, FaultInjection injection)
    {
        var mayBeMissing = callers.Stories.Count(story => injection.Struck.Any(each => each.Fault.Kind switch
        {
            RealFaultKind.DiskFull => story.From <= each.Until && each.From <= story.Until,
            RealFaultKind.SwitchKilled => story.From <= each.From && each.From - RowsWait <= story.Until,
            _ => false,
        }));
        IReadOnlyList<CallDifference> different = [], missing = [];
        try
        {
            await Until.TrueAsync(async () =>
            {
                var all = (await hotline.DifferencesAsync(began)).ToLookup(call => call.Kind is CallDifferenceKind.NotOnSwitch && mayBeMissing > 0);
                (different, missing) = ([.. all[false]], [.. all[true]]);
                return different.Count == 0;
            });
        }
        finally
        {
            Assert.Empty(different);
        }

        TestContext.Current.SendDiagnosticMessage("{0} calls are not on the switch's list, of {1} that may have ended while its disk was full or just before it was killed", missing.Count, mayBeMissing);
        Assert.InRange(missing.Count, 0, mayBeMissing);
    }

    /// <summary>The rows of the README's table.</summary>
    private void Report(SteadyCallers callers, FaultInjection injection, List<string> broken)
    {
        var lines = injection.Struck.GroupBy(each => each.Fault.Kind).OrderBy(kind => kind.Key).Select(kind =>
        {
            var hit = callers.Stories.Where(story => kind.Any(fault => story.From <= fault.Until && fault.From <= story.Until)).ToList();
            return string.Create(CultureInfo.InvariantCulture,
                $"| {kind.Key} | {kind.Count()} | {hit.Count} | {hit.Count(story => story.WasLost)} | {hit.Count(story => story.CutOff > 0)} | {hit.Select(story => story.Silence.TotalSeconds).Append(0).Max():0.0} |");
        });
        TestContext.Current.SendDiagnosticMessage(
            "{0} faults, {1} calls ({2} in the events), telephones rung above their capacity {3} times, broken: {4}\n| fault | times | calls in flight | lost | cut off | worst silence (s) |\n{5}",
            injection.Struck.Count, callers.Stories.Count, Calls().Count, callers.RangEngaged, broken.Count, string.Join('\n', lines));
    }
}
