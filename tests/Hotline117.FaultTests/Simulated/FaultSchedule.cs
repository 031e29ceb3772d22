namespace Hotline117.FaultTests.Simulated;

/// <summary>One run, made of its seed: how many routers, how many callers, and which faults hit them when.</summary>
/// <param name="Length">Calls and faults come in this time; afterwards all is mended.</param>
internal sealed record FaultSchedule(int Seed, int Routers, int Callers, TimeSpan Length, IReadOnlyList<Fault> Faults)
{
    public static IReadOnlyList<FaultKind> AllKinds { get; } = Enum.GetValues<FaultKind>();

    public static FaultSchedule Of(int seed, IReadOnlyList<FaultKind> kinds)
    {
        var random = new Random(seed);
        var length = TimeSpan.FromSeconds(20 + random.Next(60));
        var routers = 1 + random.Next(3);
        var faults = Enumerable.Range(0, 1 + random.Next(12)).Select(_ => Any(kinds, routers, length, random)).OrderBy(fault => fault.At);
        return new(seed, routers, 1 + (int)(length.TotalSeconds / (1 + random.Next(8))), length, [.. faults]);
    }

    private static Fault Any(IReadOnlyList<FaultKind> kinds, int routers, TimeSpan length, Random random)
    {
        var kind = kinds[random.Next(kinds.Count)];
        // Mostly short: a fault hurts most where it begins or ends in the middle of something.
        var seconds = random.Next(3) switch { 0 => random.NextDouble(), 1 => 4 * random.NextDouble(), _ => 20 * random.NextDouble() };
        var sign = kind is FaultKind.ClockStepped && random.Next(2) == 0 ? -1 : 1;
        return new(length * random.NextDouble(), kind, random.Next(routers), TimeSpan.FromSeconds(sign * seconds));
    }

    public override string ToString() =>
        $"seed {Seed}: {Routers} routers, {Callers} callers in {Length.TotalSeconds:0} s\n" + string.Join('\n', Faults);
}
