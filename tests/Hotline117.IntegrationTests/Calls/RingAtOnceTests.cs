using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Live;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Decisions;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>The nearest lines ring at once: one gets the caller, and all others are released.</summary>
public class RingAtOnceTests(Hotline hotline) : CallTests(hotline)
{
    private const double CallersTone = 700;
    private const double CentresTone = 1150;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Hotline.PutPolicyAsync(Hotline.PolicyWith(new RingRule(3)));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Hotline.PutPolicyAsync(Hotline.PolicyText);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_first_to_pick_up_gets_the_caller_and_the_others_stop_ringing_with_nothing_against_them()
    {
        var (call, osh, uzgen) = await RungAsync(Osh, Uzgen);
        var offer = await call.NextAsync<CallOffered>();
        Assert.Equal((Osh.Id, Uzgen.Id), (offer.LineId, Assert.Single(offer.Also).LineId));
        await Until.TrueAsync(async () => ((await StatusAsync(Osh)).Ringing, (await StatusAsync(Uzgen)).Ringing) == (1, 1), what: "the board shows both ringing");
        await call.Caller.PlayAsync(CallersTone);
        await uzgen.AnswerAsync();
        uzgen.Play(CentresTone);

        Assert.Equal(Uzgen.Id, (await call.NextAsync<CallAnswered>()).LineId);
        Assert.Equal(PhoneEnd.NeverAnswered, await EndOf(osh));
        await Until.TrueAsync(() => Tone.Share(uzgen.Sound.Heard, CallersTone) > 0.9);
        await Until.TrueAsync(() => Tone.Share(call.Caller.Sound.Heard, CentresTone) > 0.9);
        await Until.TrueAsync(async () => (await StatusAsync(Osh)) is { Ringing: 0, Talking: 0, UnansweredInARow: 0 });
        Assert.Equal((Osh.Id, Verdict.RingsToo), Assert.Single(await call.ExplainAsync()) is var why
            ? (why.ChosenLineId, why.Considered.Single(line => line.LineId == Uzgen.Id).Verdict) : default);
        Assert.Equal((Disposition.Answered, Uzgen.Id), await call.HangUpAndSettleAsync() is var ended ? (ended.Disposition, ended.LineId) : default);
        await Until.DoneAsync(uzgen.Ended);
    }

    [Fact]
    public async Task Two_that_pick_up_in_the_same_moment_are_one_conversation_and_one_released_phone()
    {
        for (var round = 0; round < 20; round++)
        {
            var (call, osh, uzgen) = await RungAsync(Osh, Uzgen);
            await Task.WhenAll(osh.AnswerAsync(), uzgen.AnswerAsync());

            var winner = (await call.NextAsync<CallAnswered>()).LineId;
            var (taken, lost) = winner == Osh.Id ? (osh, uzgen) : (uzgen, osh);
            await EndOf(lost);
            Assert.False(taken.Ended.IsCompleted);
            Assert.Equal((CallPhase.Talking, winner), Assert.Single((await Hotline.LiveAsync()).Calls) is var live ? (live.Phase, live.LineId) : default);
            Assert.Single(call.Events.OfType<CallAnswered>());
            await call.HangUpAndSettleAsync();
            await Hotline.AllQuietAsync();
        }
    }

    [Fact]
    public async Task Where_all_ring_out_those_that_rang_count_as_unanswered_and_those_that_were_engaged_do_not()
    {
        await Hotline.SetGlobalAsync("RING_SECONDS", "1");
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Busy);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        var before = ((await StatusAsync(Osh)).UnansweredInARow, (await StatusAsync(Uzgen)).UnansweredInARow);
        await Hotline.OnShiftAsync(Osh, Uzgen);

        var call = await Hotline.DialAsync(CallerInOsh);
        await call.NextAsync<CallQueued>();

