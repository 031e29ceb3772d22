using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Calls;

namespace Hotline117.Routing.Alarms;

/// <summary>What is an alarm, of what one router knows.</summary>
public static class AlarmRules
{
    public static IReadOnlyList<Alarm> Of(AlarmFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return [.. LongWaits(facts), .. CoverAlarms.Of(facts), .. QuietCentres.Of(facts), .. SilentLines(facts), .. Fallback(facts), .. Troubles(facts), .. WaitingEvents(facts)];
    }

    internal static Alarm New(AlarmKind kind, AlarmSeverity severity, string? subject, DateTimeOffset since, string? key = null) =>
        new() { Key = key ?? KeyOf(kind, subject), Kind = kind, Severity = severity, Subject = subject, Since = since };

    /// <returns><c>silent-line:osh-1</c>, or <c>redis</c> where there is only one.</returns>
    internal static string KeyOf(AlarmKind kind, string? subject)
    {
        var word = string.Concat(kind.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
        return subject is null ? word : $"{word}:{subject}";
    }

    // Whom a telephone rings for has not been helped yet; and an offer that nobody takes must not end the alarm for a while.
    private static IEnumerable<Alarm> LongWaits(AlarmFacts facts)
    {
        var policy = facts.Snapshot.Policy.Alarms;
        var waits = policy.Wait == TimeSpan.Zero ? [] : facts.Calls.Where(IsUnanswered).Select(call => facts.At - call.ReceivedAt).Where(wait => wait >= policy.Wait).ToList();
        if (waits.Count > 0)
        {
            var severity = waits.Max() >= policy.CriticalWait ? AlarmSeverity.Critical : AlarmSeverity.Warning;
            yield return New(AlarmKind.LongWait, severity, null, facts.At - waits.Max() + policy.Wait) with { Figure = waits.Count };
        }
    }

    private static bool IsUnanswered(CallState call) => call is { Phase: CallPhase.Waiting or CallPhase.Ringing, Callback: null };

    private static IEnumerable<Alarm> SilentLines(AlarmFacts facts) => facts.SilentLines
        .Where(line => facts.Snapshot.Roster.OnShift(line.Key, facts.At))
        .Select(line => New(AlarmKind.SilentLine, AlarmSeverity.Warning, line.Key, line.Value));

    private static IEnumerable<Alarm> Fallback(AlarmFacts facts)
    {
        if (facts.FallbackAt is { } at && facts.At - at < facts.Snapshot.Policy.Alarms.Fallback)
            yield return New(AlarmKind.Fallback, AlarmSeverity.Critical, null, at);
    }

    private static IEnumerable<Alarm> Troubles(AlarmFacts facts) => facts.Troubles
        .Where(trouble => facts.At - trouble.Since >= facts.Snapshot.Policy.Alarms.Trouble)
        .Select(trouble => New(trouble.Kind, trouble.Kind is AlarmKind.Redis or AlarmKind.Switch ? AlarmSeverity.Critical : AlarmSeverity.Warning, trouble.Name, trouble.Since));

    // Half the outbox is told of whatever the policy says: there must be time to act before events are lost.
    private static IEnumerable<Alarm> WaitingEvents(AlarmFacts facts)
    {
        var (waiting, most) = (facts.WaitingEvents, facts.MostWaitingEvents);
        if ((facts.Snapshot.Policy.Alarms.WaitingEvents is > 0 and var unusual && waiting > unusual) || waiting >= most / 2)
            yield return New(AlarmKind.EventsWait, waiting >= most ? AlarmSeverity.Critical : AlarmSeverity.Warning, null, facts.At);
    }
}
