namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>Calls of which one can be: from this region, from so far, and with this outcome.</summary>
internal sealed record CallKind(AttributeValue Region, AttributeValue Travel, AttributeValue Outcome)
{
    public (AttributeValue Region, AttributeValue Travel) Way => (Region, Travel);

    /// <summary>That count it.</summary>
    public IEnumerable<Cell> Cells => [Cell.AllCalls, new(Region), new(Travel), new(Outcome), Cell.Of(Region, Outcome), Cell.Of(Travel, Outcome)];

    public bool IsIn(Cell cell) => cell.Values.All(value => value == Region || value == Travel || value == Outcome);
}

/// <summary>What follows from counts that are shown, by adding and subtracting them, for one who knows of which kinds there can be calls.</summary>
internal sealed class RegionAttack
{
    private readonly IReadOnlyList<CallKind> _kinds;
    private readonly int _smallest;
    private readonly KnownSums _sums = new();
    private readonly List<long[]> _secrets;
    private readonly List<(long[] Sum, long Calls)> _few;
    private int _before;

    /// <param name="kinds">There are no others.</param>
    /// <param name="secrets">That must not be found out: but what follows from what is known already can't be helped.</param>
    /// <param name="ways">Regions and travel times that go together. Of no table that is published; but of those that have few calls none must follow, nor some together that are still few.</param>
    public RegionAttack(IReadOnlyList<CallKind> kinds, IEnumerable<Cell> known, IEnumerable<Cell> secrets, IEnumerable<((AttributeValue, AttributeValue) Way, long Calls)> ways, int smallest)
    {
        (_kinds, _smallest) = (kinds, smallest);
        foreach (var cell in known)
        {
            Learn(cell);
        }

        _secrets = [.. secrets.Select(cell => Sum(kind => kind.IsIn(cell))).Where(sum => !_sums.Tell(sum))];
        _few = [.. ways.Where(way => way.Calls < smallest).Select(way => (Sum(kind => kind.Way == way.Way), way.Calls))];
        if (AreFewFound() is true)
        {
            _few = [];
        }
    }

    public void Learn(Cell cell)
    {
        _before = _sums.Count;
        _sums.Learn(Sum(kind => kind.IsIn(cell)));
    }

    /// <summary>What was learnt last.</summary>
    public void Forget() => _sums.ForgetFrom(_before);

    /// <returns>Null where that would take too long to say.</returns>
    public bool? Finds() => _secrets.Exists(_sums.Tell) ? true : AreFewFound();

    private bool? AreFewFound() => FewTogether.Follow(_few.ConvertAll(way => new FewCalls(way.Calls, _sums.Unknown(way.Sum))), _smallest);

    private long[] Sum(Predicate<CallKind> counts) => [.. _kinds.Select(kind => counts(kind) ? 1L : 0)];
}
