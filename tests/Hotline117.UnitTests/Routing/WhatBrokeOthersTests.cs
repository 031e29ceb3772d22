using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;
using Hotline117.UnitTests.Simulation;

namespace Hotline117.UnitTests.Routing;

/// <summary>
/// What other routers got wrong with calls and queues, told in the issues of github.com/asterisk/asterisk (app_queue), signalwire/freeswitch (mod_callcenter)
/// and bmlt-enabled/yap. Faults of a switch are in the integration tests of the same name.
/// </summary>
public sealed class WhatBrokeOthersTests
{
    private static readonly DateTimeOffset Noon = SmallTown.Noon;

    private readonly RoutingSnapshot _town = new SmallTown().Snapshot;

    /// <summary>app_queue 1736: where several threads heard of the end of one call, the agent had taken two.</summary>
    [Fact]
    public void A_conversation_of_which_every_router_hears_counts_once_for_the_line()
    {
        var (state, experiences) = ((CallState?)null, new List<LineExperience>());
        CallSignal[] said = [Said.Wanted(1, 0), Said.Answered(5), Said.HungUp(60)];
        foreach (var signal in said.SelectMany(signal => Enumerable.Repeat(signal, 3)))
        {
            if (Call.Apply(state, signal, Guid.NewGuid) is not { } transition)
                continue;
            experiences.AddRange(transition.Had.Select(had => had.Experience));
            state = transition.WantsLine ? Call.Offered(transition.Next, signal.At, [new HeldLine("near-1", "near")]) : transition.Next;
        }

        Assert.Equal([LineExperience.Answered, LineExperience.Talked], experiences);
    }

    /// <summary>app_queue 1006: an agent who was in six queues got the next call three seconds after the last, with thirty to write up.</summary>
    [Fact]
    public void Whatever_the_next_callers_ask_for_who_writes_up_is_left_alone_to_the_second()
    {
        var router = new SimulatedRouter(Only("middle-1"));
        router.Handle(Asks("first", 0, new CallerWishes("ky")), Noon);
        router.Handle(new LineAnswered("first", Noon.AddSeconds(4)), Noon.AddSeconds(4));
        router.Handle(new HungUp("first", Noon.AddSeconds(60)), Noon.AddSeconds(60));

        var until = 60 + (int)CarePolicy.Default.WrapUp.TotalSeconds;
        CallerWishes[] wishes = [CallerWishes.None, new("ky"), new("ru"), new("uz"), new(Service: "legal"), new(Gender: Gender.Female)];
        for (var second = 61; second < until; second++)
        {
            var asked = Asks($"call-{second}", second, wishes[second % wishes.Length]);
            Assert.Null(router.Handle(asked, asked.At)!.State.LineId);
            Assert.Empty(router.Turns(asked.At));
        }

        Assert.Equal("call-61", Assert.Single(router.Turns(Noon.AddSeconds(until))).CallId);
    }

    /// <summary>mod_callcenter 1216 and 1221: an agent who could not be rung, last in the list, held the whole queue up.</summary>
    [Theory]
    [InlineData("near-1")]
    [InlineData("middle-1")]
    [InlineData("far-1")]
    public void A_line_that_cannot_be_rung_holds_nobody_up_wherever_it_stands(string silent)
    {
        foreach (var obstacle in Enum.GetValues<LineObstacle>())
        {
            var router = new SimulatedRouter(OneByOne with { Conditions = new Dictionary<string, LineCondition> { [silent] = new(obstacle, null) } });
            var places = _town.Directory.Lines.Where(line => line.Id != silent && line.Id != "asleep-1").Sum(line => line.Line.Capacity);
            var rung = Enumerable.Range(0, places).Select(number => router.Handle(Asks($"call-{number}", 0, CallerWishes.None), Noon)!.State.LineId).ToList();

            Assert.DoesNotContain(null, rung);
            Assert.DoesNotContain(silent, rung);
        }
    }

