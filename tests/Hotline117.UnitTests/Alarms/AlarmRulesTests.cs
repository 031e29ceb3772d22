using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Alarms;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;
using Hotline117.UnitTests.Routing;
using static Hotline117.UnitTests.Routing.SmallTown;

namespace Hotline117.UnitTests.Alarms;

public sealed class AlarmRulesTests
{
    private static readonly RegionMap Regions = new(
    [
        .. new[] { "centre-town", "near", "middle", "far" }.Select(id => new Region(id, null, new LocalizedText(null, null, id), id)),
        new Region("asleep", "near", new LocalizedText(null, null, "asleep"), "asleep"),
    ]);

    private AlarmFacts facts = new(Noon, new SmallTown().Snapshot, Regions);

    [Fact]
    public void Where_all_is_well_nothing_is_an_alarm() => Assert.Empty(AlarmRules.Of(facts with
    {
        Calls = [Call(CallPhase.Waiting, 59), Call(CallPhase.Talking, 5000), Call(CallPhase.Waiting, 5000) with { Callback = new CallingBack("b", Noon) }],
        WaitingEvents = 10_000,
        FallbackAt = Noon.AddMinutes(-5),
        Troubles = [new(AlarmKind.Redis, null, Noon.AddSeconds(-9))],
    }));

    [Theory]
    [InlineData(60, AlarmSeverity.Warning)]
    [InlineData(179, AlarmSeverity.Warning)]
    [InlineData(180, AlarmSeverity.Critical)]
    public void Who_waits_too_long_is_told_with_all_others_who_do_also_while_a_telephone_rings_for_her(int seconds, AlarmSeverity severity)
    {
        facts = facts with { Calls = [Call(CallPhase.Ringing, seconds), Call(CallPhase.Waiting, 60), Call(CallPhase.Waiting, 3)] };

        var alarm = Only(AlarmKind.LongWait);

        Assert.Equal((severity, 2, Noon.AddSeconds(60 - seconds)), (alarm.Severity, alarm.Figure!.Value, alarm.Since));
    }

    [Fact]
    public void A_wait_of_zero_switches_the_alarm_off()
    {
        Policy(new() { Wait = TimeSpan.Zero });
        facts = facts with { Calls = [Call(CallPhase.Waiting, 5000)] };

        Assert.Empty(AlarmRules.Of(facts));
    }

    [Fact]
    public void A_region_from_which_nobody_is_near_enough_is_bare_and_what_lies_in_it_is_not_told_again()
    {
        Policy(new() { CoverWithin = TimeSpan.FromMinutes(15) });
        facts = facts with { Snapshot = facts.Snapshot with { Conditions = Kept("near-1") } };

        // 30 and more minutes from near and asleep, which lies in it; 20 from centre-town.
        Assert.Equal(["no-cover-now:centre-town", "no-cover-now:near"], Keys());
        Assert.All(AlarmRules.Of(facts), alarm => Assert.Equal(AlarmSeverity.Critical, alarm.Severity));
    }

    [Theory]
    [InlineData(LineObstacle.Paused, true)]
    [InlineData(LineObstacle.Unreachable, true)]
    [InlineData(LineObstacle.Resting, false)]
    public void Where_nobody_in_the_country_can_be_rung_that_alone_is_told_and_who_rests_is_there(LineObstacle obstacle, bool isBare)
    {
        facts = facts with { Snapshot = facts.Snapshot with { Conditions = Kept(["near-1", "middle-1", "far-1"], obstacle) } };

        Assert.Equal(isBare ? ["no-cover-now"] : [], Keys());
    }

    [Fact]
    public void Before_there_is_a_directory_nothing_is_said_of_cover()
    {
        facts = facts with { Snapshot = new(Hotline117.Routing.Directory.CentreDirectory.Empty, Roster.Empty, RoutingPolicy.Default, facts.Snapshot.TravelTimes) };

        Assert.Empty(AlarmRules.Of(facts));
    }

    [Fact]
    public void Gaps_ahead_are_told_with_their_beginning_but_not_of_a_region_in_one_that_lacks_cover_as_long()
    {
        facts = facts with
        {
            Gaps =
            [
                new("near", Noon.AddHours(3), Noon.AddHours(9)), new("asleep", Noon.AddHours(4), Noon.AddHours(8)), new("far", Noon.AddHours(3), Noon.AddHours(9)),
                new("far", Noon.AddHours(20), Noon.AddHours(24)), new(null, Noon.AddHours(21), Noon.AddHours(23)),
                new("middle", Noon.AddHours(21), Noon.AddHours(23)), new("middle", Noon, Noon.AddHours(1)), new("middle", Noon.AddHours(25), Noon.AddHours(26)),
            ],
        };

        Assert.Equal(
            [
                "no-cover-ahead:20260716T0300Z", "no-cover-ahead:far:20260715T0900Z", "no-cover-ahead:far:20260716T0200Z", "no-cover-ahead:near:20260715T0900Z",
            ], Keys());
        Assert.All(AlarmRules.Of(facts), alarm => Assert.Equal((AlarmSeverity.Warning, true), (alarm.Severity, alarm.At > Noon)));
    }

