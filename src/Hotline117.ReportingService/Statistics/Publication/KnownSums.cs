namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>
/// What follows from sums of unknown numbers by adding and subtracting them: Gaussian elimination. It reckons with remainders of a large prime, so that nothing is rounded; what it calls unknown
/// is unknown but for a chance of one in two billion.
/// </summary>
internal sealed class KnownSums
{
    private const long Prime = 2_147_483_647;
    private const long Base = 1_174_591_117;

    // Each has 1 at its pivot, and 0 at those of all before it.
    private readonly List<(int Pivot, long[] Sum)> _known = [];

    /// <param name="sum">A factor for each unknown number.</param>
    public void Learn(long[] sum)
    {
        var left = Reduce(sum);
        if (Array.FindIndex(left, factor => factor != 0) is >= 0 and var pivot)
        {
            var inverse = Inverse(left[pivot]);
            _known.Add((pivot, [.. left.Select(factor => factor * inverse % Prime)]));
        }
    }

    public bool Tell(long[] sum) => Array.TrueForAll(Reduce(sum), factor => factor == 0);

    /// <returns>What is not known of the sum: nothing but 0 where it follows.</returns>
    public long[] Unknown(long[] sum) => Reduce(sum);

    /// <returns>A number for it: 0 if it is all 0, and hardly ever else. Those of several <see cref="Add"/> up to that of all together.</returns>
    public static long Digest(long[] unknown) => unknown.Aggregate(0L, (digest, factor) => ((digest * Base) + factor) % Prime);

    public static long Add(long one, long other) => (one + other) % Prime;

    /// <summary>So many independent sums are known; <see cref="ForgetFrom"/> goes back to them.</summary>
    public int Count => _known.Count;

    public void ForgetFrom(int count) => _known.RemoveRange(count, _known.Count - count);

    private long[] Reduce(long[] sum)
    {
        var left = (long[])sum.Clone();
        foreach (var (pivot, known) in _known)
        {
            if (left[pivot] is not 0 and var factor)
            {
                for (var i = 0; i < left.Length; i++)
                {
                    left[i] = (left[i] + ((Prime - factor) * known[i])) % Prime;
                }
            }
        }

        return left;
    }

    // By Fermat's little theorem.
    private static long Inverse(long number)
    {
        var inverse = 1L;
        for (var (power, left) = (number, Prime - 2); left > 0; left >>= 1, power = power * power % Prime)
        {
            inverse = (left & 1) == 1 ? inverse * power % Prime : inverse;
        }

        return inverse;
    }
}
