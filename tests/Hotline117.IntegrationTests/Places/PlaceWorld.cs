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

namespace Hotline117.IntegrationTests.Places;

/// <summary>A few lines round the clock in a real Redis, and routers that share them.</summary>
internal sealed class PlaceWorld(IConnectionMultiplexer redis, CarePolicy care, OutboxBound? outbox = null)
{
    public static readonly Line[] Lines =
    [
        new() { Id = "a-1", Number = "0312000001", Capacity = 1 },
        new() { Id = "b-1", Number = "0312000002", Capacity = 2 },
        new() { Id = "c-1", Number = "0312000003", Capacity = 1 },
    ];

    private static readonly RoutingSnapshot Snapshot = NewSnapshot();

    public CarePolicy Care => care;
    public CallStore Store { get; } = new(redis, () => care, outbox ?? OutboxBound.Default);
    public IDatabase Redis { get; } = redis.GetDatabase();

    /// <summary>Nothing is stored.</summary>
    public Task ClearAsync() => redis.GetServers()[0].FlushDatabaseAsync();

    public static LineWanted Wanted(string callId, int step, DateTimeOffset at, params IEnumerable<string> tried) =>
        new(callId, at, step, CallerRegion.Unknown, CallerWishes.None, tried.ToHashSet());

    /// <summary>Decides and commits as a router does that knows the call as <paramref name="before"/>.</summary>
    /// <returns>Null where the signal changes nothing.</returns>
    public async Task<(CallCommit Commit, CommitResult Result)?> CommitAsync(CallState? before, CallSignal signal)
    {
        if (Call.Apply(before, signal, () => Guid.CreateVersion7(signal.At)) is not { } transition)
        {
            return null;
        }

        var ranking = transition.WantsLine ? Rank(transition.Next, signal.At) : null;
        var commit = new CallCommit(before, transition, signal.At, ranking, LineCare.For(transition, care, Snapshot.Directory, Snapshot.Roster));
        return (commit, await Store.CommitAsync(commit, traceParent: null));
    }

    public async Task<long> TimeAsync()
    {
        var time = (RedisResult[])(await Redis.ExecuteAsync("TIME"))!;
        return ((long)time[0] * 1000) + ((long)time[1] / 1000);
    }

    /// <summary>Who has the places of a line, and until when at most (ms).</summary>
    public async Task<Dictionary<string, long>> PlacesAsync(string line) =>
        (await Redis.SortedSetRangeByRankWithScoresAsync(RedisKeys.PlacesPrefix + line)).ToDictionary(entry => entry.Element.ToString(), entry => (long)entry.Score);

    // Another order at each step.
    private static Ranking Rank(CallState call, DateTimeOffset at) => Ranking.Of(
        CallFacts.Of(call) with { CallId = $"{call.CallId}/{call.Version.ToString(CultureInfo.InvariantCulture)}" }, Snapshot, at);

    private static RoutingSnapshot NewSnapshot()
    {
        var directory = new CentreDirectory(Lines.Select(line => new Centre
        {
            Id = line.Id[..1],
            Name = new LocalizedText(null, null, line.Id),
            Region = "bishkek",
            Town = "Bishkek",
            Languages = ["ky"],
            Lines = [line],
        }));
        var always = new Shift { Id = "always", Lines = [.. Lines.Select(line => line.Id)], Days = Enum.GetValues<DayOfWeek>(), From = default, To = default };
        return new RoutingSnapshot(directory, new Roster([always], directory), RoutingPolicy.Default, Geography.Load().TravelTimes);
    }
}
