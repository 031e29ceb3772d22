using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>
/// Says which cells may be published so that nothing that is withheld follows from what is shown. Too small a cell is withheld; all parts of a withheld
/// cell are; and each withheld cell with calls has partners that are withheld too: of one attribute another value, of two attributes the other three corners
/// of a rectangle. One call more here, one less there, and nothing that is published would differ: so no sums and differences of it can tell.
/// ARCHITECTURE.md has the proof and its limits.
/// </summary>
/// <param name="smallest">Cells with fewer calls are withheld, those with none too.</param>
/// <param name="withheld">Values that are never shown, however many calls have them.</param>
public sealed class Suppression(IReadOnlyList<CallAttribute> attributes, CellCounts counts, int smallest, IReadOnlySet<AttributeValue> withheld)
{
    private readonly HashSet<AttributeValue> _hidden = [];
    private readonly Dictionary<Cell, long> _shown = [];

    public IReadOnlyDictionary<Cell, long> Shown()
    {
        if (counts[Cell.AllCalls] < smallest)
        {
            return _shown;
        }

        _shown[Cell.AllCalls] = counts[Cell.AllCalls];
        var audit = RegionAudit.Concerns(attributes) ? new RegionAudit(attributes, counts, smallest, _shown) : null;
        foreach (var attribute in attributes.Where(attribute => attribute.Name != TravelBand.Attribute))
        {
            ShowValues(attribute);
        }

        // A table of parts comes after the tables of the wholes.
        for (var later = 0; later < attributes.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (attributes[earlier].Name != TravelBand.Attribute && CallAttribute.AreCrossed(attributes[earlier], attributes[later]))
                {
                    ShowTable(attributes[earlier], attributes[later], audit);
                }
            }
        }

        Show(audit?.ByTravelTime() ?? []);
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

        var hidden = values.Where(value => Count(value) < smallest || withheld.Contains(value)).ToHashSet();
        if (hidden.Any(value => Count(value) > 0))
        {
            // The rest up to the total is known: it must be two values at least, and of what tells of people no small group either. A value without
            // calls hides no other: that it has none may be known or guessed.
            foreach (var next in values.Where(value => !hidden.Contains(value)).OrderBy(Count))
            {
                if (hidden.Count(value => Count(value) > 0) >= 2 && (attribute.OfService || hidden.Sum(Count) >= smallest))
                {
                    break;
                }

                hidden.Add(next);
            }
        }

        _hidden.UnionWith(hidden);
        Show(values.Where(value => !hidden.Contains(value)).Select(value => new Cell(value)));
    }

    private void ShowTable(CallAttribute earlier, CallAttribute later, RegionAudit? audit)
    {
        var (rows, columns) = (counts.ValuesOf(earlier.Name), counts.ValuesOf(later.Name));
        var table = new CrossTable(
            [.. rows.Select(row => columns.Select(column => counts[new(row, column)]).ToArray())],
            smallest,
            (row, column) => _hidden.Contains(rows[row]) || _hidden.Contains(columns[column])
                || IsPartOfHidden(later, rows[row]) || IsPartOfHidden(earlier, columns[column]));
        List<Cell> shown = [.. table.Shown().Select(cell => new Cell(rows[cell.Row], columns[cell.Column]))];
        Show((earlier.Name, later.Name) is ("region", "outcome") && audit is not null ? shown.Except(audit.Telling(shown)) : shown);
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