    [Theory]
    [InlineData(10, -7.0, -6.0, true)]
    [InlineData(9, -7.0, -6.0, false)]
    [InlineData(10, -5.0, -6.0, false)]
    [InlineData(10, null, -6.0, true)]
    [InlineData(10, null, -5.0, false)]
    public void A_centre_that_gets_no_call_although_its_region_calls_is_quiet(int calls, double? lastOfferHours, double knownSinceHours, bool isQuiet)
    {
        facts = facts with
        {
            Traffic = new(
                Noon.AddHours(knownSinceHours),
                new Dictionary<string, int> { ["near"] = calls - 1, ["asleep"] = 1, ["middle"] = 3 },
                lastOfferHours is { } hours ? new Dictionary<string, DateTimeOffset> { ["near"] = Noon.AddHours(hours) } : new Dictionary<string, DateTimeOffset>()),
        };

        Assert.Equal(isQuiet ? ["quiet-centre:near"] : [], Keys());
    }

    [Fact]
    public void A_centre_that_somebody_has_paused_is_not_called_quiet()
    {
        facts = facts with
        {
            Snapshot = facts.Snapshot with { Conditions = Kept("near-1") },
            Traffic = new(DateTimeOffset.MinValue, new Dictionary<string, int> { ["near"] = 100 }, new Dictionary<string, DateTimeOffset>()),
        };

        Assert.Empty(AlarmRules.Of(facts));
    }

    [Fact]
    public void A_line_at_which_nobody_picks_up_is_told_while_it_is_on_shift()
    {
        facts = facts with { SilentLines = new Dictionary<string, DateTimeOffset> { ["far-1"] = Noon.AddMinutes(-2), ["asleep-1"] = Noon } };

        Assert.Equal((AlarmSeverity.Warning, "far-1", Noon.AddMinutes(-2)), (Only(AlarmKind.SilentLine).Severity, Only(AlarmKind.SilentLine).Subject, Only(AlarmKind.SilentLine).Since));
    }

    [Fact]
    public void The_switchs_own_plan_and_parts_in_trouble_and_waiting_events_are_told()
    {
        facts = facts with
        {
            FallbackAt = Noon.AddMinutes(-4),
            WaitingEvents = 10_001,
            Troubles = [new(AlarmKind.Redis, null, Noon.AddSeconds(-10)), new(AlarmKind.Switch, "osh", Noon.AddMinutes(-1)), new(AlarmKind.RabbitMq, null, Noon.AddSeconds(-11))],
        };

        Assert.Equal(["events-wait", "fallback", "rabbit-mq", "redis", "switch:osh"], Keys());
        Assert.Equal(["fallback", "redis", "switch:osh"], AlarmRules.Of(facts).Where(alarm => alarm.Severity is AlarmSeverity.Critical).Select(alarm => alarm.Key).Order());
    }

    [Theory]
    [InlineData(499, null)]
    [InlineData(500, AlarmSeverity.Warning)]
    [InlineData(999, AlarmSeverity.Warning)]
    [InlineData(1000, AlarmSeverity.Critical)]
    public void An_outbox_is_told_of_at_half_of_its_bound_and_critical_once_it_is_full_whatever_the_policy_says(int waiting, AlarmSeverity? severity)
    {
        facts = facts with { WaitingEvents = waiting, MostWaitingEvents = 1000 };

        Assert.Equal(severity, AlarmRules.Of(facts).SingleOrDefault(alarm => alarm.Kind == AlarmKind.EventsWait)?.Severity);
    }

    private Alarm Only(AlarmKind kind) => Assert.Single(AlarmRules.Of(facts), alarm => alarm.Kind == kind);

    private IEnumerable<string> Keys() => AlarmRules.Of(facts).Select(alarm => alarm.Key).Order(StringComparer.Ordinal);

    private void Policy(AlarmPolicy alarms) => facts = facts with { Snapshot = facts.Snapshot with { Policy = facts.Snapshot.Policy with { Alarms = alarms } } };

    private static Dictionary<string, LineCondition> Kept(params string[] lines) => Kept(lines, LineObstacle.Paused);

    private static Dictionary<string, LineCondition> Kept(string[] lines, LineObstacle obstacle) => lines.ToDictionary(line => line, _ => new LineCondition(obstacle, null));

    private static CallState Call(CallPhase phase, int seconds) => new()
    {
        CallId = $"{phase}-{seconds}",
        Version = 1,
        Phase = phase,
        PhaseSince = Noon,
        ReceivedAt = Noon.AddSeconds(-seconds),
        Step = 1,
        Attempt = 0,
        Region = CallerRegion.Unknown,
    };
}
