using CsCheck;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.ReportingService.Store;

namespace Hotline117.UnitTests.Reporting;

public class CallFactsTests
{
    [Fact]
    public void An_answered_call_tells_who_answered_and_how_long_it_took()
    {
        var facts = CallFacts.Of(Samples.CallId, [Samples.Received, Samples.Offered, Samples.Answered, Samples.Ended]);

        Assert.Equal(new CallFacts
        {
            CallId = Samples.CallId,
            ReceivedAt = Samples.Start,
            Region = "osh",
            RegionSource = RegionSource.AreaCode,
            RegionCertainty = RegionCertainty.High,
            Language = "ky",
            OfferedAt = Samples.Start.AddSeconds(1),
            Offers = 1,
            AnsweredAt = Samples.Start.AddSeconds(6),
            AnsweredSource = OfferSource.Router,
            LineId = "osh-1",
            CentreId = "osh",
            EndedAt = Samples.Start.AddSeconds(66),
            Disposition = Disposition.Answered,
            EndReason = EndReason.HungUp,
            WaitedMilliseconds = 6_000,
            TalkedMilliseconds = 60_000,
        }, facts);
    }

    [Fact]
    public void A_callback_belongs_to_the_call_in_which_it_was_agreed_and_the_call_back_is_none_received()
    {
        var agreed = CallFacts.Of(Samples.CallId, [Samples.CallbackEnded, Samples.CallbackAsked, Samples.Received]);
        var made = CallFacts.Of("hotline-c123.1;2", [Samples.Received with { CallbackId = "c123" }, Samples.Answered]);

        Assert.Equal((Samples.Start.AddSeconds(40), CallbackOutcome.Reached, 2), (agreed.CallbackAskedAt, agreed.CallbackOutcome, agreed.CallbackTries));
        Assert.Equal((null, "osh-1"), (made.ReceivedAt, made.LineId));
    }

    [Fact]
    public void An_answer_that_arrives_before_its_call_counts_all_the_same()
    {
        var early = CallFacts.Of(Samples.CallId, [Samples.Answered]);

        Assert.Null(early.ReceivedAt);
        Assert.Equal("osh-1", early.LineId);
    }

    [Fact]
    public void A_call_whose_answer_was_never_told_is_answered_by_its_end()
    {
        var facts = CallFacts.Of(Samples.CallId, [Samples.Received, Samples.Ended]);

        Assert.Null(facts.AnsweredAt);
        Assert.Equal(("osh-1", "osh", 6_000L), (facts.LineId, facts.CentreId, facts.WaitedMilliseconds));
    }

    [Fact]
    public void Of_two_answers_the_first_to_occur_holds()
    {
        var later = Samples.Answered with { EventId = Samples.Id(9), OccurredAt = Samples.Start.AddSeconds(30), LineId = "talas-1", CentreId = "talas" };

        Assert.Equal("osh", CallFacts.Of(Samples.CallId, [later, Samples.Answered]).CentreId);
    }

    [Fact]
    public void Of_two_wrap_ups_the_last_to_occur_holds_as_a_whole_even_if_it_arrives_before_the_call()
    {
        var later = Samples.WrappedUp with
        {
            EventId = Samples.Id(11),
            OccurredAt = Samples.Start.AddSeconds(91),
            WrapUp = new() { ListVersion = 2, Help = "nuisance", Risk = null, Referral = null },
        };

        var facts = CallFacts.Of(Samples.CallId, [later, Samples.WrappedUp, Samples.Received]);

        Assert.Equal((2, "nuisance", null, null), (facts.WrapUpListVersion, facts.Help, facts.Risk, facts.Referral));
    }

