using Hotline117.AppHost.Machine;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class ReplicaTests(Hotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task Of_two_routers_that_hear_the_same_call_one_acts_and_every_event_is_published_once()
    {
        await Hotline.OnShiftAsync(FromOsh);
        var published = Hotline.Events.All.Count;
        var rung = Hotline.Phones.Received.Count;
        var capacity = FromOsh.Sum(line => line.Capacity);

        var callers = await Task.WhenAll(Enumerable.Range(0, capacity).Select(_ => Hotline.DialUnseenAsync()));
        var calls = new List<string>();
        foreach (var _ in callers)
        {
            calls.Add((await Hotline.Events.NextCallAsync()).CallId);
            await Hotline.Events.NextAsync<CallAnswered>(calls[^1]);
        }

        await Task.WhenAll(callers.Select(caller => caller.HangUpAsync()));
        foreach (var call in calls)
        {
            await Hotline.Events.NextAsync<CallEnded>(call);
        }

        var events = Hotline.Events.All.Skip(published).Select(each => each.OfCall).OfType<CallEvent>().ToList();
        Assert.All(events.GroupBy(each => (each.CallId, each.GetType())), same => Assert.Single(same));
        Assert.Equal(4 * capacity, events.Count);
        var invites = Hotline.Phones.Received.Skip(rung).Where(request => request.Method == "INVITE").DistinctBy(invite => invite.CallId);
        Assert.Equal(capacity, invites.Count());
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task While_routers_are_replaced_one_after_the_other_no_caller_has_to_wait_for_the_switchs_own_plan()
    {
        await Hotline.OnShiftAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        var replacing = ReplaceAsync("routing", "routing-2");

        var calls = 0;
        for (; !replacing.IsCompleted; calls++)
        {
            var caller = await Hotline.DialUnseenAsync();
            var phone = await Hotline.RingsAsync(Osh);
            await Until.DoneAsync(phone.PickedUp);
            // Who hung up in the instant in which the telephone is picked up might not have been answered, as the switch sees it.
            await caller.Answered;
            await caller.PlayAsync(700);
            await Until.TrueAsync(() => Tone.Share(phone.Sound.Heard, 700) > 0.9, what: "the counsellor hears the caller");
            await caller.HangUpAsync();
            await Until.DoneAsync(phone.Ended);
        }

        await replacing;
        // What one that left had read from the outbox is taken over after 30 s.
        var counted = (await Hotline.CountedAsync(from, calls, within: TimeSpan.FromSeconds(60))).Total;
        Assert.Equal((calls, 0), (counted.Answered, counted.AnsweredByFallback));
    }

    private async Task ReplaceAsync(params string[] routers)
    {
        foreach (var router in routers)
        {
            await Hotline.Stack.StopAsync(router);
            Assert.Contains("leaves to the other routers", await File.ReadAllTextAsync(Path.Combine(Hotline.Stack.Logs, $"{router}.log")), StringComparison.Ordinal);
            await Hotline.Stack.RestartAsync(router, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task When_one_of_two_routers_dies_the_other_goes_on_at_once()
    {
        await Hotline.OnShiftAsync(Osh);
        Posix.Signal(Hotline.Stack.Endpoints.Pids.Routing[0], Posix.Kill);

        try
        {
            var caller = await Hotline.DialUnseenAsync();
            await Hotline.RingsAsync(Osh, TimeSpan.FromSeconds(1.9));
            await caller.HangUpAsync();
        }
        finally
        {
            await Hotline.Stack.RestartAsync("routing", TestContext.Current.CancellationToken);
        }

        // What the dead one may have read from the outbox and not published is taken over after 30 s.
        var call = await Hotline.Events.NextCallAsync(TimeSpan.FromSeconds(40));
        await Hotline.Events.NextAsync<CallEnded>(call.CallId, within: TimeSpan.FromSeconds(40));
    }
}
