using CsCheck;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.IntegrationTests.Places;

/// <summary>The script that reserves, in a real Redis. All times are Redis' own; the tests wait for them to pass but never assume that they have.</summary>
public sealed class PlaceTests(StoredPlaces stored) : IClassFixture<StoredPlaces>
{
    private static readonly CarePolicy Hasty = new()
    {
        LongestRing = TimeSpan.FromMilliseconds(30),
        LongestCall = TimeSpan.FromMilliseconds(60),
        WrapUp = TimeSpan.FromMilliseconds(20),
        HardCallFrom = TimeSpan.FromSeconds(3),
        RestAfterHardCall = TimeSpan.FromMilliseconds(40),
    };

    /// <summary>One thing that a router hears.</summary>
    private sealed record Step(int Kind, int Call, int Router, int Choice);

    private static readonly Gen<Step[]> Steps =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 1], Gen.Int[0, 7], (kind, call, router, choice) => new Step(kind, call, router, choice)).Array[5, 60];

    private readonly IConnectionMultiplexer redis = stored.Redis;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Whatever_two_routers_hear_and_however_late_places_are_those_of_the_model() => Steps.SampleAsync(async steps =>
    {
        var world = new PlaceWorld(redis, Hasty);
        await world.ClearAsync();
        var model = new PlaceModel(Hasty);
        // What each router thinks of each call: the other one's commits are not known to it until it loses a race to them.
        var views = new Dictionary<string, CallState>[] { [], [] };
        var second = 0;
        foreach (var step in steps)
        {
            if (step.Kind == 9)
            {
                await Task.Delay(10 * step.Choice, Stop);
                continue;
            }

            var view = views[step.Router];
            var callId = $"call-{step.Call}";
            var before = view.GetValueOrDefault(callId);
            var signal = Signal(step, callId, before, DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(2 * ++second));
            var from = await world.TimeAsync();
            if (await world.CommitAsync(before, signal) is not var (commit, result))
            {
                continue;
            }

            var to = await world.TimeAsync();
            var isCurrent = model.Calls.GetValueOrDefault(callId)?.Version == before?.Version;
            if (commit.Transition.OnlyWithLine && isCurrent && !result.Committed)
            {
                // It was its turn, and no line was free: nothing has happened.
                Assert.Contains(Moments(model, from, to), moment => model.LineAt(View(commit), moment) is null);
            }
            else
            {
                Assert.Equal(isCurrent, result.Committed);
            }

            if (result.Committed)
            {
                await CheckAndFollowAsync(world, model, commit, result, from, to);
            }

            Assert.Equal(model.Calls[callId] with { Tried = [], Lines = [], LegsOver = [], BringIns = [] }, result.State! with { Tried = [], Lines = [], LegsOver = [], BringIns = [] });
            Assert.Equal(model.Calls[callId].BringIns, result.State!.BringIns);
            Assert.Equal(model.Calls[callId].LegsOver, result.State!.LegsOver);
            Assert.Equal(model.Calls[callId].Tried, result.State.Tried);
            Assert.Equal(model.Calls[callId].Lines, result.State.Lines);
            view[callId] = result.State!;
            await CheckPlacesAsync(world, model);
        }

        await AllIsFreeInTheEndAsync(world, model);
    }, iter: 300, threads: 1);

    [Fact]
    public async Task A_full_outbox_keeps_no_caller_from_a_line_and_what_it_has_not_taken_is_counted()
    {
        var world = new PlaceWorld(redis, CarePolicy.Default, new OutboxBound(2));
        await world.ClearAsync();

        foreach (var number in Enumerable.Range(0, 3))
        {
            var commit = await world.CommitAsync(null, PlaceWorld.Wanted($"call-{number}", 1, DateTimeOffset.UnixEpoch));
            Assert.NotNull(commit!.Value.Result.State!.LineId);
        }

        Assert.Equal((2, 1), (await world.Redis.StreamLengthAsync(RedisKeys.Outbox), (long)await world.Redis.StringGetAsync(RedisKeys.OutboxDropped)));
    }

    [Theory]
    // Redis has lost its last second, the call's end in it.
    [InlineData(false, 0)]
    // Redis has lost all, what waited to be told as well.
    [InlineData(true, 2)]
    public async Task A_call_that_was_left_out_of_the_events_and_that_a_router_writes_anew_is_told_from_its_beginning_to_its_end_or_not_at_all(bool allWasLost, int told)
    {
        var world = new PlaceWorld(redis, CarePolicy.Default, new OutboxBound(1));
        await world.ClearAsync();
        await world.CommitAsync(null, PlaceWorld.Wanted("told", 1, DateTimeOffset.UnixEpoch));
        var first = (await world.CommitAsync(null, PlaceWorld.Wanted("left-out", 1, DateTimeOffset.UnixEpoch)))!.Value.Result.State!;
        await world.Redis.KeyDeleteAsync(RedisKeys.Outbox);
        if (allWasLost)
            await world.ClearAsync();

        var lost = first with { Version = first.Version + 1 };
        await world.Store.RestoreAsync(lost, allWasLost ? null : first);
        await world.CommitAsync(lost, new HungUp("left-out", DateTimeOffset.UnixEpoch.AddSeconds(5)));

        Assert.Equal(told, await world.Redis.StreamLengthAsync(RedisKeys.Outbox));
    }

    [Fact]
    public async Task A_call_that_has_ended_for_a_router_that_knew_less_of_it_is_not_written_anew_by_one_that_knows_more()
    {
        var world = new PlaceWorld(redis, CarePolicy.Default);
        await world.ClearAsync();
        var first = (await world.CommitAsync(null, PlaceWorld.Wanted("call-1", 1, DateTimeOffset.UnixEpoch)))!.Value.Result.State!;
        await world.CommitAsync(first, new HungUp("call-1", DateTimeOffset.UnixEpoch.AddSeconds(5)));

        await world.Store.RestoreAsync(first with { Version = first.Version + 9 }, null);

        Assert.Empty(await world.Store.LiveAsync());
        Assert.Equal(CallPhase.Ended, (await world.Store.FindAsync("call-1"))!.Phase);
        foreach (var line in PlaceWorld.Lines)
            Assert.Empty(await world.PlacesAsync(line.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_a_router_remembers_otherwise_than_Redis_keeps_no_place_that_it_does_not_know_of(bool isAnswered)
    {
        var world = new PlaceWorld(redis, CarePolicy.Default);
        await world.ClearAsync();
        var at = DateTimeOffset.UnixEpoch.AddYears(50);
        var stored = (await world.CommitAsync(null, PlaceWorld.Wanted("call-1", 1, at)))!.Value.Result.State!;
        if (isAnswered)
            stored = (await world.CommitAsync(stored, new LineAnswered("call-1", at.AddSeconds(1), stored.LineId)))!.Value.Result.State!;
        var remembered = stored with { Lines = [] };

        Assert.True((await world.CommitAsync(remembered, new HungUp("call-1", at.AddSeconds(5))))!.Value.Result.Committed);

        foreach (var line in PlaceWorld.Lines)
            Assert.Empty(await world.PlacesAsync(line.Id));
    }

    [Fact]
    public async Task A_place_that_would_stay_taken_for_hours_as_Redis_clock_was_set_back_is_freed_and_one_that_is_written_up_or_talks_is_kept()
    {
        var world = new PlaceWorld(redis, CarePolicy.Default);
        await world.ClearAsync();
        var talking = (await world.CommitAsync(null, PlaceWorld.Wanted("talks", 1, DateTimeOffset.UnixEpoch)))!.Value.Result.State!.LineId!;
        var other = PlaceWorld.Lines.First(line => line.Id != talking).Id;
        var hence = await world.TimeAsync() + (long)TimeSpan.FromHours(2).TotalMilliseconds;
        await world.Redis.SortedSetAddAsync(RedisKeys.PlacesPrefix + talking, "talks", hence);
        await world.Redis.SortedSetAddAsync(RedisKeys.PlacesPrefix + other, "ended-before-the-clock-was-set", hence);
        await world.Redis.SortedSetAddAsync(RedisKeys.PlacesPrefix + other, "is-written-up", await world.TimeAsync() + (long)CarePolicy.Default.LongestWrapUp.TotalMilliseconds);

        Assert.Equal([other], await world.Store.FreeLostPlacesAsync(PlaceWorld.Lines.Select(line => line.Id)));

        Assert.Equal("talks", Assert.Single(await world.PlacesAsync(talking)).Key);
        Assert.Equal("is-written-up", Assert.Single(await world.PlacesAsync(other)).Key);
    }

    [Fact]
    public async Task However_many_callers_come_at_once_every_place_is_given_once_and_no_call_gets_two()
    {
        var world = new PlaceWorld(redis, CarePolicy.Default);
        for (var round = 0; round < 50; round++)
        {
            await world.ClearAsync();
            // Two routers hear of each caller.
            var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
                world.CommitAsync(null, PlaceWorld.Wanted($"call-{i / 2}", 1, DateTimeOffset.UnixEpoch.AddYears(50)))));

            var committed = results.Where(each => each!.Value.Result.Committed).Select(each => each!.Value.Result.State!).ToList();
            Assert.Equal(20, committed.Select(state => state.CallId).Distinct().Count());
            Assert.Equal(20, committed.Count);
            foreach (var line in PlaceWorld.Lines)
            {
                Assert.Equal(line.Capacity, committed.Count(state => state.LineId == line.Id));
                Assert.Equal(
                    committed.Where(state => state.LineId == line.Id).Select(state => state.CallId).Order(), (await world.PlacesAsync(line.Id)).Keys.Order());
            }
        }
    }

    [Fact]
    public async Task A_place_whose_call_nobody_heard_of_again_is_free_after_the_longest_ring()
    {
        var world = new PlaceWorld(redis, Hasty);
        await world.ClearAsync();
        foreach (var line in Enumerable.Range(0, 4))
        {
            Assert.NotNull((await world.CommitAsync(null, PlaceWorld.Wanted($"lost-{line}", 1, DateTimeOffset.UnixEpoch)))!.Value.Result.State!.LineId);
        }

        var soon = await world.CommitAsync(null, PlaceWorld.Wanted("waits", 1, DateTimeOffset.UnixEpoch));
        var state = soon!.Value.Result.State!;
        for (var step = 2; state.LineId is null; step++)
        {
            state = (await world.CommitAsync(state, PlaceWorld.Wanted("waits", step, DateTimeOffset.UnixEpoch)))!.Value.Result.State!;
        }

        Assert.Equal(CallPhase.Ringing, state.Phase);
    }

    [Fact]
    public async Task A_conversation_keeps_its_place_as_long_as_the_switch_knows_it_and_a_call_that_is_over_is_not_brought_back()
    {
        var world = new PlaceWorld(redis, CarePolicy.Default with { LongestCall = TimeSpan.FromSeconds(60) });
        await world.ClearAsync();
        var at = DateTimeOffset.UnixEpoch.AddYears(50);
        var ringing = (await world.CommitAsync(null, PlaceWorld.Wanted("long", 1, at)))!.Value.Result.State!;
        var talking = (await world.CommitAsync(ringing, new LineAnswered("long", at)))!.Value.Result.State!;
        var places = RedisKeys.PlacesPrefix + talking.LineId;
        // As if it had been lost, or were about to be.
        await world.Redis.SortedSetAddAsync(places, "long", 1);

        await world.Store.RenewPlacesAsync([talking]);
        Assert.InRange((await world.PlacesAsync(talking.LineId!))["long"], await world.TimeAsync() + 50_000, await world.TimeAsync() + 60_000);

        var ended = await world.CommitAsync(talking, new HungUp("long", at.AddSeconds(5)));
        await world.Store.RenewPlacesAsync([talking]);
        // The wrap-up alone.
        Assert.InRange((await world.PlacesAsync(talking.LineId!))["long"], 1, await world.TimeAsync() + 30_000);
        Assert.Equal(CallPhase.Ended, ended!.Value.Result.State!.Phase);
    }

    private static CallSignal Signal(Step step, string callId, CallState? before, DateTimeOffset at)
    {
        var next = (before?.Step ?? 0) + (step.Choice == 0 ? 0 : 1);
        return step.Kind switch
        {
            <= 3 => PlaceWorld.Wanted(callId, next, at, step.Choice < 4 || before?.LineId is null ? [] : [before.LineId]),
            4 or 5 => new LineAnswered(callId, at),
            6 => new HungUp(callId, at),
            7 => new FallbackOffered(callId, at, next, PlaceWorld.Lines[step.Choice % 3].Id, "x"),
            _ => step.Choice < 3 ? new EmergencyOffered(callId, at, next) : step.Choice < 5 ? new TurnCame(callId, at) : new Vanished(callId, at),
        };
    }

    private static CallCommitView View(CallCommit commit) =>
        new(commit.Transition.Next.CallId, commit.Before, commit.Transition, [.. commit.Ranking?.Candidates ?? []]);

    /// <summary>The script ran at some moment between: what it did must be right at one of them.</summary>
    private static IEnumerable<long> Moments(PlaceModel model, long from, long to) =>
        model.Places.Values.SelectMany(places => places.Values).Where(freeAt => freeAt > from && freeAt <= to).Append(from).Append(to);

    private static async Task CheckAndFollowAsync(PlaceWorld world, PlaceModel model, CallCommit commit, CommitResult result, long from, long to)
    {
        var view = View(commit);
        Assert.Contains(Moments(model, from, to), moment => model.LineAt(view, moment) == result.State!.LineId);
        model.Apply(view, result.State!, from);
        foreach (var (line, places) in model.Places)
        {
            // The model's moment may be a little early: take over what the script wrote, if it can be.
            var stored = await world.PlacesAsync(line);
            if (places.TryGetValue(view.CallId, out var expected) && stored.TryGetValue(view.CallId, out var written) && written >= expected && written <= expected + to - from)
            {
                places[view.CallId] = written;
            }
        }
    }

    private static async Task CheckPlacesAsync(PlaceWorld world, PlaceModel model)
    {
        foreach (var line in PlaceWorld.Lines)
        {
            var stored = await world.PlacesAsync(line.Id);
            var now = await world.TimeAsync();
            Assert.Equal(
                model.Places[line.Id].Where(place => place.Value > now).OrderBy(place => place.Key),
                stored.Where(place => place.Value > now).OrderBy(place => place.Key));
        }

        foreach (var entry in await world.Redis.HashGetAllAsync(RedisKeys.Unanswered))
        {
            Assert.Equal(model.Unanswered.GetValueOrDefault(entry.Name.ToString()), (int)entry.Value);
        }
    }

    private static async Task AllIsFreeInTheEndAsync(PlaceWorld world, PlaceModel model)
    {
        var last = model.Places.Values.SelectMany(places => places.Values).DefaultIfEmpty().Max();
        while (await world.TimeAsync() <= last)
        {
            await Task.Delay(5, Stop);
        }

        foreach (var number in Enumerable.Range(0, PlaceWorld.Lines.Sum(line => line.Capacity)))
        {
            var late = await world.CommitAsync(null, PlaceWorld.Wanted($"late-{number}", 1, DateTimeOffset.UnixEpoch));
            Assert.NotNull(late!.Value.Result.State!.LineId);
        }
    }
}
