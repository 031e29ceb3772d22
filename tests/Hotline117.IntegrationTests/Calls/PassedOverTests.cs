using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class PassedOverTests(Hotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task Busy_declining_unreachable_and_silent_phones_lead_to_the_next_nearest_centre()
    {
        await Hotline.OnShiftAsync(FromOsh);
        await Hotline.SetGlobalAsync("RING_SECONDS", "1");
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Busy);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Declines);
        Hotline.Phones.Set(Manas.Number, PhoneHabit.Unreachable);
        Hotline.Phones.Set(Talas.Number, PhoneHabit.Rings);

        var call = await Hotline.DialAsync(CallerInOsh);
        var answered = await call.NextAsync<CallAnswered>();

        await call.NextAsync<CallOffered>(FromOsh.Count);
        Assert.Equal(Bishkek.Id, answered.LineId);
        Assert.Equal(FromOsh.Select((line, i) => (i + 1, line.Id)), call.Events.OfType<CallOffered>().Select(offer => (offer.Attempt, offer.LineId)));
        Assert.Equal(PhoneEnd.NeverAnswered, await (await Hotline.RingsAsync(Talas)).Ended);
        var decisions = await call.ExplainAsync();
        Assert.Equal(FromOsh.Select(line => line.Id), decisions.Select(decision => decision.ChosenLineId));
        for (var attempt = 0; attempt < FromOsh.Count; attempt++)
        {
            Assert.Equal(
                FromOsh.Take(attempt).Select(line => line.Id).Order(),
                decisions[attempt].Considered.Where(line => line.Verdict is Verdict.AlreadyTried).Select(line => line.LineId).Order());
        }

        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task A_phone_of_which_nothing_is_heard_at_all_is_passed_over_after_the_time_to_ring()
    {
        await Hotline.OnShiftAsync(Osh, Uzgen);
        await Hotline.SetGlobalAsync("RING_SECONDS", "1");
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Dead);

        var call = await Hotline.DialAsync(CallerInOsh);

        Assert.Equal(Uzgen.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Where_every_phone_is_busy_the_caller_waits_and_all_are_tried_again()
    {
        await Hotline.OnShiftAsync(Osh, Uzgen);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Busy);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Busy);

        var call = await Hotline.DialAsync(CallerInOsh);
        await call.NextAsync<CallQueued>();
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Answers);
        var answered = await call.NextAsync<CallAnswered>();

        Assert.Equal(Uzgen.Id, answered.LineId);
        Assert.Equal(Disposition.Answered, (await call.HangUpAndSettleAsync()).Disposition);
    }
}
