using Hotline117.Contracts.Live;

namespace Hotline117.Routing.Alarms;

/// <summary>The alarms that last and those that are over: which begin, go on and end. Every router comes to the same.</summary>
/// <param name="Current">The worst first, then the oldest.</param>
/// <param name="Past">The latest to end first.</param>
public sealed record AlarmBook(IReadOnlyList<Alarm> Current, IReadOnlyList<Alarm> Past)
{
    public const int MostPast = 200;

    /// <summary>More would help nobody who reads them, and the store keeps all in one piece.</summary>
    public const int MostCurrent = 200;

    public static AlarmBook Empty { get; } = new([], []);

    public Alarm? Find(string key) => Current.FirstOrDefault(alarm => alarm.Key == key);

    /// <summary>What is found now goes on or begins, all else ends.</summary>
    public AlarmBook Settle(IReadOnlyList<Alarm> found, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(found);
        var lasting = found.Select(alarm => Find(alarm.Key) is { } known ? GoesOn(known, alarm) : alarm);
        var keys = found.Select(alarm => alarm.Key).ToHashSet();
        var over = Current.Where(alarm => !keys.Contains(alarm.Key)).Select(alarm => alarm with { EndedAt = now > alarm.Since ? now : alarm.Since });
        return new([.. InOrder(lasting).Take(MostCurrent)], [.. over.Concat(Past).Take(MostPast)]);
    }

    /// <summary>With what a router knew that could not write for a while; or with all, where the store has forgotten.</summary>
    public AlarmBook With(AlarmBook known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return new(
            [.. InOrder(Current.Concat(known.Current.Where(alarm => !Tells(alarm))))],
            [.. Past.Concat(known.Past.Where(alarm => !Tells(alarm))).OrderByDescending(alarm => alarm.EndedAt).Take(MostPast)]);
    }

    /// <returns>The same book where there is no such alarm, or somebody was first.</returns>
    public AlarmBook Acknowledge(string key, Acknowledgement by) => Find(key) is not { Acknowledged: null } alarm
        ? this : this with { Current = [.. Current.Select(each => each == alarm ? alarm with { Acknowledged = by } : each)] };

    public bool IsSameAs(AlarmBook other) => Current.SequenceEqual(other?.Current ?? []) && Past.SequenceEqual(other!.Past);

    // What has become worse has not been seen by whoever saw it before.
    private static Alarm GoesOn(Alarm known, Alarm found) => found with
    {
        Since = found.Since < known.Since ? found.Since : known.Since,
        Acknowledged = found.Severity > known.Severity ? null : known.Acknowledged,
    };

    private bool Tells(Alarm alarm) => Current.Concat(Past).Any(told => told.Key == alarm.Key
        && (alarm.EndedAt is null || told.Since <= alarm.EndedAt) && (told.EndedAt is null || told.EndedAt >= alarm.Since));

    private static IEnumerable<Alarm> InOrder(IEnumerable<Alarm> alarms) =>
        alarms.OrderByDescending(alarm => alarm.Severity).ThenBy(alarm => alarm.Since).ThenBy(alarm => alarm.Key, StringComparer.Ordinal);
}
