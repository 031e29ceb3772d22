using System.Globalization;
using Hotline117.Routing.Decisions;
using Hotline117.UnitTests.Simulation;

namespace Hotline117.Benchmarks.Simulation;

/// <summary>What callers would have had of the shipped directory, roster and policy, on many simulated evenings; then what other ways to ring would cost.</summary>
internal static class SimulationTable
{
    private const int Seed = 117;

    public static int Run(CancellationToken stop)
    {
        var country = SampleCountry.Load();
        Console.WriteLine("| | calls | system time, mean (p99) | within 10 s | talking within 10 s | waited for staff, mean | gave up |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (evenings, count) in All)
        {
            stop.ThrowIfCancellationRequested();
            var figures = evenings.Run(country, count, Seed);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {evenings.Name} | {figures.Calls.Count:N0} | {figures.MeanSystemSeconds:F1} s ({figures.SystemSecondsAt(0.99):F1} s) | {figures.WithinTenSeconds:P2} | {figures.TalkingWithinTenSeconds:P1} | {figures.WaitedForStaff.Share:P1}, {figures.WaitedForStaff.MeanSeconds:F0} s | {figures.Abandoned:P1} |"));
            foreach (var fault in figures.Faults.Take(10))
                Console.Error.WriteLine(fault);
            if (figures.Faults.Count > 0)
                return 1;
        }

        Compare(country, stop);
        return 0;
    }

    private static void Compare(RoutingSnapshot country, CancellationToken stop)
    {
        Console.WriteLine();
        Console.WriteLine("| ways to ring, normal evening | system time, mean | within 10 s | talking within 10 s | rang for nothing, of 100 calls (mean) | gave up | within 10 s where nobody sits at one line of ten |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (name, rule, ringSeconds) in Ways)
        {
            stop.ThrowIfCancellationRequested();
            var other = country with { Policy = country.Policy with { Ring = rule } };
            var times = new SwitchTimes(Ring: ringSeconds);
            var figures = (SimulatedEvenings.Normal with { Times = times }).Run(other, EveningsToCompare, Seed);
            var empty = (SimulatedEvenings.Normal with { Times = times, Phones = Unattended }).Run(other, EveningsToCompare, Seed);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {figures.MeanSystemSeconds:F1} s | {figures.WithinTenSeconds:P2} | {figures.TalkingWithinTenSeconds:P1} | {100 * figures.RangForNothing.Share:F0} ({figures.RangForNothing.MeanSeconds:F0} s) | {figures.Abandoned:P1} | {empty.WithinTenSeconds:P2} |"));
        }
    }

    private const int EveningsToCompare = 105;

    private static readonly PhoneHabits Unattended = new(Away: 0.1);

    private static (string Name, RingRule Rule, double RingSeconds)[] Ways =>
    [
        ("one after the other, 20 s each", new RingRule(), 20),
        ("one after the other, 9 s each", new RingRule(), 9),
        ("two together", new RingRule(2), 20),
        ("the second after 6 s", new RingRule(2) { NextAfter = TimeSpan.FromSeconds(6) }, 20),
        ("the second after 8 s (the sample)", new RingRule(2) { NextAfter = TimeSpan.FromSeconds(8) }, 20),
        ("the second after 9 s", new RingRule(2) { NextAfter = TimeSpan.FromSeconds(9) }, 20),
        ("the second after 4 s, the third after 8 s", new RingRule(3) { NextAfter = TimeSpan.FromSeconds(4) }, 20),
    ];

    private static (SimulatedEvenings Evenings, int Count)[] All =>
    [
        (SimulatedEvenings.Normal, 210),
        (SimulatedEvenings.Holiday, 100),
        (SimulatedEvenings.News, 21),
        (SimulatedEvenings.Normal with { Name = "normal, callers asked for their language", Demand = new Demand(AskedForLanguage: true) }, 210),
        (SimulatedEvenings.Normal with { Name = "normal, nobody sits at one line of ten", Phones = Unattended }, 210),
    ];
}
