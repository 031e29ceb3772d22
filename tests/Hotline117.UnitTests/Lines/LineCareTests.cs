using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Lines;

/// <summary>What a call's transitions mean for the line that it held.</summary>
public sealed class LineCareTests
{
    private const string Alone = "alone-1";
    private const string Several = "several-1";

    // 14:00 in Bishkek.
    private static readonly DateTimeOffset Start = new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly CentreDirectory Directory = new([Centre("alone", Alone, 1), Centre("several", Several, 3)]);
    private static readonly Roster Day = RosterFrom(new TimeOnly(8, 0), new TimeOnly(20, 0));

    [Fact]
    public void An_offer_that_came_back_counts_as_unanswered_if_the_switch_has_tried_the_line()
    {
        Assert.Equal([new LineHad(Alone, LineExperience.Unanswered)], Apply(Ringing(Alone), Wanted(tried: [Alone])).Had);
        // The switch rang something else, because the offer came too late.
        Assert.Empty(Apply(Ringing(Alone), Wanted(tried: ["other-1"])).Had);
        Assert.Empty(Apply(Ringing(Alone), new FallbackOffered("1.1", At(20), 2, "other-1", "other")).Had);
        Assert.Empty(Apply(Ringing(Alone), Wanted(tried: [Alone]) with { WasEngaged = true }).Had);
    }

    [Fact]
    public void A_caller_who_hangs_up_while_it_rings_tells_nothing_of_the_line()
    {
        Assert.Empty(Apply(Ringing(Alone), new HungUp("1.1", At(20))).Had);
        Assert.Empty(LineCare.For(Apply(Ringing(Alone), new HungUp("1.1", At(20))), CarePolicy.Default, Directory, Day));
    }

    [Fact]
    public void A_conversation_is_over_however_the_call_goes_on()
    {
        foreach (var signal in new CallSignal[]
        {
            new HungUp("1.1", At(100)), new Vanished("1.1", At(100)), Wanted(tried: [], after: 100),
            new FallbackOffered("1.1", At(100), 2, "other-1", "other"), new EmergencyOffered("1.1", At(100), 2),
        })
        {
            Assert.Equal([new LineHad(Alone, LineExperience.Talked, TimeSpan.FromSeconds(90))], Apply(Talking(Alone), signal).Had);
        }
    }

    [Fact]
    public void So_many_offers_without_an_answer_pause_the_line_for_a_while()
    {
        var care = Care(Ringing(Alone), Wanted(tried: [Alone]));
        Assert.Equal((3, HoldKind.Unanswered, "policy", At(20).AddMinutes(15)), (care.HoldAt, care.Hold!.Kind, care.Hold.By, care.Hold.Until));
        Assert.Null(Care(Ringing(Alone), Wanted(tried: [Alone]), new CarePolicy { PauseAfterUnanswered = 0 }).Hold);
    }

    [Fact]
    public void After_a_hard_call_whoever_sits_alone_at_a_line_rests_and_among_several_only_the_one_place()
    {
        var hard = new HungUp("1.1", At(10 + (45 * 60)));
        var alone = Care(Talking(Alone), hard);
        Assert.Equal((TimeSpan.FromSeconds(30), HoldKind.HardCall, hard.At.AddMinutes(10)), (alone.PlaceStaysFor, alone.Hold!.Kind, alone.Hold.Until));
        var several = Care(Talking(Several), hard);
        Assert.Equal((TimeSpan.FromMinutes(10), (LineHold?)null), (several.PlaceStaysFor, several.Hold));
        Assert.Null(Care(Talking(Alone), hard with { At = hard.At.AddSeconds(-1) }).Hold);
    }

    [Fact]
    public void Conversations_are_counted_until_the_shift_ends_and_for_a_line_that_never_closes_until_midnight()
    {
        var answered = new LineAnswered("1.1", At(20));
        Assert.Equal(new DateTimeOffset(2026, 7, 15, 14, 0, 0, TimeSpan.Zero), Care(Ringing(Alone), answered).CountedUntil);
        Assert.Equal(new DateTimeOffset(2026, 7, 15, 18, 0, 0, TimeSpan.Zero), Care(Ringing(Alone), answered, roster: RosterFrom(default, default)).CountedUntil);
        Assert.Null(Care(Ringing(Alone), answered).Hold);
    }

    [Fact]
    public void A_limit_of_conversations_is_for_each_place_and_gives_rest_until_the_shift_ends()
    {
        var care = Care(Ringing(Several), new LineAnswered("1.1", At(20)), new CarePolicy { CallsPerShift = 5 });
        Assert.Equal((15, HoldKind.ShiftLimit, care.CountedUntil), (care.HoldAt, care.Hold!.Kind, care.Hold.Until));
    }

    [Fact]
    public void A_policy_with_faults_names_all_of_them()
    {
        Assert.Empty(CareRules.Check(CarePolicy.Default));
        var faults = CareRules.Check(new CarePolicy { LongestRing = default, LongestCall = default, WrapUp = TimeSpan.FromHours(-1), PauseAfterUnanswered = -1, CallsPerShift = -1 });
        Assert.Equal(["longestRingSeconds", "longestCallMinutes", "wrapUpSeconds", "pauseAfterUnanswered", "callsPerShift"], faults.Select(fault => fault.Field));
    }

    private static LineCare Care(CallState before, CallSignal signal, CarePolicy? policy = null, Roster? roster = null) =>
        Assert.Single(LineCare.For(Apply(before, signal), policy ?? CarePolicy.Default, Directory, roster ?? Day));

    private static CallTransition Apply(CallState before, CallSignal signal) => Call.Apply(before, signal, () => Guid.Empty)!;

    private static LineWanted Wanted(string[] tried, int after = 20) =>
        new("1.1", At(after), 2, CallerRegion.Unknown, CallerWishes.None, tried.ToHashSet());

    private static CallState Ringing(string line) => new()
    {
        CallId = "1.1",
        Version = 1,
        Phase = CallPhase.Ringing,
        PhaseSince = Start,
        ReceivedAt = Start,
        Step = 1,
        Attempt = 1,
        Region = CallerRegion.Unknown,
        Lines = [new(line, line[..^2])],
    };

    private static CallState Talking(string line) => Ringing(line) with { Phase = CallPhase.Talking, PhaseSince = At(10), AnsweredAt = At(10) };

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    private static Roster RosterFrom(TimeOnly from, TimeOnly to) => new(
        [new Shift { Id = "s", Lines = [Alone, Several], Days = Enum.GetValues<DayOfWeek>(), From = from, To = to }], Directory);

    private static Centre Centre(string id, string line, int capacity) => new()
    {
        Id = id,
        Name = new LocalizedText(null, null, id),
        Region = "osh-city",
        Town = "Osh",
        Languages = ["ky"],
        Lines = [new Line { Id = line, Number = "0322000000", Capacity = capacity }],
    };
}
