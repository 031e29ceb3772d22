namespace Hotline117.UnitTests.Simulation;

/// <summary>All of it is assumed.</summary>
/// <param name="Away">The share of the time in which nobody sits at a line that is on duty.</param>
/// <param name="Unanswered">Of the offers to a line where somebody sits.</param>
/// <param name="Engaged">Of the offers: the telephone refuses at once.</param>
internal sealed record PhoneHabits(double Away = 0.03, double Unanswered = 0.01, double Engaged = 0.005);

/// <summary>How the telephones of the lines behave in one evening.</summary>
internal sealed class Phones(PhoneHabits habits)
{
    private static readonly TimeSpan AwayFor = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (bool IsAway, DateTimeOffset Until)> _lines = [];

    /// <returns>After how long it is picked up or refuses; null where it is not.</returns>
    public (TimeSpan? After, bool Refuses, bool IsAway) Ring(string line, DateTimeOffset now, Random random)
    {
        if (random.NextDouble() < habits.Engaged)
            return (TimeSpan.FromMilliseconds(300), true, false);
        var isAway = IsAway(line, now, random);
        // A telephone rings for 1 s in each 5 s: most are picked up in the first pause, hardly any before a second has passed.
        return isAway || random.NextDouble() < habits.Unanswered
            ? (null, false, isAway)
            : (TimeSpan.FromSeconds(Math.Max(1, 4.5 * Math.Exp(0.45 * Normal(random)))), false, false);
    }

    private bool IsAway(string line, DateTimeOffset now, Random random)
    {
        if (!_lines.TryGetValue(line, out var known))
            known = Next(random.NextDouble() >= habits.Away, now, random);
        while (known.Until <= now)
            known = Next(known.IsAway, known.Until, random);
        _lines[line] = known;
        return known.IsAway;
    }

    private (bool IsAway, DateTimeOffset Until) Next(bool wasAway, DateTimeOffset from, Random random) =>
        (!wasAway, from + TimeSpan.FromSeconds(Demand.Exponential(AwayFor.TotalSeconds * (wasAway ? (1 - habits.Away) / habits.Away : 1), random)));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
