namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>A table of two attributes, of which sums of rows and of columns are known elsewhere.</summary>
internal sealed class CrossTable
{
    private readonly long[][] _calls;
    private readonly bool[][] _hidden;
    private readonly long _smallest;

    /// <param name="isHidden">Whether the cell at a row and a column is withheld with all of its row, column or whole: then these protect it.</param>
    public CrossTable(long[][] calls, long smallest, Func<int, int, bool> isHidden)
    {
        (_calls, _smallest) = (calls, smallest);
        _hidden = [.. calls.Select((line, row) => line.Select((_, column) => isHidden(row, column)).ToArray())];
    }

    /// <summary>The cells that may be shown once each that has too few calls is a corner of a rectangle of withheld ones.</summary>
    public IEnumerable<(int Row, int Column)> Shown()
    {
        var small = Cells().Where(cell => !_hidden[cell.Row][cell.Column] && _calls[cell.Row][cell.Column] < _smallest).ToList();
        foreach (var (row, column) in small)
        {
            _hidden[row][column] = true;
        }

        foreach (var (row, column) in small.Where(cell => _calls[cell.Row][cell.Column] > 0))
        {
            if (!Protect(row, column))
            {
                // No partner anywhere: then nothing of the table is shown.
                return [];
            }
        }

        return Cells().Where(cell => !_hidden[cell.Row][cell.Column]);
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
