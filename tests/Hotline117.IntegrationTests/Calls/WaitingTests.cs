using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class WaitingTests(Hotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task A_caller_for_whom_no_line_is_free_waits_and_is_connected_when_one_is()
    {
        await Hotline.OnShiftAsync(Bishkek);
        var talking = new List<HotlineCall>();
        for (var i = 0; i < Bishkek.Capacity; i++)
        {
            talking.Add(await Hotline.DialAsync());
            await talking[i].NextAsync<CallAnswered>();
        }

        var extra = await Hotline.DialAsync();
        await extra.NextAsync<CallQueued>();
        await Until.TrueAsync(async () => (await extra.ExplainAsync()).Count >= 3);
        Assert.Empty(extra.Events.OfType<CallOffered>());
        Assert.All(await extra.ExplainAsync(), decision =>
            Assert.Equal(Verdict.Busy, decision.Considered.Single(line => line.LineId == Bishkek.Id).Verdict));
        await talking[1].HangUpAndSettleAsync();
        var answered = await extra.NextAsync<CallAnswered>();

        Assert.Equal(Bishkek.Id, answered.LineId);
        Assert.Single(extra.Events.OfType<CallQueued>());
        foreach (var call in talking.Where((_, i) => i != 1).Append(extra))
        {
            await call.HangUpAndSettleAsync();
        }

        await Hotline.AllQuietAsync();
        Assert.Equal(Bishkek.Capacity, Hotline.Phones.PeakOf(Bishkek.Number));
    }

    [Fact]
    public async Task No_line_ever_has_more_calls_than_it_takes_however_many_dial_at_once()
    {
        await Hotline.OnShiftAsync(Bishkek, Osh);
        var callers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Hotline.DialUnseenAsync()));
        var known = new List<string>();
        foreach (var _ in callers)
        {
            known.Add((await Hotline.Events.NextCallAsync()).CallId);
        }

        await Until.TrueAsync(() => known.Count(id => Hotline.Events.Of<CallAnswered>(id).Count > 0) == Bishkek.Capacity + Osh.Capacity);
        await Until.TrueAsync(() => known.Count(id => Hotline.Events.Of<CallQueued>(id).Count > 0) == callers.Length - Bishkek.Capacity - Osh.Capacity);
        foreach (var caller in callers)
        {
            await caller.HangUpAsync();
        }

        await Hotline.AllQuietAsync();
        Assert.Equal((Bishkek.Capacity, Osh.Capacity), (Hotline.Phones.PeakOf(Bishkek.Number), Hotline.Phones.PeakOf(Osh.Number)));
        foreach (var id in known)
        {
            await Hotline.Events.NextAsync<CallEnded>(id);
        }
    }
}
