using Hotline117.Contracts;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Rosters;

/// <summary>A small directory and a roster made up at random with every member a roster has; all dates lie around the turn of 2027.</summary>
internal sealed class RosterWorld
{
    public static readonly DateOnly Start = new(2026, 12, 20);
    public const int Days = 30;

    public static readonly HolidayCalendar National = new(
        [new(1, 1, "New Year"), new(1, 7, "Christmas")], [new(new DateOnly(2026, 12, 24), "Moon"), new(new DateOnly(2026, 12, 27), "Moon")]);

    private static readonly string[] Places = ["here", "there", "away"];

    public RosterWorld(int seed)
    {
        var random = new Random(seed);
        Regions = new RegionMap(Places.Select(id => new Region(id, null, new LocalizedText(null, null, id), id)));
        // January is winter here, and shuts the only road to "away".
        TravelTimes = new TravelTimes(Regions, new RoadNetwork(
            Places, [new Road("here", "there", 60, "A", RoadInWinter.Open), new Road("there", "away", 60, "A", RoadInWinter.Closed)],
            new Dictionary<string, double> { ["A"] = 60 }, new WinterRule(new HashSet<int> { 1 }, 1, 1)));
        Directory = new CentreDirectory(Enumerable.Range(0, 3).Select(number => Centre(number, random)));
        Content = new RosterContent
        {
            Shifts = [.. Enumerable.Range(0, random.Next(1, 8)).Select(number => Shift(number, random))],
            Exceptions = [.. Enumerable.Range(0, random.Next(3)).Select(number => Absence(number, random))],
            Holidays = random.Next(2) == 0
                ? HolidayChanges.None
                : new([Start.AddDays(random.Next(4, 6))], [new DateOnly(2026, 12, 24)]),
        };
        Roster = new Roster(Content, Directory, National);
    }

    public RegionMap Regions { get; }
    public TravelTimes TravelTimes { get; }
    public CentreDirectory Directory { get; }
    public RosterContent Content { get; }
    public Roster Roster { get; }

    /// <summary>The same shifts, but those that overlap with others or never begin: a roster that the rules accept.</summary>
    public RosterContent Valid()
    {
        var content = Content;
        while (RosterRules.Check(content, Directory, National) is { Count: > 0 } problems)
            content = content with
            {
                Shifts = [.. content.Shifts.Where(shift => !problems.Any(problem => ReferenceEquals(problem.Subject, shift)))],
                Holidays = problems.Any(problem => problem.Subject is HolidayChanges) ? HolidayChanges.None : content.Holidays,
            };
        return content;
    }

    private static Centre Centre(int number, Random random) => new()
    {
        Id = $"c{number}",
        Kind = random.Next(6) == 0 ? CentreKind.Emergency : CentreKind.CrisisCentre,
        Name = new LocalizedText(null, null, $"Centre {number}"),
        Region = Places[number],
        Town = "Town",
        Languages = ["ky"],
        ValidTo = random.Next(4) == 0 ? Start.AddDays(random.Next(Days)) : null,
        Lines = [.. Enumerable.Range(0, random.Next(1, 3)).Select(line => new Line { Id = $"c{number}-{line}", Number = $"{number}00{line}" })],
        Counsellors = [new Counsellor { Id = $"c{number}-anna", Languages = ["ky"] }, new Counsellor { Id = $"c{number}-bermet", Languages = ["ky"] }],
    };

    private Shift Shift(int number, Random random)
    {
        var centre = Directory.Centres[random.Next(Directory.Centres.Count)];
        var wholeCentre = random.Next(3) == 0;
        var first = Start.AddDays(random.Next(Days));
        var shift = new Shift
        {
            Id = $"s{number}",
            Centre = wholeCentre ? centre.Id : null,
            Lines = wholeCentre ? [] : [centre.Lines[random.Next(centre.Lines.Count)].Id],
            Days = [.. new[] { 1, 2, 3, 4, 5, 6, 0 }.Where(_ => random.Next(2) == 0).Select(day => (DayOfWeek)day)],
            From = new TimeOnly(random.Next(24), 15 * random.Next(4)),
            To = new TimeOnly(random.Next(24), 15 * random.Next(4)),
            ValidFrom = random.Next(4) == 0 ? first : null,
            ValidTo = random.Next(4) == 0 ? first.AddDays(random.Next(1, 20)) : null,
            OnCall = random.Next(3) == 0,
            Counsellors = random.Next(2) == 0 ? [] : [centre.Counsellors[random.Next(2)].Id],
            Holidays = (HolidayRule)random.Next(3),
        };
        return random.Next(5) == 0 ? Hotline117.Routing.Rosters.Shift.OnDate(first, shift) : shift;
    }

    private Absence Absence(int number, Random random)
    {
        var centre = Directory.Centres[random.Next(Directory.Centres.Count)];
        var from = Start.AddDays(random.Next(Days));
        var wholeCentre = random.Next(2) == 0;
        return new()
        {
            Id = $"a{number}",
            Centre = wholeCentre ? centre.Id : null,
            Lines = wholeCentre ? [] : [centre.Lines[0].Id],
            From = from,
            To = from.AddDays(random.Next(4)),
            Reason = random.Next(3) switch { 0 => null, 1 => "ремонт; \"связь\", -1", _ => "=HYPERLINK()" },
        };
    }
}
