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

/// <summary>A country of many centres, some of them busy, as the store and the router know it; and callers.</summary>
internal sealed class DecisionWorld
{
    private static readonly string[] Regions = ["bishkek", "osh-city", "chatkal", "karakol", "batken", "naryn-city", "talas", "toktogul"];

    private readonly IConnectionMultiplexer _redis;
    private readonly RoutingSnapshot _snapshot;
    private readonly ushort[] _taken;
    private readonly CallStore _store;
    private readonly byte[] _nothing;
    private readonly byte[] _write;
    private readonly byte[] _least;
    private byte[] _asMuch = [];
    private int _calls;

    private DecisionWorld(IConnectionMultiplexer redis, RoutingSnapshot snapshot, ushort[] taken)
    {
        (_redis, _snapshot, _taken) = (redis, snapshot, taken);
        _store = new CallStore(redis, () => CarePolicy.Default with { WrapUp = TimeSpan.Zero }, OutboxBound.Default);
        _nothing = redis.GetServers()[0].ScriptLoad("return 1");
        _write = redis.GetServers()[0].ScriptLoad("return redis.call('SET', KEYS[1], ARGV[1])");
        _least = redis.GetServers()[0].ScriptLoad("""
            local version = redis.call('HGET', KEYS[1], 'version') or '0'
            if version ~= ARGV[1] then return false end
            local time = redis.call('TIME')
            local line, capacity = string.match(ARGV[3], '(%S+) (%S+)')
            if redis.call('ZCARD', line) >= tonumber(capacity) then return false end
            redis.call('ZADD', line, time[1] * 1000 + 60000, ARGV[2])
            redis.call('HSET', KEYS[1], 'version', version + 1, 'line', line)
            redis.call('SADD', '{h117}:calls', ARGV[2])
            return line
            """);
    }

    /// <param name="busy">Percent of the lines.</param>
    public static async Task<DecisionWorld> NewAsync(IConnectionMultiplexer redis, int centres, int busy)
    {
        await redis.GetServers()[0].FlushDatabaseAsync();
        var snapshot = Snapshot(centres);
        // Spread evenly over the regions, since 37 and 100 have no common divisor; at least one of few stays free.
        ushort[] taken = [.. Enumerable.Range(0, centres).Select(line => (ushort)((line + 1) * 37 % 100 < busy && line > 0 ? 1 : 0))];
        var until = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds();
        await Task.WhenAll(taken.Index().Where(line => line.Item > 0).Select(line =>
            redis.GetDatabase().SortedSetAddAsync(RedisKeys.PlacesPrefix + snapshot.Directory.Lines[line.Index].Id, "another", until)));
        var world = new DecisionWorld(redis, snapshot, taken);
        await world.WeighAsync();
        return world;
    }

    public static RoutingSnapshot Snapshot(int centres)
    {
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
        return new RoutingSnapshot(directory, new Roster([always], directory), RoutingPolicy.Default, Geography.Load().TravelTimes)
        {
            ConfirmedAt = TimeProvider.System.GetUtcNow(),
        };
    }

    public Task<RedisResult> NothingAsync() => _redis.GetDatabase().ScriptEvaluateAsync(_nothing, [RedisKeys.LiveCalls]);

    /// <summary>The least that a decision can cost which is to survive this server: as many bytes as it leaves in the call's hash, in one command.</summary>
    public Task<RedisResult> WriteAsync() => _redis.GetDatabase().ScriptEvaluateAsync(_write, [RedisKeys.Call($"bench-{Interlocked.Increment(ref _calls)}")], [_asMuch]);

    /// <summary>
    /// The least that a reservation can be: nobody was first, one line has a place left, it is taken until a moment, the call has it, and is one of the live ones.
    /// Nothing is ranked, no other line is looked at, nothing is told.
    /// </summary>
    /// <returns>The call, and the line that it has.</returns>
    public async Task<(string CallId, string Line)> ReserveLeastAsync()
    {
        var number = Interlocked.Increment(ref _calls);
        var (id, line) = ($"bench-{number}", $"least-{number}");
        await _redis.GetDatabase().ScriptEvaluateAsync(_least, [RedisKeys.Call(id)], [0, id, $"{RedisKeys.PlacesPrefix}{line} 1"]);
        return (id, line);
    }

    /// <summary>A decision by itself: ranks all lines and takes the place of the best that is free, by the product's script, which is given no event and no
    /// explanation to write and an empty state.</summary>
    /// <returns>The call, and the line that it has.</returns>
    public async Task<(string CallId, string Line)> ReserveAsync()
    {
        var facts = NewCaller();
        var result = (RedisResult[])(await CallStore.CommitScript.RunAsync(
            _redis.GetDatabase(), [RedisKeys.Call(facts.CallId)], [0, "", CallStore.Candidates(Rank(facts)), 1, 60_000, "", "", "0", "", "", "", "", 1, 0]))!;
        return (facts.CallId, result[0].ToString().Split(' ')[0]);
    }

    public Task ReleaseAsync((string CallId, string Line) reserved) => Task.WhenAll(
        _redis.GetDatabase().SortedSetRemoveAsync(RedisKeys.PlacesPrefix + reserved.Line, reserved.CallId),
        _redis.GetDatabase().SetRemoveAsync(RedisKeys.LiveCalls, reserved.CallId),
        _redis.GetDatabase().KeyDeleteAsync(RedisKeys.Call(reserved.CallId)));

    /// <summary>All that the router does between a new caller's question and the answer: apply the signal, rank all lines, commit with events and explanation.</summary>
    public async Task<CallState> DecideAsync()
    {
        var facts = NewCaller();
        var wanted = new LineWanted(facts.CallId, facts.ReceivedAt, 1, facts.Region, facts.Wishes, new HashSet<string>());
        var transition = Call.Apply(null, wanted, Guid.CreateVersion7)!;
        var result = await _store.CommitAsync(new CallCommit(null, transition, wanted.At, Rank(facts), []), traceParent: null);
        return result.State!;
    }

    public Task HangUpAsync(CallState state)
    {
        var ended = Call.Apply(state, new HungUp(state.CallId, TimeProvider.System.GetUtcNow()), Guid.CreateVersion7)!;
        return _store.CommitAsync(new CallCommit(state, ended, TimeProvider.System.GetUtcNow(), null, []), traceParent: null);
    }

    private async Task WeighAsync()
    {
        var decided = await DecideAsync();
        _asMuch = new byte[(await _redis.GetDatabase().HashGetAllAsync(RedisKeys.Call(decided.CallId))).Sum(field => field.Value.GetLongByteCount())];
        await HangUpAsync(decided);
    }

    public CallFacts NewCaller() => Caller($"bench-{Interlocked.Increment(ref _calls)}");

    public Ranking Rank(CallFacts caller) => Ranking.Of(caller, _snapshot, TimeProvider.System.GetUtcNow(), _taken);

    /// <summary>After the first decision all is there that the next ones use.</summary>
    public static void RankFirst(RoutingSnapshot snapshot) => Ranking.Of(Caller("first"), snapshot, TimeProvider.System.GetUtcNow());

    private static CallFacts Caller(string id) => new()
    {
        CallId = id,
        ReceivedAt = TimeProvider.System.GetUtcNow(),
        Region = new CallerRegion("chatkal", RegionSource.AreaCode, RegionCertainty.High),
        Wishes = new("uz"),
    };
}
