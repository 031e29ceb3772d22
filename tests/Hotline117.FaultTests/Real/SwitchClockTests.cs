using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.FaultTests.Real;

public sealed class SwitchClockTests(FaultyHotline hotline) : IClassFixture<FaultyHotline>
{
    private static readonly TimeSpan SetBack = TimeSpan.FromHours(-2);

    /// <summary>Routers look each 30 s.</summary>
    private static readonly TimeSpan LedOn = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_caller_for_whom_a_telephone_rings_while_the_switchs_clock_is_set_back_by_hours_reaches_the_next_within_a_minute()
    {
        await hotline.OnShiftAsync(Osh, Talas);
        hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var caller = await hotline.DialUnseenAsync();
        await hotline.RingsAsync(Osh);
        hotline.Clocks.Step(SetBack, ["asterisk"]);
        try
        {
            var phone = await hotline.RingsAsync(Talas, LedOn);
            await Until.DoneAsync(phone.PickedUp);
            await caller.HangUpAsync();
            Assert.Contains("its clock was set back", await File.ReadAllTextAsync(Path.Combine(hotline.Stack.Logs, "routing.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            hotline.Clocks.Step(-SetBack, ["asterisk"]);
        }
    }
}
