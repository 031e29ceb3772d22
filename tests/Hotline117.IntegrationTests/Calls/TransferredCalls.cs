using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Decisions;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>Conversations in which each is heard by a tone of its own.</summary>
public abstract class TransferredCalls(Hotline hotline) : CallTests(hotline)
{
    protected const double CallersTone = 700;
    protected const double FirstTone = 1150;
    protected const double SecondTone = 1900;
    protected const double ThirdTone = 2600;
    private const int Star = 10;
    protected static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    // As the sample has it: a second line would ring after a while, so the first is answered on a leg.
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Hotline.PutPolicyAsync(Hotline.PolicyWith(RingRule.Default));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Hotline.PutPolicyAsync(Hotline.PolicyText);
        await base.DisposeAsync();
    }

    protected async Task<(HotlineCall Call, PhoneCall First)> TalkingAsync(params TestLine[] onShift)
    {
        await Hotline.OnShiftAsync(onShift);
        var call = await Hotline.DialAsync(CallerInOsh);
        var first = await Hotline.RingsAsync(onShift[0]);
        Assert.Equal(onShift.Length > 1, (await call.NextAsync<CallOffered>()).Also.Count > 0);
        await call.NextAsync<CallAnswered>();
        await call.Caller.PlayAsync(CallersTone);
        first.Play(FirstTone);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, FirstTone) && Hears(first.Sound, CallersTone));
        return (call, first);
    }

    /// <summary>Osh talks with the caller, has wished to hand her over by key, and Uzgen rings until the test does something else.</summary>
    protected async Task<(HotlineCall Call, PhoneCall First, PhoneCall Second)> RingingAsync()
    {
        var (call, first) = await TalkingAsync(Osh, Uzgen);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        await Hotline.SetGlobalAsync("RING_SECONDS", "25");
        await PressAsync(first, 1);
        return (call, first, await Hotline.RingsAsync(Uzgen));
    }

    /// <summary>By the first's keys; three talk then.</summary>
    protected async Task<PhoneCall> BringInAsync(HotlineCall call, PhoneCall first, TestLine line)
    {
        await PressAsync(first, 1);
        var second = await Hotline.RingsAsync(line);
        await JoinedAsync(second);
        await Until.TrueAsync(() => call.Caller.Sound.HasAll(FirstTone, SecondTone), what: "three talk");
        return second;
    }

    protected static async Task PressAsync(PhoneCall phone, int key)
    {
        await phone.PressAsync(Star);
        await phone.PressAsync(7);
        // Where no prompt is played nobody hears that the switch listens now.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await phone.PressAsync(key);
    }

    protected static async Task JoinAsync(PhoneCall phone, double tone = SecondTone)
    {
        await phone.AnswerAsync();
        await JoinedAsync(phone, tone);
    }

    protected static async Task JoinedAsync(PhoneCall phone, double tone = SecondTone)
    {
        await Until.DoneAsync(phone.PickedUp);
        phone.Play(tone);
    }

    protected static bool Hears(RtpStream sound, double tone) => Tone.Share(sound.Heard, tone) > 0.9;

}
