using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Publication;

/// <summary>Random calls, what is published of them, and what an attacker makes of it: an unknown for each kind of call there can be, an equation for each cell.</summary>
internal sealed class PublishedTables
{
    private static readonly CallAttribute[] Places =
        [.. CallAttribute.All.Where(attribute => attribute.Name is "region" or "hourOfDay" or "language" or "outcome" or "centre" or "abandonedAfter" or "proximity" or "languageMet")];

    private static readonly CallAttribute[] Waits =
        [.. CallAttribute.All.Where(attribute => attribute.Name is "region" or "hourOfDay" or "language" or "outcome" or "promptness" or WaitBand.InTime or WaitBand.Later)];

    // Whether she was answered in time follows from how long she waited.
    private static readonly string?[][] Answers =
    [
        .. new[] { "upTo5", "upTo10", "upTo20" }.Select(band => new[] { "answered", "inTime", band, null }),
        .. new[] { "upTo30", "upTo60", "over120" }.Select(band => new[] { "answered", "later", null, band }),
        ["abandoned", null, null, null],
    ];

    private readonly CallAttribute[] _attributes;

    // Whether a centre lies in the caller's region and speaks her language, the attacker knows.
    private static IEnumerable<string?[]> CoursesOf(int region, int language) =>
    [
        .. Enumerable.Range(0, 3).Select(centre => new[] { "answered", $"c{centre}", null, centre == region ? "in" : "out", language <= centre ? "met" : "unmet" }),
        ["abandoned", null, "short", null, null], ["abandoned", null, "long", null, null], ["overflowed", null, null, null, null], ["indeterminate", null, null, null, null],
    ];

    private readonly HashSet<Cell>[] _cells;

    /// <param name="waits">How long callers waited, instead of which centre they reached.</param>
    public PublishedTables(int seed, int smallest = 5, bool waits = false)
    {
        _attributes = waits ? Waits : Places;
        var random = new Random(seed);
        // Where many calls waited, no band of them has few; where hardly any did, nothing is shown beside it.
        var (regions, hours, languages, density) = (random.Next(2, 5), random.Next(2, 4), random.Next(2, 4), waits ? random.Next(2, 4) : random.Next(1, 7));
        Kinds = [.. from region in Enumerable.Range(0, regions) from hour in Enumerable.Range(0, hours) from language in Enumerable.Range(0, languages) from course in waits ? Answers : CoursesOf(region, language)
                    select new[] { $"r{region}", $"h{hour}", $"l{language}" }.Concat(course).ToArray()];
        // Some kinds are common, most are rare, as in life.
        List<CallGroup> groups = [.. Kinds.Select(kind => new CallGroup(kind, Math.Max(0, random.Next(random.Next(1, 4) == 1 ? 12 : 3) * density / 4 - random.Next(2))))];
        Counts = new(_attributes, groups.Where(group => group.Calls > 0));
        Shown = new Suppression(_attributes, Counts, smallest, new HashSet<AttributeValue>()).Shown();
        _cells = [.. Kinds.Select(CellsOf)];
        Cells = [.. _cells.SelectMany(cells => cells).Distinct()];
    }

    public IReadOnlyList<string?[]> Kinds { get; }

    public CellCounts Counts { get; }

    public IReadOnlyDictionary<Cell, long> Shown { get; }

    /// <summary>Every cell of every table, shown or not.</summary>
    public IReadOnlyList<Cell> Cells { get; }

    public IReadOnlyList<Cell> Secrets => [.. Cells.Where(cell => Counts[cell] is > 0 and < 5)];

    /// <summary>1 for each kind of call that the cell counts.</summary>
    public double[] RowOf(Cell cell) => [.. _cells.Select(cells => cells.Contains(cell) ? 1d : 0)];

    private HashSet<Cell> CellsOf(string?[] kind)
    {
        var counts = new CellCounts(_attributes, [new CallGroup(kind, 1)]);
        var values = _attributes.Zip(kind).Where(each => each.Second is not null).Select(each => new AttributeValue(each.First.Name, each.Second!)).ToList();
        return [Cell.AllCalls, .. values.Select(value => new Cell(value)), .. from one in values from other in values let cell = Cell.Of(one, other) where one != other && counts[cell] == 1 select cell];
    }
}