        Assert.Equal((before.Item1, before.Item2 + 1), ((await StatusAsync(Osh)).UnansweredInARow, (await StatusAsync(Uzgen)).UnansweredInARow));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task A_caller_who_hangs_up_silences_all_of_them()
    {
        var (call, osh, uzgen) = await RungAsync(Osh, Uzgen);
        Assert.Equal(Disposition.Abandoned, (await call.HangUpAndSettleAsync()).Disposition);
        Assert.Equal((PhoneEnd.NeverAnswered, PhoneEnd.NeverAnswered), (await EndOf(osh), await EndOf(uzgen)));
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task On_lines_that_are_taken_by_key_the_key_decides_and_whoever_has_only_picked_up_is_released()
    {
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "60");
        var (call, machine, uzgen) = await RungAsync(KaraSuu, Uzgen);
        await machine.AnswerAsync();
        await Until.DoneAsync(machine.PickedUp);
        await call.Caller.PlayAsync(CallersTone);
        await uzgen.AnswerAsync();

        Assert.Equal(Uzgen.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await EndOf(machine);
        Assert.InRange(Tone.Share(machine.Sound.Heard, CallersTone), 0, 0.01);
        await call.HangUpAndSettleAsync();

        (call, machine, uzgen) = await RungAsync(KaraSuu, Uzgen);
        await machine.AnswerAsync();
        await Until.DoneAsync(machine.PickedUp);
        await machine.PressAsync(1);
        Assert.Equal(KaraSuu.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await EndOf(uzgen);
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task The_second_begins_to_ring_after_its_time_beside_the_first_which_may_still_be_picked_up()
    {
        await AfterAsync(2);
        var (call, osh, uzgen) = await RungAsync(Osh, Uzgen);
        Assert.InRange(uzgen.RangAt - osh.RangAt, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(4));
        await osh.AnswerAsync();
        Assert.Equal(Osh.Id, (await call.NextAsync<CallAnswered>()).LineId);
        Assert.Equal(PhoneEnd.NeverAnswered, await EndOf(uzgen));
        await call.HangUpAndSettleAsync();

        (call, osh, uzgen) = await RungAsync(Osh, Uzgen);
        await uzgen.AnswerAsync();
        Assert.Equal(Uzgen.Id, (await call.NextAsync<CallAnswered>()).LineId);
        Assert.Equal(PhoneEnd.NeverAnswered, await EndOf(osh));
        Assert.Single(call.Events.OfType<CallOffered>());
        await call.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    [Fact]
    public async Task A_second_whose_time_has_not_come_never_rings_where_the_first_picks_up_and_is_free_at_once()
    {
        await AfterAsync(20);
        await Hotline.OnShiftAsync(Osh, Uzgen);

        var call = await Hotline.DialAsync(CallerInOsh);
        Assert.Equal(Osh.Id, (await call.NextAsync<CallAnswered>()).LineId);
        var other = await Hotline.DialAsync(CallerInOsh);
        Assert.Equal(Uzgen.Id, (await other.NextAsync<CallAnswered>()).LineId);

        Assert.Equal((1, 1), (Hotline.Phones.PeakOf(Osh.Number), Hotline.Phones.PeakOf(Uzgen.Number)));
        await call.HangUpAndSettleAsync();
        await other.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Where_the_first_is_engaged_the_second_does_not_wait_for_its_time()
    {
        await AfterAsync(20);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Busy);
        await Hotline.OnShiftAsync(Osh, Uzgen);

        var call = await Hotline.DialAsync(CallerInOsh);
        var answered = await call.NextAsync<CallAnswered>();

        Assert.Equal((Uzgen.Id, true), (answered.LineId, answered.WaitedMilliseconds < 3_000));
        Assert.Equal(0, (await StatusAsync(Osh)).UnansweredInARow);
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task For_a_caller_in_danger_both_begin_together()
    {
        await AfterAsync(20);
        await Hotline.SetGlobalAsync("WAIT_SECONDS", "30");
        await Hotline.OnShiftAsync(Talas);
        var other = await Hotline.DialAsync(CallerInNaryn);
        await other.NextAsync<CallAnswered>();
        var call = await Hotline.DialAsync(CallerInOsh);
        await call.NextAsync<CallQueued>();
        await call.Caller.PressAsync(1);
        await Until.TrueAsync(async () => (await Hotline.LiveAsync()).Calls.Single(each => each.CallId == call.Id).Priority is CallPriority.Danger);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);

        await Hotline.PutRosterAsync(Talas, Osh, Uzgen);
        var (osh, uzgen) = (await Hotline.RingsAsync(Osh), await Hotline.RingsAsync(Uzgen));
        Assert.InRange(uzgen.RangAt - osh.RangAt, TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(2));
        await call.HangUpAndSettleAsync();
        await other.HangUpAndSettleAsync();
    }

    private Task AfterAsync(int seconds) => Hotline.PutPolicyAsync(Hotline.PolicyWith(new RingRule(2) { NextAfter = TimeSpan.FromSeconds(seconds) }));

    private async Task<(HotlineCall Call, PhoneCall First, PhoneCall Second)> RungAsync(TestLine first, TestLine second)
    {
        Hotline.Phones.Set(first.Number, PhoneHabit.Rings);
        Hotline.Phones.Set(second.Number, PhoneHabit.Rings);
        await Hotline.OnShiftAsync(first, second);
        var call = await Hotline.DialAsync(CallerInOsh);
        return (call, await Hotline.RingsAsync(first), await Hotline.RingsAsync(second));
    }

    private static async Task<PhoneEnd> EndOf(PhoneCall phone)
    {
        await Until.DoneAsync(phone.Ended);
        return await phone.Ended;
    }

    private async Task<LineStatus> StatusAsync(TestLine line) =>
        (await Hotline.GetAsync<IReadOnlyList<LineStatus>>("/api/v1/lines")).Single(status => status.LineId == line.Id);
}