    [Theory]
    [InlineData(0, "upTo30")]
    [InlineData(30, "upTo30")]
    [InlineData(31, "upTo60")]
    [InlineData(60, "upTo60")]
    [InlineData(61, "upTo120")]
    [InlineData(240, "upTo240")]
    [InlineData(241, "over240")]
    [InlineData(null, "noRoad")]
    public void Help_is_as_far_as_the_nearest_centre_that_may_be_rung_at_all_free_and_on_duty_or_not(int? minutes, string band)
    {
        foreach (var verdict in new[] { Verdict.Chosen, Verdict.Busy, Verdict.OffShift, Verdict.Paused, Verdict.OtherLanguage, Verdict.NotYet })
        {
            Assert.Equal(band, TravelTimeOf(("far", minutes + 5, Verdict.FurtherAway), ("near", minutes, verdict), ("never", 0, Verdict.NotInPolicy), ("others", 0, Verdict.OtherAudience), ("over", 0, Verdict.NotValid)));
        }
    }

    [Fact]
    public void The_first_decision_that_knew_her_region_tells_how_far_help_is_and_without_one_nobody_knows()
    {
        CallQueued Queued(int second, Explanation decision) => new() { EventId = Guid.NewGuid(), CallId = Samples.CallId, OccurredAt = Samples.Start.AddSeconds(second), Attempt = second, Explanation = decision };
        Explanation near = Samples.Decision("osh", ("osh", 10, Verdict.Busy)), far = Samples.Decision("osh", ("osh", 100, Verdict.Chosen)), nowhere = Samples.Decision(null, ("osh", null, Verdict.Chosen));

        Assert.Equal("upTo120", CallFacts.Of(Samples.CallId, [Queued(3, near), Queued(2, far), Queued(1, nowhere), Samples.Offered with { OccurredAt = Samples.Start }]).TravelTime);
        Assert.Null(CallFacts.Of(Samples.CallId, [Samples.Received, Samples.Offered, Samples.Answered, Queued(1, nowhere)]).TravelTime);
        Assert.Equal("unknown", TravelTimeOf(("never", 0, Verdict.NotInPolicy)));
    }

    private static string? TravelTimeOf(params (string, int?, Verdict)[] ways) => CallFacts.Of(Samples.CallId, [Samples.Offered with { Explanation = Samples.Decision("osh", ways) }]).TravelTime;

    [Fact]
    public void Any_order_and_any_duplicates_give_the_same_row() =>
        Gen.Select(Histories, Gen.Int[0, int.MaxValue]).Sample((history, seed) =>
        {
            var random = new Random(seed);
            var arrivals = history.Concat(history.Where(_ => random.Next(2) == 0)).ToArray();
            random.Shuffle(arrivals);

            Assert.Equal(CallFacts.Of(Samples.CallId, history), CallFacts.Of(Samples.CallId, arrivals));
        });

    // Few times and few lines, so that ties and contradictions are common.
    private static readonly Gen<DateTimeOffset> Times = Gen.Int[0, 5].Select(second => Samples.Start.AddSeconds(second));
    private static readonly Gen<string> Lines = Gen.OneOf(Gen.Const("osh-1"), Gen.Const("osh-2"), Gen.Const("talas-1"));

    private static readonly Gen<CallEvent> Events = Gen.Select(Gen.Guid, Times, Lines, Gen.Long[0, 9], Gen.Int[0, 6]).Select((id, at, line, number, kind) =>
        (CallEvent)(kind switch
        {
            0 => Samples.Received with { EventId = id, OccurredAt = at, Region = line },
            1 => Samples.Offered with { EventId = id, OccurredAt = at, LineId = line, Explanation = number < 3 ? null : Samples.Decision(number < 5 ? null : "osh", (line, (int)number * 40, Verdict.Chosen)) },
            2 => Samples.Answered with { EventId = id, OccurredAt = at, LineId = line, WaitedMilliseconds = number },
            3 => Samples.Abandoned with { EventId = id, OccurredAt = at, WaitedMilliseconds = number },
            4 => Samples.Ended with { EventId = id, OccurredAt = at, LineId = null, CentreId = null, TalkedMilliseconds = number },
            5 => Samples.WrappedUp with { EventId = id, OccurredAt = at, WrapUp = Samples.WrappedUp.WrapUp with { Help = line, Risk = null } },
            _ => Samples.Ended with { EventId = id, OccurredAt = at, LineId = line, TalkedMilliseconds = number },
        }));

    private static readonly Gen<CallEvent[]> Histories = Events.Array[0, 12];
}
