using System.Diagnostics;
using System.Globalization;
using System.Net;
using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using StackExchange.Redis;

namespace Hotline117.Benchmarks.Decisions;

/// <summary>
/// One decision (rank and reserve) against one Lua script that does nothing, one that only writes as many bytes, and the least reservation, on one connection to a Redis that
/// keeps its append-only file. In turn, one at a time and in bursts; callers hang up between, outside of what is measured.
/// </summary>
internal static class DecisionTime
{
    private const int Warmup = 2_000;
    private const int Samples = 3_000;
    private const int Bursts = 600;
    private const int Burst = 16;

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        // Nobody rings, but with a trunk no phones are simulated.
        var options = new StackOptions
        {
            StateFolder = folder,
            Services = false,
            Callers = false,
            Trunk = new DnsEndPoint("127.0.0.1", 9),
            Servers = new HashSet<string> { "redis" },
        };
        await using (var stack = await HotlineStack.StartAsync(options, new Steps(Console.Out, terminal: false), stop))
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync($"{stack.Endpoints.Redis},allowAdmin=true");
            await MeasureAsync(redis, stop);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(ConnectionMultiplexer redis, CancellationToken stop)
    {
        var first = await DecisionWorld.NewAsync(redis, 18, 0);
        await OneByOneAsync(first, Warmup);
        await InBurstsAsync(first, Warmup / Burst);
        Console.WriteLine($"| centres | busy | p50: empty script, reserved, decided | p99 | p50 ratio: reserved, decided | decided, of one SET | throughput, {Burst} at once, ratio: one SET, the least reservation, reserved, decided | ranking alone | it allocates |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var centres in (int[])[18, 1_000, 10_000])
        {
            foreach (var busy in (int[])[0, 50, 99])
            {
                stop.ThrowIfCancellationRequested();
                var world = await DecisionWorld.NewAsync(redis, centres, busy);
                Print(centres, busy, world, await OneOfEachAsync(world));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"10,000 centres in memory, ready for decisions: {BytesOfSnapshot(10_000) / 1e6:F1} MB"));
    }

    /// <summary>In µs, sorted; and how many bursts of each in the time of one of empty scripts.</summary>
    private sealed record Times(List<double> Empty, List<double> Written, List<double> Reserved, List<double> Decided)
    {
        public (double Written, double Least, double Reserved, double Decided) Throughput { get; init; }
    }

    private static async Task<Times> OneOfEachAsync(DecisionWorld world)
    {
        await OneByOneAsync(world, Samples / 10);
        var times = await OneByOneAsync(world, Samples);
        return times with { Throughput = await InBurstsAsync(world, Bursts) };
    }

    private static void Print(int centres, int busy, DecisionWorld world, Times times)
    {
        var (microseconds, bytes) = RankAlone(world);
        var (empty, written, reserved, decided) = times;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {centres:N0} | {busy} % | {At(empty, 50):F0}, {At(reserved, 50):F0}, {At(decided, 50):F0} µs | {At(empty, 99):F0}, {At(reserved, 99):F0}, {At(decided, 99):F0} µs | {At(reserved, 50) / At(empty, 50):F2}, {At(decided, 50) / At(empty, 50):F2} | {At(decided, 50) / At(written, 50):F2} | {times.Throughput.Written:F2}, {times.Throughput.Least:F2}, {times.Throughput.Reserved:F2}, {times.Throughput.Decided:F2} | {microseconds:F0} µs | {bytes:N0} B |"));
    }

    private static async Task<Times> OneByOneAsync(DecisionWorld world, int samples)
    {
        var times = new Times(new(samples), new(samples), new(samples), new(samples));
        for (var sample = 0; sample < samples; sample++)
        {
            var began = Stopwatch.GetTimestamp();
            await world.NothingAsync();
            times.Empty.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            began = Stopwatch.GetTimestamp();
            await world.WriteAsync();
            times.Written.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            began = Stopwatch.GetTimestamp();
            var reserved = await world.ReserveAsync();
            times.Reserved.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            await world.ReleaseAsync(reserved);
            began = Stopwatch.GetTimestamp();
            var state = await world.DecideAsync();
            times.Decided.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            await world.HangUpAsync(state);
        }

        foreach (var each in (List<double>[])[times.Empty, times.Written, times.Reserved, times.Decided])
        {
            each.Sort();
        }

        return times;
    }

    /// <returns>Bursts of each in the time of one of empty scripts. More callers at once than lines would measure queues.</returns>
    private static async Task<(double Written, double Least, double Reserved, double Decided)> InBurstsAsync(DecisionWorld world, int bursts)
    {
        var (empty, written, least, reserved, decided) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var burst = 0; burst < bursts; burst++)
        {
            empty += await BurstAsync(world.NothingAsync);
            written += await BurstAsync(world.WriteAsync);
            least += await BurstAsync(world.ReserveLeastAsync, world.ReleaseAsync);
            reserved += await BurstAsync(world.ReserveAsync, world.ReleaseAsync);
            decided += await BurstAsync(world.DecideAsync, world.HangUpAsync);
        }

        return (empty / written, empty / least, empty / reserved, empty / decided);
    }

    /// <param name="takeBack">What was made; it is not measured.</param>
    /// <returns>In s.</returns>
    private static async Task<double> BurstAsync<T>(Func<Task<T>> make, Func<T, Task>? takeBack = null)
    {
        var began = Stopwatch.GetTimestamp();
        var made = await Task.WhenAll(Enumerable.Range(0, Burst).Select(_ => Task.Run(make)));
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Task.WhenAll(takeBack is null ? [] : made.Select(takeBack));
        return took;
    }

    private static (double Microseconds, long Bytes) RankAlone(DecisionWorld world)
    {
        const int Rounds = 500;
        var callers = Enumerable.Range(0, Rounds).Select(_ => world.NewCaller()).ToList();
        callers.ForEach(caller => world.Rank(caller));
        var (allocated, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        callers.ForEach(caller => world.Rank(caller));
        return (Stopwatch.GetElapsedTime(began).TotalMicroseconds / Rounds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / Rounds);
    }

    private static long BytesOfSnapshot(int centres)
    {
        // What all snapshots share, such as travel times, is made before.
        DecisionWorld.RankFirst(DecisionWorld.Snapshot(1));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = DecisionWorld.Snapshot(centres);
        DecisionWorld.RankFirst(snapshot);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(snapshot);
        return bytes;
    }

    private static double At(List<double> sorted, int percent) => sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];
}
