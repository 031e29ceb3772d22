using Hotline117.Contracts;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Decisions;

/// <summary>Some of at most 32 known words as bits.</summary>
internal readonly record struct WordSet(uint Bits)
{
    public static WordSet Of(IEnumerable<string> words, IReadOnlyList<string> known)
    {
        var bits = 0u;
        foreach (var word in words)
            bits |= Of(word, known).Bits;
        return new(bits);
    }

    /// <summary>An unknown word is in no set.</summary>
    public static WordSet Of(string word, IReadOnlyList<string> known)
    {
        for (var i = 0; i < known.Count; i++)
        {
            if (known[i] == word)
                return new(1u << i);
        }
        return default;
    }

    public bool Overlaps(WordSet other) => (Bits & other.Bits) != 0;
}

/// <summary>The gender that everybody on duty at a line is known to have. Anyone of them may pick up, so one who does not say leaves it unknown.</summary>
internal readonly record struct GenderSet(Gender? Everybody)
{
    public static GenderSet Common(IReadOnlyList<Counsellor> onDuty) =>
        new(onDuty.Count > 0 && onDuty.All(person => person.Gender == onDuty[0].Gender) ? onDuty[0].Gender : null);
}
