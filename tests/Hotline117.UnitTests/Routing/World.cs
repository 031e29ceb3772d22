using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Routing;

/// <summary>A small country made up at random: everything that a decision depends on.</summary>
internal sealed record World(RoadNetwork Roads, RegionMap Regions, RoutingSnapshot Snapshot, CallFacts Call, DateTimeOffset Now, ushort[] Taken)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The country's; of each roster's own changes half drop the last.</summary>
    public static readonly HolidayCalendar Holidays = new(
        [new(3, 21, "Nooruz"), new(5, 9, "Victory Day")], [new(new DateOnly(2026, 3, 20), "Moon"), new(new DateOnly(2026, 5, 27), "Moon")]);

    private static readonly DateOnly[] _holidays = [new(2026, 3, 20), new(2026, 3, 21), new(2026, 4, 2), new(2026, 5, 9), new(2026, 5, 27)];

    public static World Random(int seed)
    {
        var random = new Random(seed);
        var roads = Network(random);
        var regions = new RegionMap(roads.Nodes.Select(node => new Region(node, null, new LocalizedText(null, null, node), node)));
        var directory = new CentreDirectory(Enumerable.Range(0, random.Next(0, 7)).Select(number => Centre(number, roads, random)));
        var roster = new Roster(Content(directory, random), directory, Holidays);
        // A quarter on a holiday, or in the night after it.
        var now = random.Next(4) == 0
            ? BishkekTime.ToInstant(_holidays[random.Next(_holidays.Length)].ToDateTime(default)).AddMinutes(random.Next(36 * 60))
            : Start.AddMinutes(random.Next(0, 120 * 24 * 60));
        var snapshot = new RoutingSnapshot(directory, roster, Policy(random), new TravelTimes(regions, roads))
        {
            ConfirmedAt = now.AddSeconds(-random.Next(5)),
            Conditions = directory.Lines.Where(_ => random.Next(6) == 0).ToDictionary(line => line.Id, _ => Condition(now, random)),
        };
        ushort[] taken = [.. directory.Lines.Select(line => (ushort)random.Next(line.Line.Capacity + 1))];
        return new World(roads, regions, snapshot, Facts(directory, roads, now, random), now, taken);
    }

    private static RoadNetwork Network(Random random)
    {
        string[] nodes = [.. Enumerable.Range(0, 6).Select(node => $"r{node}")];
        // Few lengths, so that many centres are equally far.
        var roads = Enumerable.Range(0, random.Next(2, 9)).Select(_ => new Road(
            nodes[random.Next(6)], nodes[random.Next(6)], 20 * random.Next(1, 4), "A", (RoadInWinter)random.Next(3)));
        return new RoadNetwork(nodes, [.. roads], new Dictionary<string, double> { ["A"] = 60 }, new WinterRule(new HashSet<int> { 10, 11, 12, 1, 2, 3, 4, 5 }, 0.7, 0.85));
    }

    public static RoutingPolicy Policy(Random random) => random.Next(3) == 0 ? RoutingPolicy.Default : new RoutingPolicy
    {
        Wishes = [.. Shuffled(Enum.GetValues<Requirement>(), random).Take(random.Next(4)).Select(wish => new WishRule(wish, TimeSpan.FromSeconds(10 * random.Next(6))))],
        Tiers = [.. Enumerable.Range(0, random.Next(1, 5)).Select(number => new Tier($"t{number}", [.. Shuffled(Enum.GetValues<CentreKind>(), random).Take(random.Next(1, 4))])
        {
            WithinMinutes = random.Next(2) == 0 ? 20 * random.Next(1, 5) : null,
            After = TimeSpan.FromSeconds(10 * random.Next(5)),
        })],
    };

    private static LineCondition Condition(DateTimeOffset now, Random random) =>
        new((LineObstacle)random.Next(3), random.Next(3) switch { 0 => null, 1 => now.AddMinutes(random.Next(1, 30)), _ => now.AddSeconds(-random.Next(30)) })
        {
            ByItself = random.Next(2) == 0,
        };

    private static T[] Shuffled<T>(T[] all, Random random)
    {
        random.Shuffle(all);
        return all;
    }

    private static DateOnly? SomeDay(Random random) => random.Next(5) == 0 ? DateOnly.FromDateTime(Start.UtcDateTime).AddDays(random.Next(120)) : null;

    private static Centre Centre(int number, RoadNetwork roads, Random random) => new()
    {
        Id = $"c{number}",
        Kind = random.Next(2) == 0 ? CentreKind.CrisisCentre : (CentreKind)random.Next(6),
        Services = [.. Shuffled(["legal", "medical", "children"], random).Take(random.Next(3))],
        Shelter = random.Next(4) == 0 ? new Shelter(null, null, null, null) : null,
        ValidFrom = SomeDay(random),
        ValidTo = SomeDay(random),
        Counsellors = [.. Enumerable.Range(0, random.Next(4)).Select(person => new Counsellor
        {
            Id = $"c{number}-p{person}",
            Languages = SomeLanguages(random),
            Gender = random.Next(3) switch { 0 => null, 1 => Gender.Male, _ => Gender.Female },
        })],
        Name = new LocalizedText(null, null, $"Centre {number}"),
        Region = roads.Nodes[random.Next(6)],
        Town = "Town",
        Languages = SomeLanguages(random),
        Lines = [.. Enumerable.Range(0, random.Next(0, 4)).Select(line => new Line
        {
            Id = $"c{number}-{line}",
            Number = $"{number}00{line}",
            Capacity = random.Next(1, 4),
            Languages = random.Next(3) == 0 ? SomeLanguages(random) : null,
        })],
    };

    private static string[] SomeLanguages(Random random) => random.Next(4) switch { 0 => ["ky"], 1 => ["ky", "ru"], 2 => ["ru"], _ => ["ky", "uz"] };

    private static RosterContent Content(CentreDirectory directory, Random random) => new()
    {
        Shifts = [.. Shifts(directory, random)],
        Exceptions = [.. Enumerable.Range(0, directory.Lines.Count == 0 ? 0 : random.Next(4)).Select(number => Absence(number, directory, random))],
        Holidays = random.Next(2) == 0 ? HolidayChanges.None : new([new DateOnly(2026, 4, 2)], [new DateOnly(2026, 5, 27)]),
    };

    private static Absence Absence(int number, CentreDirectory directory, Random random)
    {
        var line = directory.Lines[random.Next(directory.Lines.Count)];
        var wholeCentre = random.Next(3) == 0;
        var from = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(random.Next(100));
        return new() { Id = $"a{number}", Centre = wholeCentre ? line.Centre.Id : null, Lines = wholeCentre ? [] : [line.Id], From = from, To = from.AddDays(random.Next(30)) };
    }

    /// <summary>May overlap: a decision must not care.</summary>
    private static IEnumerable<Shift> Shifts(CentreDirectory directory, Random random) =>
        from number in Enumerable.Range(0, directory.Lines.Count == 0 ? 0 : 2 * directory.Lines.Count)
        select RandomShift(number, directory, random) with { Holidays = (HolidayRule)random.Next(3) };

    public static Shift RandomShift(int number, CentreDirectory directory, Random random)
    {
        var line = directory.Lines[random.Next(directory.Lines.Count)];
        var wholeCentre = random.Next(4) == 0;
        var first = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(random.Next(100));
        var shift = new Shift
        {
            Id = $"s{number}",
            Centre = wholeCentre ? line.Centre.Id : null,
            Lines = wholeCentre ? [] : [line.Id],
            OnCall = random.Next(4) == 0,
            Counsellors = [.. line.Centre.Counsellors.Where(_ => random.Next(2) == 0).Select(person => person.Id)],
            Days = [.. Enum.GetValues<DayOfWeek>().Where(_ => random.Next(2) == 0)],
            From = new TimeOnly(random.Next(24), 30 * random.Next(2)),
            To = new TimeOnly(random.Next(24), 30 * random.Next(2)),
            ValidFrom = random.Next(4) == 0 ? first : null,
            ValidTo = random.Next(4) == 0 ? first.AddDays(random.Next(30)) : null,
        };
        return random.Next(6) == 0 ? Shift.OnDate(first, shift) : shift;
    }

    private static CallFacts Facts(CentreDirectory directory, RoadNetwork roads, DateTimeOffset now, Random random) => new()
    {
        CallId = $"1700000000.{random.Next(100_000)}",
        ReceivedAt = now.AddSeconds(-random.Next(60)),
        Region = random.Next(4) == 0 ? CallerRegion.Unknown : new(roads.Nodes[random.Next(6)], RegionSource.AreaCode, RegionCertainty.High),
        Wishes = new(
            random.Next(3) switch { 0 => null, 1 => "uz", _ => "ru" },
            random.Next(3) switch { 0 => null, 1 => "legal", _ => "shelter" },
            random.Next(3) switch { 0 => null, 1 => Gender.Male, _ => Gender.Female },
            random.Next(6) == 0 ? Audience.Perpetrators : Audience.Victims,
            random.Next(2) switch { 0 => null, _ => "uz" }),
        Attempt = random.Next(1, 4),
        TriedLines = [.. directory.Lines.Where(_ => random.Next(5) == 0).Select(line => line.Id)],
    };
}
