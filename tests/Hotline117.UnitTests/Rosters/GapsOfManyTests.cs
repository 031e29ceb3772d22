using System.Diagnostics;
using Hotline117.Contracts;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;

namespace Hotline117.UnitTests.Rosters;

/// <summary>The whole country's roads and regions, with few centres and with many.</summary>
public sealed class GapsOfManyTests(ITestOutputHelper output)
{
    private static readonly Geography Country = Geography.Load();

    [Theory]
    [InlineData(18, 100)]
    [InlineData(10_000, 10_000)]
    public void Sixty_days_ahead_are_searched_in_bounded_time(int centres, int milliseconds)
    {
        var directory = new CentreDirectory(Enumerable.Range(0, centres).Select(Centre));
        var roster = new Roster(Enumerable.Range(0, centres).SelectMany(Shifts), directory);

        // The first run compiles the code; the best of the others is the least disturbed by what else goes on.
        var runs = Enumerable.Range(0, 4).Select(_ => Time(() => Assert.NotEmpty(Find(directory, roster)))).Skip(1).ToList();

        output.WriteLine($"{centres} centres: {runs.Min():0} ms");
        Assert.InRange(runs.Min(), 0, milliseconds);
    }

    private static double Time(Action search)
    {
        var since = Stopwatch.GetTimestamp();
        search();
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    private static IReadOnlyList<CoverGap> Find(CentreDirectory directory, Roster roster)
    {
        var from = new DateTime(2026, 9, 15);
        return CoverGaps.Find(roster, directory, Country.Regions, Country.TravelTimes, from, from.AddDays(60), TimeSpan.FromHours(1));
    }

    private static IEnumerable<Shift> Shifts(int number) =>
    [
        new() { Id = $"days-{number}", Centre = $"c{number}", Days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday], From = new(8, 0), To = new(20, 0) },
        new() { Id = $"nights-{number}", Centre = $"c{number}", Days = [DayOfWeek.Friday], From = new(20, number % 60), To = new(8, 0) },
    ];

    private static Centre Centre(int number) => new()
    {
        Id = $"c{number}",
        Name = new LocalizedText(null, null, $"Centre {number}"),
        Region = Country.Regions.All[number % Country.Regions.All.Count].Id,
        Town = "Town",
        Languages = ["ky"],
        Lines = [new Line { Id = $"l{number}", Number = $"{1_000_000 + number}" }],
    };
}
