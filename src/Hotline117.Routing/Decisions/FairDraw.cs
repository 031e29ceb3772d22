namespace Hotline117.Routing.Decisions;

/// <summary>Spreads calls over lines that are equally near, without memory or chance: every replica draws the same for the same call.</summary>
internal static class FairDraw
{
    /// <summary>The lowest draw is first. A line draws once for each of its places, so that it comes first as often as its capacity deserves.</summary>
    public static ulong Of(string callId, string lineId, int capacity)
    {
        var state = Fnv1A(callId, Fnv1A(lineId, 14695981039346656037));
        var lowest = ulong.MaxValue;
        for (var place = 0; place < capacity; place++)
            lowest = Math.Min(lowest, SplitMix(ref state));
        return lowest;
    }

    private static ulong Fnv1A(string text, ulong hash)
    {
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211;
        return hash;
    }

    /// <summary>Sebastiano Vigna's splitmix64: spreads what FNV leaves in the upper bits.</summary>
    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
