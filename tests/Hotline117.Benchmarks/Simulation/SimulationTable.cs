using System.Globalization;
using Hotline117.UnitTests.Simulation;

namespace Hotline117.Benchmarks.Simulation;

/// <summary>What callers would have had of the shipped directory, roster and policy, on many simulated evenings.</summary>
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

        return 0;
    }

    private static (SimulatedEvenings Evenings, int Count)[] All =>
    [
        (SimulatedEvenings.Normal, 210),
        (SimulatedEvenings.Holiday, 100),
        (SimulatedEvenings.News, 21),
        (SimulatedEvenings.Normal with { Name = "normal, callers asked for their language", Demand = new Demand(AskedForLanguage: true) }, 210),
        (SimulatedEvenings.Normal with { Name = "normal, nobody sits at one line of ten", Phones = new PhoneHabits(Away: 0.1) }, 210),
    ];
}
