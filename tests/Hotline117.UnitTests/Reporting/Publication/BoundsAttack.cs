namespace Hotline117.UnitTests.Reporting.Publication;

/// <summary>The simplex method: the least and the most that a cell can be where no count is negative.</summary>
internal sealed class BoundsAttack
{
    private const double Tiny = 1e-7;
    private readonly double[][] _rows;
    private readonly int[] _basis;
    private readonly int _unknowns;

    public BoundsAttack(IReadOnlyList<(double[] Row, double Value)> equations)
    {
        _unknowns = equations[0].Row.Length;
        // One artificial unknown for each equation, to be driven to nothing; the last column is the value.
        _rows = [.. equations.Select((equation, i) => (double[])[.. equation.Row, .. Enumerable.Range(0, equations.Count).Select(each => each == i ? 1d : 0), equation.Value])];
        _basis = [.. Enumerable.Range(_unknowns, equations.Count)];
        var cost = new double[_unknowns + equations.Count];
        Array.Fill(cost, 1, _unknowns, equations.Count);
        Assert.True(Minimize(_rows, _basis, cost, cost.Length) < 1e-4, "The published cells contradict each other.");
        for (var i = 0; i < _basis.Length; i++)
        {
            var column = _basis[i] < _unknowns ? -1 : Array.FindIndex(_rows[i], 0, _unknowns, each => Math.Abs(each) > Tiny);
            if (column >= 0)
            {
                Pivot(_rows, _basis, i, column);
            }
        }
    }

    public (double Least, double Most) BoundsOf(double[] cell) => (Least(cell), -Least([.. cell.Select(each => -each)]));

    private double Least(double[] cell) => Minimize([.. _rows.Select(row => row.ToArray())], [.. _basis], [.. cell, .. new double[_rows.Length]], _unknowns);

    private static double Minimize(double[][] rows, int[] basis, double[] cost, int usable)
    {
        // What a step in each column would cost, as one more row that each pivot keeps right.
        double[] reduced = [.. cost, 0];
        for (var i = 0; i < rows.Length; i++)
        {
            Subtract(reduced, cost[basis[i]], rows[i]);
        }

        for (var steps = 0; steps < 20_000; steps++)
        {
            // By Bland's rule, which ends.
            var entering = Array.FindIndex(reduced, 0, usable, each => each < -Tiny);
            if (entering < 0)
            {
                return -reduced[^1];
            }

            var leaving = Enumerable.Range(0, rows.Length).Where(i => rows[i][entering] > Tiny)
                .OrderBy(i => Math.Round(rows[i][^1] / rows[i][entering], 7)).ThenBy(i => basis[i]).FirstOrDefault(-1);
            if (leaving < 0)
            {
                return double.NegativeInfinity;
            }

            Pivot(rows, basis, leaving, entering);
            Subtract(reduced, reduced[entering], rows[leaving]);
        }

        throw new InvalidOperationException("The simplex method did not end.");
    }

    private static void Pivot(double[][] rows, int[] basis, int leaving, int entering)
    {
        var pivot = rows[leaving][entering];
        rows[leaving] = [.. rows[leaving].Select(each => each / pivot)];
        for (var i = 0; i < rows.Length; i++)
        {
            if (i != leaving)
            {
                Subtract(rows[i], rows[i][entering], rows[leaving]);
            }
        }

        basis[leaving] = entering;
    }

    private static void Subtract(double[] from, double factor, double[] row)
    {
        if (Math.Abs(factor) > 1e-12)
        {
            for (var j = 0; j < from.Length; j++)
            {
                from[j] -= factor * row[j];
            }
        }
    }
}
