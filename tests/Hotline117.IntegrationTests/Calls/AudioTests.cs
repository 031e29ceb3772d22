using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class AudioTests(Hotline hotline) : CallTests(hotline)
{
    private const double CallersTone = 700;
    private const double CentresTone = 1150;

    [Fact]
    public async Task Caller_and_counsellor_hear_each_other_and_not_themselves()
    {
        await Hotline.OnShiftAsync(Osh);

        var call = await Hotline.DialAsync();
        await call.Caller.PlayAsync(CallersTone);
        var phone = await Hotline.RingsAsync(Osh);
        await call.NextAsync<CallAnswered>();
        phone.Play(CentresTone);

        await Until.TrueAsync(() => Hears(call.Caller.Sound, CentresTone, not: CallersTone));
        await Until.TrueAsync(() => Hears(phone.Sound, CallersTone, not: CentresTone));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task A_caller_is_never_left_in_silence_while_it_rings_or_while_nobody_is_free()
    {
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var first = await Hotline.DialAsync();
        await first.Caller.PlayAsync(CallersTone);
        await Hotline.RingsAsync(Osh);
        var second = await Hotline.DialAsync();
        await second.Caller.PlayAsync(CallersTone);
        await second.NextAsync<CallQueued>();

        await Until.TrueAsync(() => IsComforted(first.Caller.Sound));
        await Until.TrueAsync(() => IsComforted(second.Caller.Sound));
        await first.HangUpAndSettleAsync();
        await second.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Callers_hear_the_greeting_before_any_phone_rings()
    {
        await Hotline.OnShiftAsync(Osh);
        await Hotline.SetGlobalAsync("GREETING", Hotline.Prompt("greeting"));

        var caller = await Hotline.DialUnseenAsync();
        await caller.PlayAsync(CallersTone);
        await Until.TrueAsync(() => IsComforted(caller.Sound));
        var rungEarly = Hotline.Phones.PeakOf(Osh.Number);

        Assert.Equal(0, rungEarly);
        await Hotline.RingsAsync(Osh, Until.Patience);
        await Hotline.Events.NextCallAsync();
        await caller.HangUpAsync();
    }

    // A full second of the tone, once the stream has settled.
    private static bool Hears(RtpStream sound, double tone, double not) =>
        sound.Heard is { Count: Tone.SampleRate } heard && Tone.Share(heard, tone) > 0.9 && Tone.Share(heard, not) < 0.01;

    private static bool IsComforted(RtpStream sound) => sound.Heard is { Count: Tone.SampleRate } heard && Tone.Loudness(heard) > 100;
}
