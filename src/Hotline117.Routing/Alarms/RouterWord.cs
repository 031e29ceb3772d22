using Hotline117.Contracts.Live;

namespace Hotline117.Routing.Alarms;

/// <summary>What one router tells the others each second. It may see what they can't: a switch that only it has lost.</summary>
/// <param name="Found">Its alarms.</param>
/// <param name="PlansSince">When it last renewed each switch's plan, or began to try.</param>
public sealed record RouterWord(string Router, IReadOnlyList<Alarm> Found, IReadOnlyDictionary<string, DateTimeOffset> PlansSince)
{
    /// <summary>Older words say nothing any more, but that their router is silent.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    /// <summary>Of a router that is silent for longer nothing more is said: it was replaced.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(10);
}

/// <param name="Age">By the clock of the store.</param>
public sealed record HeardWord(RouterWord Word, TimeSpan Age);

/// <summary>The routers' words put together: what one of them finds is an alarm, and the same one if several do.</summary>
public static class RouterWords
{
    /// <param name="listening">For so long the store has been heard without a break: who could not be heard is not thereby silent.</param>
    public static IReadOnlyList<Alarm> Together(IReadOnlyCollection<HeardWord> words, TimeSpan listening, AlarmPolicy policy, DateTimeOffset now)
    {
        var fresh = words.Where(heard => heard.Age <= RouterWord.FreshFor).Select(heard => heard.Word).ToList();
        var silent = words.Where(heard => heard.Age > RouterWord.FreshFor && heard.Age <= RouterWord.RememberedFor && listening > RouterWord.FreshFor)
            .Select(heard => AlarmRules.New(AlarmKind.Router, AlarmSeverity.Warning, heard.Word.Router, now - heard.Age));
        return [.. fresh.SelectMany(word => word.Found).Concat(silent).Concat(OldPlans(fresh, policy, now))
            .GroupBy(alarm => alarm.Key).Select(Worst).OrderBy(alarm => alarm.Key, StringComparer.Ordinal)];
    }

    // Any router may have renewed it.
    private static IEnumerable<Alarm> OldPlans(IEnumerable<RouterWord> words, AlarmPolicy policy, DateTimeOffset now) =>
        words.SelectMany(word => word.PlansSince).GroupBy(plan => plan.Key, plan => plan.Value).Select(plan => (Switch: plan.Key, At: plan.Max()))
            .Where(plan => now - plan.At > policy.PlanAge)
            .Select(plan => AlarmRules.New(AlarmKind.OldPlan, AlarmSeverity.Warning, plan.Switch, plan.At + policy.PlanAge) with { At = plan.At });

    private static Alarm Worst(IEnumerable<Alarm> same)
    {
        var all = same.ToList();
        return all.OrderByDescending(alarm => alarm.Severity).ThenByDescending(alarm => alarm.Figure).ThenBy(alarm => alarm.At).First() with { Since = all.Min(alarm => alarm.Since) };
    }
}
