using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Publication;

/// <summary>What is known of calls: which centre they reached, how long they waited, or both; how far help is from their region; or what counsellors said of them.</summary>
internal enum Answers { Places, Waits, Both, Ways, Codes }

/// <summary>Random calls, what is published of them, and what an attacker makes of it: an unknown for each kind of call there can be, an equation for each cell.</summary>
internal sealed class PublishedTables
{
    private readonly CallAttribute[] _attributes;

    // Whether a centre lies in the caller's region and speaks her language, the attacker knows; and that of a region or a language that is not known nobody knows it.
    private static IEnumerable<string?[]> PlacesOf(string region, string language) =>
    [
        .. Enumerable.Range(0, 3).Select(centre => new[]
        {
            "answered", $"c{centre}", null, region == "unknown" ? region : region == $"r{centre}" ? "in" : "out", language == "unknown" ? language : string.CompareOrdinal(language, $"l{centre}") <= 0 ? "met" : "unmet",
        }),
        ["abandoned", null, "short", null, null], ["abandoned", null, "long", null, null], ["overflowed", null, null, null, null], ["indeterminate", null, null, null, null],
    ];

    private static readonly string?[][] Ends =
    [
        ["answered", null, "inTime"], ["answered", null, "later"], ["abandoned", "short", null], ["abandoned", "long", null], ["overflowed", null, null], ["indeterminate", null, null],
    ];

    // Whether she was answered in time follows from how long she waited.
    private static readonly string?[][] Waits =
    [
        .. new[] { "upTo5", "upTo10", "upTo20" }.Select(band => new[] { "answered", "inTime", band, null }),
        .. new[] { "upTo30", "upTo60", "over120" }.Select(band => new[] { "answered", "later", null, band }),
        ["abandoned", null, null, null],
    ];

    // Nothing is said of calls that nobody answered, and no risk where no help is named.
    private static readonly string?[][] Said =
    [
        .. from help in new[] { "violence", "advice", "information" } from risk in new[] { "low", "high", "unknown" } from promptness in new[] { "inTime", "later" } select new[] { help, risk, "answered", promptness },
        ["unknown", "unknown", "answered", "inTime"], ["unknown", "unknown", "answered", "later"], ["unknown", "unknown", "abandoned", null], ["unknown", "unknown", "overflowed", null],
    ];

    // Most regions are as far as some other; some are nearer in parts, or once a pass is open. Whoever attacks knows it.
    private static string[][] WaysOf(Random random)
    {
        string[] bands = [.. TravelBand.Values.Take(random.Next(2, 5))];
        return [.. Enumerable.Range(0, random.Next(2, 7)).Select(_ => random.GetItems(bands, random.Next(4) == 0 ? 2 : 1).Distinct().ToArray())];
    }

    private static (string[] Names, Func<string, string, IEnumerable<string?[]>> Courses) Told(Answers answers, string[][] ways, int ends) => answers switch
    {
        Answers.Places => (["outcome", "centre", "abandonedAfter", "proximity", "languageMet"], PlacesOf),
        Answers.Ways => ([TravelBand.Attribute, "outcome", "abandonedAfter", "promptness"], (region, _) => from way in ways[region[1] - '0'] from end in Ends[..ends] select (string?[])[way, .. end]),
        Answers.Codes => (["help", "risk", "outcome", "promptness"], (_, _) => Said),
        Answers.Waits => (["outcome", "promptness", WaitBand.InTime, WaitBand.Later], (_, _) => Waits),
        _ => (["outcome", "centre", "abandonedAfter", "proximity", "promptness", WaitBand.InTime, WaitBand.Later, "languageMet"], (region, language) =>
            from place in PlacesOf(region, language)
            from wait in place[0] == "answered" ? Waits[..^1] : [[null, null, null, null]]
            select (string?[])[.. place[..^1], .. wait[1..], place[^1]]),
    };

    private readonly HashSet<Cell>[] _cells;

    public PublishedTables(int seed, int smallest = 5, Answers answers = Answers.Places)
    {
        var random = new Random(seed);
        var ways = answers is Answers.Ways ? WaysOf(random) : [];
        var (names, courses) = Told(answers, ways, answers is Answers.Ways ? random.Next(4, Ends.Length + 1) : 0);
        _attributes = [.. CallAttribute.All.Where(attribute => attribute.Name is "region" or "hourOfDay" or "language" || names.Contains(attribute.Name))];
        // Where many calls waited, no band of them has few; where hardly any did, nothing is shown beside it.
        var (regions, hours, languages, density) = answers switch
        {
            Answers.Ways => (ways.Length, random.Next(1, 3), random.Next(1, 3), random.Next(1, 9)),
            Answers.Places or Answers.Codes => (random.Next(2, 5), random.Next(2, 4), random.Next(2, 4), random.Next(1, 7)),
            Answers.Waits => (random.Next(2, 5), random.Next(2, 4), random.Next(2, 4), random.Next(2, 4)),
            _ => (random.Next(2, 5), random.Next(2, 4), random.Next(2, 4), 1),
        };
        var isAnyUnknown = answers is Answers.Places or Answers.Both && random.Next(2) == 0;
        string Name(char name, int value, int values) => isAnyUnknown && value == values - 1 ? "unknown" : $"{name}{value}";
        Kinds = [.. from region in Enumerable.Range(0, regions).Select(each => Name('r', each, regions))
                    from hour in Enumerable.Range(0, hours)
                    from language in Enumerable.Range(0, languages).Select(each => Name('l', each, languages))
                    from course in courses(region, language)
                    select new[] { region, $"h{hour}", language }.Concat(course).ToArray()];
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

    /// <summary>How many call from a region from so far, one or some together, where these are few: of no table, but not to be found out either.</summary>
    public IReadOnlyList<(string Name, double[] Row)> FewWays
    {
        get
        {
            var place = Array.FindIndex(_attributes, attribute => attribute.Name == TravelBand.Attribute);
            var small = Counts.Groups.GroupBy(each => (each.Values[0], each.Values[place])).Select(way => (way.Key, Calls: way.Sum(each => each.Calls))).Where(way => way.Calls < 5).ToList();
            return [.. from subset in Enumerable.Range(1, (1 << small.Count) - 1)
                       let ways = small.Where((_, i) => (subset >> i & 1) == 1).ToList()
                       where ways.Sum(way => way.Calls) < 5
                       select (string.Join('+', ways), Kinds.Select(kind => ways.Exists(way => way.Key == (kind[0], kind[place])) ? 1d : 0).ToArray())];
        }
    }

    private HashSet<Cell> CellsOf(string?[] kind)
    {
        var counts = new CellCounts(_attributes, [new CallGroup(kind, 1)]);
        var values = _attributes.Zip(kind).Where(each => each.Second is not null).Select(each => new AttributeValue(each.First.Name, each.Second!)).ToList();
        return [Cell.AllCalls, .. values.Select(value => new Cell(value)), .. from one in values from other in values let cell = Cell.Of(one, other) where one != other && counts[cell] == 1 select cell];
    }
}
