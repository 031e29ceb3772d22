using System.Collections.Frozen;
using Hotline117.Contracts;

namespace Hotline117.Routing.Regions;

/// <summary>Where the numbers that begin with a code are.</summary>
/// <param name="Prefix">The first digits of a national number, without the leading 0: <c>312</c>.</param>
/// <param name="Regions">The regions the code serves. The first is taken as the caller's: where a town shares its code with the rayon
/// around it, that is the town, which has the exchange and most of its lines. Empty where the code tells nothing (mobile numbers inside a town's block).</param>
public sealed record AreaCode(string Prefix, IReadOnlyList<string> Regions, RegionCertainty Certainty);

public sealed class AreaCodes
{
    private readonly FrozenDictionary<string, AreaCode> _byPrefix;
    private readonly int[] _lengthsLongestFirst;

    public AreaCodes(IEnumerable<AreaCode> codes)
    {
        All = [.. codes];
        _byPrefix = All.ToFrozenDictionary(code => code.Prefix);
        _lengthsLongestFirst = [.. All.Select(code => code.Prefix.Length).Distinct().OrderDescending()];
    }

    public IReadOnlyList<AreaCode> All { get; }

    /// <summary>The longest code that a national number of nine digits begins with, or null.</summary>
    public AreaCode? Find(string nationalNumber)
    {
        foreach (var length in _lengthsLongestFirst)
        {
            if (nationalNumber.Length > length && _byPrefix.TryGetValue(nationalNumber[..length], out var code))
                return code;
        }
        return null;
    }
}
