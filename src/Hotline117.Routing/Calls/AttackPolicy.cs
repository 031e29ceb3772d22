namespace Hotline117.Routing.Calls;

/// <summary>
/// The policy's part for a mass-dialling attack: when callers are asked by itself to key in a number that is spoken to them, and when no longer. What a
/// supervisor has switched on, only a person switches off.
/// </summary>
public sealed record AttackPolicy
{
    public static AttackPolicy Default { get; } = new();

    /// <summary>From so many calls within a minute on. Zero: never by itself.</summary>
    public int CallsPerMinute { get; init; }

    /// <summary>Until so long there were fewer.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMinutes(10);

    public bool IsAttack(int callsWithinMinute) => CallsPerMinute > 0 && callsWithinMinute >= CallsPerMinute;

    /// <summary>All that is wrong with it.</summary>
    public static IEnumerable<Problem> Check(AttackPolicy attack)
    {
        if (attack.CallsPerMinute is not 0 and (< 10 or > 100_000))
        {
            yield return new(attack, "callsPerMinute", "fewer calls than 10 a minute are no attack, and more than 100000 are never counted",
                "write 0 (never by itself) or a number from 10 to 100000");
        }

        if (attack.Quiet < TimeSpan.FromMinutes(1) || attack.Quiet > TimeSpan.FromDays(1))
            yield return new(attack, "quietMinutes", "this is no time after which an attack is over", "write a number from 1 to 1440");
    }
}
