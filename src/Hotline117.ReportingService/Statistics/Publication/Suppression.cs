using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>
/// Says which cells may be published so that nothing that is withheld follows from what is shown. Too small a cell is withheld; all parts of a withheld
/// cell are; and each withheld cell with calls has partners that are withheld too: of one attribute another value, of two attributes the other three corners
/// of a rectangle. One call more here, one less there, and nothing that is published would differ: so no sums and differences of it can tell.
/// Of travel times, which follow from the region nearly, <see cref="RegionAudit"/> says it. ARCHITECTURE.md has the proof and its limits.
/// </summary>
/// <param name="smallest">Cells with fewer calls are withheld, those with none too.</param>
/// <param name="withheld">Values that are never shown, however many calls have them.</param>
public sealed class Suppression(IReadOnlyList<CallAttribute> attributes, CellCounts counts, int smallest, IReadOnlySet<AttributeValue> withheld)
{
    private readonly HashSet<AttributeValue> _hidden = [];
    private readonly Dictionary<Cell, long> _shown = [];

    private RegionAudit? _audit;

    /// <inheritdoc cref="RegionAudit.IsCutShort"/>
    public bool IsCutShort => _audit?.IsCutShort is true;

    public IReadOnlyDictionary<Cell, long> Shown()
    {
        if (counts[Cell.AllCalls] < smallest)
        {
            return _shown;
        }

        _shown[Cell.AllCalls] = counts[Cell.AllCalls];
        _audit = RegionAudit.Concerns(attributes) ? new RegionAudit(attributes, counts, smallest, _shown) : null;
        // What an attribute is a part of stands before it, and so do the tables of that.
        foreach (var (place, attribute) in attributes.Index().Where(each => each.Item.Name != TravelBand.Attribute))
        {
            ShowValues(attribute);
            foreach (var earlier in attributes.Take(place).Where(earlier => earlier.Name != TravelBand.Attribute && CallAttribute.AreCrossed(earlier, attribute)))
            {
                ShowTable(earlier, attribute);
            }
        }

        Show(_audit?.ByTravelTime() ?? []);
        return _shown;
    }

    private void ShowValues(CallAttribute attribute)
    {
        var values = counts.ValuesOf(attribute.Name);
        if (attribute.Part is { } whole && _hidden.Contains(whole))
        {
            _hidden.UnionWith(values);
            return;
        }

        var (unknown, isTold) = UnknownOf(attribute);
        // How many of a value's calls are not known by what else is told.
        long Open(AttributeValue value) => attribute.SaidOf is { } said && value.Value == CallAttribute.Unknown ? counts[Cell.Of(value, said)] : Count(value);
        var hidden = values.Where(value => Count(value) < smallest || withheld.Contains(value) || (value == unknown && !isTold) || (Open(value) > 0 && Open(value) < smallest)).ToHashSet();
        if (hidden.Any(value => Count(value) > 0))
        {
            // The rest up to the total is known: it must be two values at least, and of what tells of people no small group either. A value without
            // calls hides no other: that it has none may be known or guessed.
            foreach (var next in values.Where(value => !hidden.Contains(value) && value != unknown && Open(value) > 0).OrderBy(Open))
            {
                if (hidden.Count(value => Open(value) > 0) >= 2 && (attribute.OfService || hidden.Sum(Open) >= smallest))
                {
                    break;
                }

                hidden.Add(next);
            }
        }

        _hidden.UnionWith(hidden);
        if (attributes.FirstOrDefault(other => other.Name == attribute.UnknownWith) is { } other && CallAttribute.AreCrossed(other, attribute) && !TableOf(other, attribute).TryProtect())
        {
            // Of a language that all centres speak it follows without that table, too.
            _hidden.UnionWith(values.Where(value => value != unknown));
        }

        Show(values.Where(value => !_hidden.Contains(value)).Select(value => new Cell(value)));
    }

    /// <summary>What is unknown because another attribute is, and whether that one's table tells of how many: then it protects nothing else, and else it would tell what that withholds.</summary>
    private (AttributeValue? Value, bool IsTold) UnknownOf(CallAttribute attribute)
    {
        if (attribute is not { UnknownWith: { } other, Part: { } whole })
        {
            return default;
        }

        var cell = Cell.Of(new(other, CallAttribute.Unknown), whole);
        return counts[cell] == 0 ? default : (new(attribute.Name, CallAttribute.Unknown), _shown.ContainsKey(cell));
    }

    private void ShowTable(CallAttribute earlier, CallAttribute later)
    {
        var (rows, columns) = (counts.ValuesOf(earlier.Name), counts.ValuesOf(later.Name));
        List<Cell> shown = [.. TableOf(earlier, later).Shown().Select(cell => new Cell(rows[cell.Row], columns[cell.Column]))];
        Show((earlier.Name, later.Name) is ("region", "outcome") && _audit is not null ? shown.Except(_audit.Telling(shown)) : shown);
    }

    private CrossTable TableOf(CallAttribute earlier, CallAttribute later)
    {
        var (rows, columns) = (counts.ValuesOf(earlier.Name), counts.ValuesOf(later.Name));
        return new CrossTable(
            [.. rows.Select(row => columns.Select(column => counts[new(row, column)]).ToArray())],
            smallest,
            row => _hidden.Contains(rows[row]) || IsPartOfHidden(later, rows[row]),
            column => _hidden.Contains(columns[column]) || IsPartOfHidden(earlier, columns[column]));
    }

    private void Show(IEnumerable<Cell> cells)
    {
        foreach (var cell in cells)
        {
            _shown[cell] = counts[cell];
        }
    }

    /// <summary>The values of the attribute add up, beside this other value, to a cell that is withheld.</summary>
    private bool IsPartOfHidden(CallAttribute attribute, AttributeValue beside)
    {
        if (attribute.Part is not { } whole || whole.Attribute == beside.Attribute)
        {
            return false;
        }

        var attributeOfWhole = attributes.First(each => each.Name == whole.Attribute);
        var attributeBeside = attributes.First(each => each.Name == beside.Attribute);
        return CallAttribute.AreCrossed(attributeOfWhole, attributeBeside) && !_shown.ContainsKey(Cell.Of(whole, beside));
    }

    private long Count(AttributeValue value) => counts[new(value)];
}
