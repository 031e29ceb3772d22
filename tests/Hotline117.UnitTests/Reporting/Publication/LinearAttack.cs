namespace Hotline117.UnitTests.Reporting.Publication;

/// <summary>Gaussian elimination over a large prime field: what follows from equations alone.</summary>
internal sealed class LinearAttack
{
    private const long Prime = 2_147_483_647;
    private readonly List<(int Pivot, long[] Row)> _known = [];

    public LinearAttack(IEnumerable<double[]> known)
    {
        foreach (var row in known)
        {
            Learn(row);
        }
    }

    /// <summary>Whether the cell's count is a sum of known ones, each with some factor.</summary>
    public bool Solves(double[] row) => Reduce(row).All(each => each == 0);

    private void Learn(double[] row)
    {
        var left = Reduce(row);
        var pivot = Array.FindIndex(left, each => each != 0);
        if (pivot >= 0)
        {
            var inverse = Inverse(left[pivot]);
            _known.Add((pivot, [.. left.Select(each => each * inverse % Prime)]));
        }
    }

    private long[] Reduce(double[] row)
    {
        var left = row.Select(each => (long)each).ToArray();
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
    private static long Inverse(long number) => (long)System.Numerics.BigInteger.ModPow(number, Prime - 2, Prime);
}
