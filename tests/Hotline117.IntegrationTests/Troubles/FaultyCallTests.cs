using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>Whatever a test has broken: in the end the statistics and the switch's own list tell the same of its calls, how long was talked included.</summary>
[Collection(nameof(SecondHotline))]
public abstract class FaultyCallTests(SecondHotline hotline) : CallTests(hotline)
{
    private readonly DateTimeOffset began = TimeProvider.System.GetUtcNow();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        await Hotline.StartAfreshAsync();
        await Hotline.AllReconciledAsync(began);
    }

    /// <summary>In the end it runs again, also for the tests that come after one that has failed.</summary>
    protected async Task WhileAwayAsync(string part, Func<Task> meanwhile)
    {
        await Hotline.Stack.StopAsync(part);
        try
        {
            await meanwhile();
        }
        finally
        {
            await Hotline.Stack.RestartAsync(part, TestContext.Current.CancellationToken);
        }
    }

    protected static async Task TalkAsync(Caller caller, PhoneCall phone)
    {
        await Until.DoneAsync(phone.PickedUp);
        await caller.PlayAsync(700);
        await HearsAsync(phone);
    }

    protected static async Task HearsAsync(PhoneCall phone)
    {
        phone.Sound.Forget();
        await Until.TrueAsync(() => Tone.Share(phone.Sound.Heard, 700) > 0.9, what: "the counsellor hears the caller");
    }
}
