namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>How many calls have the same values.</summary>
/// <param name="Values">In the order of the attributes; null where an attribute is not told of these calls.</param>
public sealed record CallGroup(IReadOnlyList<string?> Values, long Calls);

/// <summary>How many calls are in each cell. What is not here has none.</summary>
public sealed class CellCounts
{
    private readonly Dictionary<Cell, long> _calls = [];
    private readonly Dictionary<string, SortedSet<string>> _values = [];

    public CellCounts(IReadOnlyList<CallAttribute> attributes, IEnumerable<CallGroup> groups)
    {
        Groups = [.. groups];
        foreach (var attribute in attributes)
        {
            _values[attribute.Name] = new SortedSet<string>(attribute.Values, StringComparer.Ordinal);
        }

        foreach (var group in Groups)
        {
            Add(attributes, group);
        }
    }

    /// <summary>Of which all is counted.</summary>
    public IReadOnlyList<CallGroup> Groups { get; }

    public long this[Cell cell] => _calls.GetValueOrDefault(cell);

    /// <summary>All that there can be, or else all that there are.</summary>
    public IReadOnlyList<AttributeValue> ValuesOf(string attribute) => [.. _values[attribute].Select(value => new AttributeValue(attribute, value))];

    private void Add(IReadOnlyList<CallAttribute> attributes, CallGroup group)
    {
        Count(Cell.AllCalls, group.Calls);
        for (var later = 0; later < attributes.Count; later++)
        {
            if (group.Values[later] is not { } value)
            {
                continue;
            }

            _values[attributes[later].Name].Add(value);
            var other = new AttributeValue(attributes[later].Name, value);
            Count(new(other), group.Calls);
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (group.Values[earlier] is { } first && CallAttribute.AreCrossed(attributes[earlier], attributes[later]))
                {
                    Count(new(new(attributes[earlier].Name, first), other), group.Calls);
                }
            }
        }
    }

    private void Count(Cell cell, long calls) => _calls[cell] = _calls.GetValueOrDefault(cell) + calls;
}
