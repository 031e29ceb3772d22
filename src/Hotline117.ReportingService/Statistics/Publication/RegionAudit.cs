using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>
/// How far help is follows from the region, or nearly: all of a city are near, none of some valley is. So a band may be the sum of some regions, and what is shown of the one may tell what is withheld of
/// the other. Therefore counts by region and outcome, then those by travel time, are let out one by one, the largest first, and each only where no <see cref="RegionAttack"/> finds anything in all that are out then.
/// </summary>
internal sealed class RegionAudit
{
    private static readonly string[] _names = ["region", TravelBand.Attribute, "outcome"];

    private readonly CellCounts _counts;
    private readonly int _smallest;
    private readonly IReadOnlyDictionary<Cell, long> _shown;

    // All that the calls have of each.
    private readonly List<CallKind> _called;
    private readonly List<CallKind> _possible;
    private readonly List<((AttributeValue, AttributeValue) Way, long Calls)> _ways;

    /// <param name="attributes">Of the groups' values, in their order; at least the three.</param>
    /// <param name="shown">What is to be shown, as it grows.</param>
    public RegionAudit(IReadOnlyList<CallAttribute> attributes, CellCounts counts, int smallest, IReadOnlyDictionary<Cell, long> shown)
    {
        (_counts, _smallest, _shown) = (counts, smallest, shown);
        int[] places = [.. _names.Select(name => attributes.Index().First(attribute => attribute.Item.Name == name).Index)];
        AttributeValue Of(CallGroup group, int i) => new(_names[i], group.Values[places[i]] ?? TravelBand.Unknown);
        var groups = counts.Groups.Where(group => group.Calls > 0).Select(group => (Kind: new CallKind(Of(group, 0), Of(group, 1), Of(group, 2)), group.Calls)).ToList();
        _called = [.. groups.Select(group => group.Kind).Distinct()];
        _possible = [.. from way in _called.DistinctBy(kind => kind.Way) from outcome in _called.Select(kind => kind.Outcome).Distinct() select way with { Outcome = outcome }];
        _ways = [.. groups.GroupBy(group => group.Kind.Way).Select(way => (way.Key, way.Sum(group => group.Calls)))];
    }

    public static bool Concerns(IReadOnlyList<CallAttribute> attributes) => _names.All(name => attributes.Any(attribute => attribute.Name == name));

    /// <summary>Some travel times are withheld because it would have taken too long to say that they tell nothing.</summary>
    public bool IsCutShort { get; private set; }

    /// <param name="cells">By region and outcome, to be shown beside all that is shown by now.</param>
    /// <returns>Those of them that must be withheld. None is alone in that in its row or column: what follows from these anyway tells nothing more. So parts may be exchanged with those of another.</returns>
    public IReadOnlySet<Cell> Telling(IReadOnlyCollection<Cell> cells) => Telling(cells, IsSmall, []);

    /// <returns>The cells by travel time that may be shown. They are whole or part of no other table, so nothing else has a say in it.</returns>
    public IEnumerable<Cell> ByTravelTime()
    {
        List<Cell> cells = [.. Cells.Where(cell => IsByTravel(cell) && _counts[cell] >= _smallest)];
        return cells.Except(Telling(cells, cell => IsSmall(cell) || (!IsByTravel(cell) && !_shown.ContainsKey(cell)), _ways));
    }

    private HashSet<Cell> Telling(IReadOnlyCollection<Cell> asked, Func<Cell, bool> isSecret, IReadOnlyCollection<((AttributeValue, AttributeValue) Way, long Calls)> ways)
    {
        List<Cell> known = [.. _shown.Keys.Where(cell => cell.Values.All(value => _names.Contains(value.Attribute))).Except(asked)];
        List<Cell> secrets = [.. Cells.Where(isSecret)];
        // One knows how far each region is; the other knows also what nobody called for, so that counts are not negative tells him nothing more.
        List<RegionAttack> attacks = [new(_possible, known, secrets, ways, _smallest), new(_called, known, secrets, ways, _smallest)];
        var telling = new HashSet<Cell>();
        foreach (var cell in asked.OrderBy(cell => cell.Other is not null).ThenByDescending(cell => _counts[cell]).ThenBy(cell => cell.ToString(), StringComparer.Ordinal))
        {
            attacks.ForEach(attack => attack.Learn(cell));
            var found = attacks.Select(attack => attack.Finds()).FirstOrDefault(found => found is not false, false);
            IsCutShort |= found is null;
            // Beside a value that is withheld nothing is shown.
            if (found is not false || cell.Values.Any(value => telling.Contains(new(value))))
            {
                attacks.ForEach(attack => attack.Forget());
                telling.Add(cell);
            }
        }

        return telling;
    }

    private IEnumerable<Cell> Cells => _called.SelectMany(kind => kind.Cells).Distinct();

    private bool IsSmall(Cell cell) => _counts[cell] < _smallest;

    private static bool IsByTravel(Cell cell) => cell.Values.Any(value => value.Attribute == TravelBand.Attribute);
}
