using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>
/// How far help is follows from the region, or nearly: all of a city are near, none of some valley is. So a band may be the sum of some regions, and would tell of one of them what its own table
/// hides. Therefore counts by travel time are published one by one, the largest first, and each only where no withheld cell of region, travel time and outcome follows from all that are by then, and no few calls either.
/// </summary>
internal sealed class RegionAudit
{
    /// <summary>To look at every group of more would take minutes: no travel times are published then.</summary>
    private const int MostFew = 100;

    private static readonly string[] _names = ["region", TravelBand.Attribute, "outcome"];

    private readonly CellCounts _counts;
    private readonly int _smallest;

    // Whoever attacks knows which regions are how far, and at most that nobody called who did not.
    private readonly List<AttributeValue[]> _kinds;

    // Of the regions and travel times that go together in few calls.
    private readonly List<(long[] Sum, long Calls)> _few;

    /// <param name="attributes">Of the groups' values, in their order; at least the three.</param>
    public RegionAudit(IReadOnlyList<CallAttribute> attributes, CellCounts counts, int smallest)
    {
        (_counts, _smallest) = (counts, smallest);
        int[] places = [.. _names.Select(name => attributes.Index().First(attribute => attribute.Item.Name == name).Index)];
        AttributeValue Of(CallGroup group, int i) => new(_names[i], group.Values[places[i]] ?? TravelBand.Unknown);
        var groups = counts.Groups.Where(each => each.Calls > 0).ToList();
        var ways = groups.GroupBy(each => (Region: Of(each, 0), Travel: Of(each, 1))).ToDictionary(way => way.Key, way => way.Sum(each => each.Calls));
        var outcomes = groups.Select(each => Of(each, 2)).Distinct().ToList();
        _kinds =
        [
            .. from way in ways.Keys
               from outcome in outcomes
               where counts[Cell.Of(way.Region, outcome)] > 0 && counts[Cell.Of(way.Travel, outcome)] > 0
               select new[] { way.Region, way.Travel, outcome },
        ];
        _few = [.. ways.Where(way => way.Value < smallest).Select(way => (_kinds.Select(kind => way.Key == (kind[0], kind[1]) ? 1L : 0).ToArray(), way.Value))];
    }

    /// <returns>Those by travel time that must be withheld, of the cells that are to be shown.</returns>
    public IReadOnlyList<Cell> Withheld(IReadOnlyDictionary<Cell, long> shown)
    {
        var cells = _kinds.SelectMany(CellsOf).Distinct().ToList();
        var secrets = cells.Where(cell => _counts[cell] < _smallest).Select(SumOf).ToList();
        var sums = new KnownSums();
        foreach (var cell in cells.Where(cell => shown.ContainsKey(cell) && !IsByTravel(cell)))
        {
            sums.Learn(SumOf(cell));
        }

        var withheld = new List<Cell>();
        foreach (var cell in cells.Where(cell => shown.ContainsKey(cell) && IsByTravel(cell)).OrderBy(cell => cell.Other is not null).ThenByDescending(cell => shown[cell]).ThenBy(cell => cell.ToString(), StringComparer.Ordinal))
        {
            var before = sums.Count;
            sums.Learn(SumOf(cell));
            // Its parts would say what it does not.
            if (secrets.Any(sums.Tell) || TellOfFew(sums) || withheld.Any(whole => whole.Other is null && cell.Values.Contains(whole.One!)))
            {
                sums.ForgetFrom(before);
                withheld.Add(cell);
            }
        }

        return withheld;
    }

    // Of no table that is published; but of those that are neither one of them must follow, nor some together that are still few: all small regions of a valley, say.
    private bool TellOfFew(KnownSums sums)
    {
        if (_few.Count > MostFew)
        {
            return true;
        }

        var few = _few.ConvertAll(way => (Unknown: sums.Unknown(way.Sum), way.Calls));
        return IsTold(0, 0, 0);

        bool IsTold(int next, long calls, long unknown)
        {
            for (var i = next; i < few.Count; i++)
            {
                var (more, left) = (calls + few[i].Calls, KnownSums.Add(unknown, few[i].Unknown));
                if (more < _smallest && (left == 0 || IsTold(i + 1, more, left)))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static bool IsByTravel(Cell cell) => cell.Values.Any(value => value.Attribute == TravelBand.Attribute);

    private static IEnumerable<Cell> CellsOf(AttributeValue[] kind) =>
        [Cell.AllCalls, new(kind[0]), new(kind[1]), new(kind[2]), Cell.Of(kind[0], kind[2]), Cell.Of(kind[1], kind[2])];

    private long[] SumOf(Cell cell) => [.. _kinds.Select(kind => cell.Values.All(kind.Contains) ? 1L : 0)];
}