    /// <summary>yap 703 and 1578: with callers led by gender nobody was rung, though somebody of the gender was on duty.</summary>
    [Fact]
    public void A_caller_who_asks_for_a_woman_is_led_to_where_only_women_are_on_duty_and_where_none_is_to_somebody()
    {
        var town = new SmallTown();
        var middle = town.Snapshot.Directory.FindCentre("middle")!;
        var staffed = middle with { Counsellors = [new() { Id = "m-1", Languages = ["ky"], Gender = Gender.Female }, new() { Id = "m-2", Languages = ["ru"], Gender = Gender.Male }] };
        var directory = new CentreDirectory(town.Snapshot.Directory.Centres.Select(centre => centre.Id == "middle" ? staffed : centre));
        Assert.Equal(["middle-1"], AskForAWoman("m-1").Candidates.Select(line => line.LineId));
        Assert.Equal([Requirement.Gender], AskForAWoman("m-1", "m-2").Relaxed);

        Ranking AskForAWoman(params string[] onDuty)
        {
            var shift = town.Snapshot.Roster.Shifts[0];
            var roster = new Roster([shift with { Lines = ["near-1", "far-1"] }, shift with { Id = "middle", Lines = ["middle-1"], Counsellors = onDuty }], directory);
            var call = new CallFacts { CallId = "1700000000.1", ReceivedAt = World.Start, Wishes = new(Gender: Gender.Female) };
            return Ranking.Of(call, town.Snapshot with { Directory = directory, Roster = roster }, World.Start);
        }
    }

    /// <summary>app_queue 1691: once somebody had come in at the first place, nobody in either of two queues that shared an agent was offered any more.</summary>
    [Fact]
    public void Who_comes_last_and_goes_first_stops_nobody_and_all_are_served_in_their_order()
    {
        var router = new SimulatedRouter(Only("middle-1"));
        var clock = 0;
        router.Handle(Asks("talks", clock, CallerWishes.None), Noon);
        router.Handle(new LineAnswered("talks", At(++clock)), At(clock));
        router.Handle(Asks("ky", ++clock, new CallerWishes("ky")), At(clock));
        router.Handle(Asks("ru", ++clock, new CallerWishes("ru")), At(clock));
        router.Handle(Asks("danger", ++clock, new CallerWishes("ky")) with { InDanger = true }, At(clock));

        var (served, now) = (new List<string>(), "talks");
        while (served.Count < 3)
        {
            clock += 10;
            router.Handle(new HungUp(now, At(clock)), At(clock));
            clock += (int)CarePolicy.Default.WrapUp.TotalSeconds;
            now = Assert.Single(router.Turns(At(clock))).CallId;
            router.Handle(new TurnCame(now, At(clock)), At(clock));
            router.Handle(new LineAnswered(now, At(clock)), At(clock));
            served.Add(now);
        }

        Assert.Equal(["danger", "ky", "ru"], served);

        static DateTimeOffset At(int second) => Noon.AddSeconds(second);
    }

    /// <summary>yap 285 and 613: the record of a call named only who answered, or only who was rung first.</summary>
    [Fact]
    public void Everybody_who_did_not_pick_up_is_on_record_with_the_time()
    {
        var story = new CallStory();
        story.Give(Said.Wanted(step: 1, after: 0), free: "a-1");
        story.Give(Said.Wanted(step: 2, after: 20) with { Tried = new HashSet<string> { "a-1" } }, free: "b-1");
        story.Give(Said.Wanted(step: 3, after: 40) with { Tried = new HashSet<string> { "a-1", "b-1" } }, free: "c-1");
        story.Give(Said.Answered(after: 45));

        var silent = story.Events.OfType<CallOffered>().Where(offer => !story.Events.OfType<CallAnswered>().Any(answer => answer.LineId == offer.LineId));
        Assert.Equal([("a-1", 0.0), ("b-1", 20.0)], silent.Select(offer => (offer.LineId, (offer.OccurredAt - World.Start).TotalSeconds)));
    }

    /// <summary>No caller is kept a second line, so that each place is somebody's.</summary>
    private RoutingSnapshot OneByOne => _town with { Policy = _town.Policy with { Ring = new RingRule() } };

    private RoutingSnapshot Only(string line) => _town with
    {
        Roster = new Roster([new Shift { Id = "always", Lines = [line], Days = Enum.GetValues<DayOfWeek>(), From = default, To = default }], _town.Directory),
    };

    private static LineWanted Asks(string call, int second, CallerWishes wishes) =>
        new(call, Noon.AddSeconds(second), 1, new CallerRegion("centre-town", RegionSource.AreaCode, RegionCertainty.High), wishes, new HashSet<string>());
}
