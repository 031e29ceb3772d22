using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

public sealed class SentinelTests(SentinelHotline hotline) : IClassFixture<SentinelHotline>
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task When_Redis_dies_its_replica_takes_over_with_the_roster_and_the_calls_and_no_caller_is_lost_meanwhile()
    {
        await hotline.OnShiftAsync(Osh, Talas);
        await hotline.PlanAsync(Osh, Talas);
        var from = TimeProvider.System.GetUtcNow();
        var talking = await hotline.DialAsync();
        Assert.Equal(Osh.Id, (await talking.NextAsync<CallAnswered>()).LineId);

        await hotline.KillPrimaryAsync();
        // The switch's own plan begins with the line that talks, whose telephone is engaged.
        hotline.Phones.Set(Osh.Number, Sip.PhoneHabit.Busy);
        var meanwhile = await hotline.DialUnseenAsync();
        await Until.DoneAsync((await hotline.RingsAsync(Talas)).PickedUp);
        await meanwhile.HangUpAsync();
        await hotline.AllReadyAsync();
        var next = await hotline.Events.NextCallAsync(Recovery);
        await hotline.Events.NextAsync<CallEnded>(next.CallId, within: Recovery);

        Assert.Equal([Osh.Id, Talas.Id], (await hotline.LiveAsync()).Centres.SelectMany(centre => centre.Lines).Where(line => line.OnShift).Select(line => line.LineId).Order());
        var after = await hotline.DialAsync();
        Assert.Equal(Talas.Id, (await after.NextAsync<CallAnswered>()).LineId);
        await after.HangUpAndSettleAsync();
        Assert.Equal(Disposition.Answered, (await talking.HangUpAndSettleAsync()).Disposition);
        Assert.Equal(3, (await hotline.CountedAsync(from, 3, within: Recovery)).Total.Answered);
        await hotline.AllReconciledAsync(from);
    }
}
