using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class NearestCentreTests(Hotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task A_caller_in_Osh_reaches_the_nearest_centre_on_shift_and_the_decision_names_every_line_once()
    {
        await Hotline.OnShiftAsync(Manas, Bishkek, Talas);

        var call = await Hotline.DialAsync(CallerInOsh);
        await Hotline.RingsAsync(Manas);
        await call.NextAsync<CallAnswered>();

        var decision = Assert.Single(await call.ExplainAsync());
        Assert.Equal(("osh-city", RegionSource.AreaCode, Manas.Id), (decision.Region, decision.RegionSource, decision.ChosenLineId));
        Assert.Equal(All.Select(line => line.Id).Order(), decision.Considered.Select(line => line.LineId).Order());
        var verdicts = decision.Considered.ToDictionary(line => line.LineId, line => line.Verdict);
        Assert.Equal(Verdict.Chosen, verdicts[Manas.Id]);
        Assert.Equal([Verdict.FurtherAway, Verdict.FurtherAway], [verdicts[Talas.Id], verdicts[Bishkek.Id]]);
        Assert.Equal([Verdict.OffShift, Verdict.OffShift, Verdict.OffShift], [verdicts[Osh.Id], verdicts[Uzgen.Id], verdicts[Refuge.Id]]);
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task The_events_of_a_call_come_in_order_and_agree_with_one_another()
    {
        await Hotline.OnShiftAsync(Osh);

        var call = await Hotline.DialAsync(CallerInOsh);
        await call.NextAsync<CallAnswered>();
        var ended = await call.HangUpAndSettleAsync();
        await call.NextAsync<CallOffered>();

        Assert.Collection(call.Events,
            first => Assert.Equal(("osh-city", RegionCertainty.High), (Assert.IsType<CallReceived>(first).Region, call.Received.RegionCertainty)),
            second => Assert.Equal((1, Osh.Id, Osh.Centre, OfferSource.Router),
                Assert.IsType<CallOffered>(second) is var offered ? (offered.Attempt, offered.LineId, offered.CentreId, offered.Source) : default),
            third => Assert.Equal(Osh.Id, Assert.IsType<CallAnswered>(third).LineId),
            last => Assert.Same(ended, last));
        Assert.Equal((Disposition.Answered, EndReason.HungUp, Osh.Id, Osh.Centre), (ended.Disposition, ended.Reason, ended.LineId, ended.CentreId));
        Assert.Equal(call.Events.Select(each => each.OccurredAt).Order(), call.Events.Select(each => each.OccurredAt));
        Assert.All(call.Events, each => Assert.Equal(1, each.SchemaVersion));
    }

    [Fact]
    public async Task Dispatchers_see_the_call_wait_ring_and_talk()
    {
        await Hotline.OnShiftAsync(Osh);
        var first = await Hotline.DialAsync(CallerInOsh);
        await first.NextAsync<CallAnswered>();
        var second = await Hotline.DialAsync(CallerInNaryn);
        await second.NextAsync<CallQueued>();
        Hotline.Phones.Set(Osh.Number, Sip.PhoneHabit.Rings);

        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => await PhasesAsync(replica) is
                [("osh-city", CallPhase.Talking, "osh-1"), ("naryn-city", CallPhase.Waiting, null)], what: $"{replica} shows one talking, one waiting");
        }

        await first.HangUpAndSettleAsync();
        await Until.TrueAsync(async () => await PhasesAsync(null) is [("naryn-city", CallPhase.Ringing, "osh-1")]);
        await second.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    private async Task<IReadOnlyList<(string?, CallPhase, string?)>> PhasesAsync(string? replica) =>
        [.. (await Hotline.LiveAsync(replica)).Calls.OrderBy(call => call.ReceivedAt).Select(call => (call.Region, call.Phase, call.LineId))];
}
