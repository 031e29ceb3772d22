namespace Hotline117.Routing.Decisions;

/// <summary>Spreads calls over lines that are equally good, without memory or chance: every replica draws the same for the same call.</summary>
internal static class FairDraw
{
    public static ulong SeedOf(string id)
    {
        var hash = 14695981039346656037;
        foreach (var letter in id)
            hash = (hash ^ letter) * 1099511628211;
        return Mix(hash);
    }

    /// <summary>The lowest draw is first. A line draws once for each of its places, so that it comes first as often as its capacity deserves.</summary>
    public static ulong Of(ulong callSeed, ulong lineSeed, int capacity)
    {
        var state = Mix(callSeed ^ lineSeed);
        var lowest = ulong.MaxValue;
        for (var place = 0; place < capacity; place++)
            lowest = Math.Min(lowest, Mix(state += 0x9E3779B97F4A7C15));
        return lowest;
    }

    /// <summary>The finish of Sebastiano Vigna's splitmix64.</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
