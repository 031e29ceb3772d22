using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using StackExchange.Redis;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>What the switch did alone is known afterwards, from its own records.</summary>
public class RecoveryTests(SecondHotline hotline) : FaultyCallTests(hotline)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Calls_that_began_and_ended_while_no_router_lived_are_counted_as_what_they_were()
    {
        var from = TimeProvider.System.GetUtcNow();
        await using (await Hotline.LeavePlanAndDieAsync(Talas))
        {
            var answered = await Hotline.DialUnseenAsync("0342255501");
            await TalkAsync(answered, await Hotline.RingsAsync(Talas, Until.Patience));
            await answered.HangUpAsync();

            Hotline.Phones.Set(Talas.Number, PhoneHabit.Rings);
            var abandoned = await Hotline.DialUnseenAsync("0342255501");
            await Hotline.RingsAsync(Talas, Until.Patience);
            await abandoned.HangUpAsync();

            Hotline.Phones.Set(Talas.Number, PhoneHabit.Busy);
            var overflowed = await Hotline.DialUnseenAsync("0342255501");
            await TalkAsync(overflowed, await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience));
            await overflowed.HangUpAsync();
        }

        // A call's events may be stored in any order: its end before its answer.
        await Until.TrueAsync(async () => (await Hotline.CountedAsync(from, 3, within: Recovery)).Total is { AnsweredByFallback: 1, Abandoned: 1, Overflowed: 1 });
        Assert.Equal("talas-city", Assert.Single((await Hotline.CountedAsync(from, 3, StatisticsDimension.Region)).Rows).Key);
        await Hotline.AllCountedAsync();
    }

    [Fact]
    public async Task A_conversation_that_the_switch_connected_alone_is_on_the_boards_again_holds_its_line_and_is_counted_once()
    {
        var from = TimeProvider.System.GetUtcNow();
        Caller caller;
        await using (await Hotline.LeavePlanAndDieAsync(Talas))
        {
            caller = await Hotline.DialUnseenAsync();
            await TalkAsync(caller, await Hotline.RingsAsync(Talas, Until.Patience));
        }

        var call = await Hotline.Events.NextCallAsync(Recovery);
        var answered = await Hotline.Events.NextAsync<CallAnswered>(call.CallId, within: Recovery);
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await Hotline.LiveAsync(replica)).Calls.Any(live => live.Phase is CallPhase.Talking && live.LineId == Talas.Id),
                what: $"{replica} shows who talks");
        }

        // It began to talk before any router lived, and its line is no other caller's.
        var second = await Hotline.DialAsync();
        await second.NextAsync<CallQueued>();
        await second.HangUpAndSettleAsync();
        await caller.HangUpAsync();
        var ended = await Hotline.Events.NextAsync<CallEnded>(call.CallId);

        Assert.Equal((Talas.Id, OfferSource.SwitchFallback), (answered.LineId, answered.Source));
        Assert.Equal(Disposition.Answered, ended.Disposition);
        Assert.Equal(await Hotline.MillisecondsTalkedOnSwitchAsync(call.CallId), ended.TalkedMilliseconds);
        Assert.Equal(1, (await Hotline.CountedAsync(from, 2)).Total.AnsweredByFallback);
    }

    [Fact]
    public async Task A_line_that_was_picked_up_while_no_router_lived_is_known_to_talk()
    {
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var call = await Hotline.DialAsync(CallerInOsh);
        var phone = await Hotline.RingsAsync(Osh);
        await using (Hotline.KillRouters())
        {
            await phone.AnswerAsync();
            await TalkAsync(call.Caller, phone);
        }

        await call.NextAsync<CallAnswered>(within: Recovery);
        Assert.Equal(Disposition.Answered, (await call.HangUpAndSettleAsync()).Disposition);
    }

    [Fact]
    public async Task An_end_that_Redis_and_the_switch_lose_again_as_after_a_full_disk_is_counted_by_whoever_heard_it()
    {
        await Hotline.OnShiftAsync(Osh);
        var call = await Hotline.DialAsync(CallerInOsh);
        await TalkAsync(call.Caller, await Hotline.RingsAsync(Osh));
        var ended = await call.HangUpAndSettleAsync();
        RedisKey stored = $"{{h117}}:call:{call.Id}";

        await Hotline.SwitchAsync("database deltree hotline117-calls");
        await Hotline.Redis.KeyDeleteAsync(stored);
        await Hotline.Redis.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

        await Until.TrueAsync(async () => (await Hotline.Redis.HashGetAsync(stored, "state")).ToString().Contains("\"phase\":\"ended\"", StringComparison.Ordinal), Recovery);
        Assert.Equal(ended.EventId, Assert.Single(Hotline.Events.Of<CallEnded>(call.Id)).EventId);
    }
}
