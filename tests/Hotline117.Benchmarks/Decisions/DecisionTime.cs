using System.Diagnostics;
using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.Benchmarks.Decisions;

/// <summary>
/// A decision (apply the signal, rank all lines, reserve in Redis with events and explanation) against a Lua script that does nothing, in turn on one connection.
/// Uses, and empties, the Redis database that the connection string names.
/// </summary>
internal static class DecisionTime
{
    private const int Samples = 3_000;
    private const int Parallel = 16;
    private static readonly string[] Regions = ["bishkek", "osh-city", "chatkal", "karakol", "batken", "naryn-city", "talas", "toktogul"];

    public static async Task<int> RunAsync(string connection)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{connection},allowAdmin=true");
        Console.WriteLine("| centres | busy | p50 (empty script) | p99 (empty script) | p50 ratio | throughput ratio | ranking alone | bytes allocated by it |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var centres in (int[])[18, 1_000, 10_000])
        {
            foreach (var busy in (int[])[0, 50, 99])
                await MeasureAsync(redis, centres, busy);
        }

        return 0;
    }

    private static async Task MeasureAsync(ConnectionMultiplexer redis, int centres, int busy)
    {
        var endPoint = redis.GetEndPoints()[0];
        await redis.GetServer(endPoint).FlushDatabaseAsync(redis.GetDatabase().Database);
        var snapshot = Snapshot(centres);
        ushort[] taken = [.. Enumerable.Range(0, centres).Select(line => (ushort)(line * 37 % 100 < busy ? 1 : 0))];
        var world = new Bench(redis, snapshot, taken);
        await world.InTurnAsync(300);
        var (empty, decided) = await world.InTurnAsync(Samples);
        var (emptyRate, decidedRate) = (await Bench.RateAsync(world.NothingAsync), await Bench.RateAsync(world.DecideAsync));
        var (microseconds, bytes) = world.RankAlone();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {centres:N0} | {busy} % | {At(decided, 50):F0} µs ({At(empty, 50):F0}) | {At(decided, 99):F0} µs ({At(empty, 99):F0}) | {At(decided, 50) / At(empty, 50):F2} | {decidedRate / emptyRate:F2} | {microseconds:F0} µs | {bytes:N0} |"));
    }

    private static RoutingSnapshot Snapshot(int centres)
    {
        var country = Geography.Load();
        var directory = new CentreDirectory(Enumerable.Range(0, centres).Select(number => new Centre
        {
            Id = $"c{number}",
            Name = new LocalizedText(null, null, $"Centre {number}"),
            Region = Regions[number % Regions.Length],
            Town = "Town",
            Languages = number % 3 == 0 ? ["ky", "ru", "uz"] : ["ky", "ru"],
            Lines = [new Line { Id = $"c{number}-1", Number = "0312000000" }],
        }));
        var always = new Shift { Id = "always", Lines = [.. directory.Lines.Select(line => line.Id)], Days = Enum.GetValues<DayOfWeek>(), From = default, To = default };
        return new RoutingSnapshot(directory, new Roster([always], directory), RoutingPolicy.Default, country.TravelTimes) { ConfirmedAt = TimeProvider.System.GetUtcNow() };
    }

    private static double At(List<double> sorted, int percent) => sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];

    private sealed class Bench(IConnectionMultiplexer redis, RoutingSnapshot snapshot, ushort[] taken)
    {
        private readonly CallStore _store = new(redis, () => CarePolicy.Default with { WrapUp = TimeSpan.Zero });
        private readonly byte[] _nothing = redis.GetServer(redis.GetEndPoints()[0]).ScriptLoad("return 1");
        private int _calls;

        public Task<RedisResult> NothingAsync() => redis.GetDatabase().ScriptEvaluateAsync(_nothing, [RedisKeys.LiveCalls]);

        /// <summary>One new caller; she hangs up outside of what is measured in turn.</summary>
        public async Task DecideAsync() => await HangUpAsync(await OfferAsync());

        public async Task<(List<double> Empty, List<double> Decided)> InTurnAsync(int samples)
        {
            var (empty, decided) = (new List<double>(samples), new List<double>(samples));
            for (var sample = 0; sample < samples; sample++)
            {
                var began = Stopwatch.GetTimestamp();
                await NothingAsync();
                empty.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
                began = Stopwatch.GetTimestamp();
                var state = await OfferAsync();
                decided.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
                await HangUpAsync(state);
            }

            empty.Sort();
            decided.Sort();
            return (empty, decided);
        }

        /// <returns>Of some at once, each second. A decision includes the end of its call, so that lines do not run out: two scripts.</returns>
        public static async Task<double> RateAsync(Func<Task> work)
        {
            var began = Stopwatch.GetTimestamp();
            var done = 0;
            await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
            {
                while (Stopwatch.GetElapsedTime(began).TotalSeconds < 2)
                {
                    await work();
                    Interlocked.Increment(ref done);
                }
            }));
            return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        public (double Microseconds, long Bytes) RankAlone()
        {
            const int Rounds = 500;
            var (allocated, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var round = 0; round < Rounds; round++)
                Ranking.Of(Facts($"alone-{round}"), snapshot, TimeProvider.System.GetUtcNow(), taken);
            return (Stopwatch.GetElapsedTime(began).TotalMicroseconds / Rounds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / Rounds);
        }

        private static CallFacts Facts(string callId) => new()
        {
            CallId = callId,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Region = new CallerRegion("chatkal", RegionSource.AreaCode, RegionCertainty.High),
            Wishes = new("uz"),
        };

        private async Task<CallState> OfferAsync()
        {
            var facts = Facts($"bench-{Interlocked.Increment(ref _calls)}");
            var wanted = new LineWanted(facts.CallId, facts.ReceivedAt, 1, facts.Region, facts.Wishes, new HashSet<string>());
            var transition = Call.Apply(null, wanted, Guid.CreateVersion7)!;
            var ranking = Ranking.Of(facts, snapshot, TimeProvider.System.GetUtcNow(), taken);
            var result = await _store.CommitAsync(new CallCommit(null, transition, wanted.At, ranking, LineCare.None), traceParent: null);
            return result.State!;
        }

        private async Task HangUpAsync(CallState state)
        {
            var ended = Call.Apply(state, new HungUp(state.CallId, TimeProvider.System.GetUtcNow()), Guid.CreateVersion7)!;
            await _store.CommitAsync(new CallCommit(state, ended, TimeProvider.System.GetUtcNow(), null, LineCare.None), traceParent: null);
        }
    }
}
