namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>A table of two attributes, of which sums of rows and of columns are known elsewhere, but for those that are withheld.</summary>
internal sealed class CrossTable
{
    // Withheld rows count as one: a call may be of another of them, and nothing tells. So do columns.
    private readonly List<int[]> _rows;
    private readonly List<int[]> _columns;
    private readonly long[][] _calls;
    private readonly bool[][] _hidden;
    private readonly bool[][] _secret;

    /// <param name="isRowWithheld">With all its cells, by itself or as part of what is.</param>
    public CrossTable(long[][] calls, long smallest, Predicate<int> isRowWithheld, Predicate<int> isColumnWithheld)
    {
        (_rows, _columns) = (Together(calls.Length, isRowWithheld), Together(calls.Select(row => row.Length).FirstOrDefault(), isColumnWithheld));
        _calls = Each((rows, columns) => All(rows, columns).Sum());
        _hidden = Each((rows, columns) => IsWithheld(rows, columns) || All(rows, columns).Sum() < smallest);
        // Of several that are withheld together one with calls protects another; that one has none may be known.
        _secret = Each((rows, columns) => IsWithheld(rows, columns) ? All(rows, columns).Count(each => each > 0) == 1 : All(rows, columns).Sum() is var sum && sum > 0 && sum < smallest);

        T[][] Each<T>(Func<int[], int[], T> tell) => [.. _rows.Select(rows => _columns.Select(columns => tell(rows, columns)).ToArray())];
        IEnumerable<long> All(int[] rows, int[] columns) => from row in rows from column in columns select calls[row][column];
        bool IsWithheld(int[] rows, int[] columns) => isRowWithheld(rows[0]) || isColumnWithheld(columns[0]);
    }

    /// <summary>Withholds more until each cell that is to be kept is a corner of a rectangle of withheld ones.</summary>
    /// <returns>False where there is no such rectangle.</returns>
    public bool TryProtect() => Cells().Where(cell => _secret[cell.Row][cell.Column]).All(cell => Protect(cell.Row, cell.Column));

    /// <summary>The cells that may be shown once all are protected: none where they can't be.</summary>
    public IEnumerable<(int Row, int Column)> Shown() =>
        TryProtect() ? Cells().Where(cell => !_hidden[cell.Row][cell.Column]).Select(cell => (_rows[cell.Row][0], _columns[cell.Column][0])) : [];

    private static List<int[]> Together(int count, Predicate<int> isWithheld)
    {
        var places = Enumerable.Range(0, count).ToList();
        int[] withheld = [.. places.Where(place => isWithheld(place))];
        return [.. places.Except(withheld).Select(place => new[] { place }), .. new[] { withheld }.Where(group => group.Length > 0)];
    }

    /// <summary>Withholds the three partners that cost least; false where there are none.</summary>
    private bool Protect(int row, int column)
    {
        (long Cost, int Row, int Column)? best = null;
        foreach (var (otherRow, otherColumn) in Cells())
        {
            // Only cells with calls: that another has none may be known or guessed.
            if (otherRow == row || otherColumn == column || _calls[row][otherColumn] == 0 || _calls[otherRow][column] == 0 || _calls[otherRow][otherColumn] == 0)
            {
                continue;
            }

            var cost = Cost(row, otherColumn) + Cost(otherRow, column) + Cost(otherRow, otherColumn);
            if (best is null || cost < best.Value.Cost)
            {
                best = (cost, otherRow, otherColumn);
            }

            if (cost == 0)
            {
                break;
            }
        }

        if (best is not var (_, partnerRow, partnerColumn))
        {
            return false;
        }

        _hidden[row][partnerColumn] = _hidden[partnerRow][column] = _hidden[partnerRow][partnerColumn] = true;
        return true;
    }

    private long Cost(int row, int column) => _hidden[row][column] ? 0 : _calls[row][column];

    private IEnumerable<(int Row, int Column)> Cells() =>
        from row in Enumerable.Range(0, _calls.Length) from column in Enumerable.Range(0, _calls[row].Length) select (row, column);
}
