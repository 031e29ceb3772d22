using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class AudioTests(Hotline hotline) : CallTests(hotline)
{
    private const double CallersTone = 700;
    private const double CentresTone = 1150;
    private const double GreetingsTone = 2600;

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

    [Fact]
    public async Task Callers_are_greeted_while_a_phone_rings_and_the_greeting_goes_on_where_another_rings_and_is_not_spoken_twice()
    {
        await Hotline.OnShiftAsync(Osh, Uzgen);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        Hotline.Phones.Set(Uzgen.Number, PhoneHabit.Rings);
        await Hotline.GreetAsync(GreetingsTone, TimeSpan.FromSeconds(6));
        // The second is still to ring when the greeting has long been over.
        await Hotline.SetGlobalAsync("RING_SECONDS", "20");

        var call = await Hotline.DialAsync();
        await call.Caller.PlayAsync(CallersTone);
        var first = await Hotline.RingsAsync(Osh, TimeSpan.FromSeconds(2));
        await Until.TrueAsync(() => Hears(call.Caller.Sound, GreetingsTone, not: CallersTone), what: "she is greeted while it rings");
        await first.RefuseAsync(603, "Decline");
        var second = await Hotline.RingsAsync(Uzgen);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, GreetingsTone, not: CallersTone), what: "she is greeted while the next one rings");
        await Until.TrueAsync(() => IsComforted(call.Caller.Sound) && Tone.Share(call.Caller.Sound.Heard, GreetingsTone) < 0.1, what: "music follows");
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Answers);
        await second.RefuseAsync(603, "Decline");
        await call.NextAsync<CallQueued>();
        var last = await Hotline.RingsAsync(Osh);

        Assert.True(Tone.Share(call.Caller.Sound.Heard, GreetingsTone) < 0.1, "The greeting is not spoken again.");
        await Until.DoneAsync(last.PickedUp);
        last.Play(CentresTone);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, CentresTone, not: CallersTone));
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task An_answer_ends_the_greeting()
    {
        await Hotline.OnShiftAsync(Osh);
        await Hotline.GreetAsync(GreetingsTone, TimeSpan.FromSeconds(30));

        var call = await Hotline.DialAsync();
        await call.Caller.PlayAsync(CallersTone);
        var phone = await Hotline.RingsAsync(Osh, TimeSpan.FromSeconds(2));
        await call.NextAsync<CallAnswered>();
        phone.Play(CentresTone);

        await Until.TrueAsync(() => Hears(call.Caller.Sound, CentresTone, not: GreetingsTone));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Who_presses_1_while_she_is_greeted_and_a_phone_rings_is_in_danger()
    {
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        await Hotline.GreetAsync(GreetingsTone, TimeSpan.FromSeconds(30));

        var call = await Hotline.DialAsync();
        await call.Caller.PlayAsync(CallersTone);
        await Hotline.RingsAsync(Osh);
        await call.Caller.PressAsync(5);
        await call.Caller.PressAsync(1);
        var phone = await Hotline.RingsAsync(Osh);

        Assert.Equal(CallPriority.Danger, (await call.NextAsync<CallOffered>(2)).Explanation!.Priority);
        await call.Caller.PressAsync(1);
        await phone.AnswerAsync();
        await call.NextAsync<CallAnswered>();
        phone.Play(CentresTone);
        await Until.TrueAsync(() => Hears(call.Caller.Sound, CentresTone, not: GreetingsTone));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Who_presses_1_while_no_router_answers_is_in_danger_and_a_phone_rings_all_the_same()
    {
        await using var dead = await Hotline.LeavePlanAndDieAsync(Osh);
        await Hotline.GreetAsync(GreetingsTone, TimeSpan.FromSeconds(30));

        var caller = await Hotline.DialUnseenAsync();
        await caller.PlayAsync(CallersTone);
        await caller.PressAsync(5);
        await caller.PressAsync(1);
        var phone = await Hotline.RingsAsync(Osh, TimeSpan.FromSeconds(8));
        phone.Play(CentresTone);

        await Until.TrueAsync(() => Hears(caller.Sound, CentresTone, not: GreetingsTone));
        await caller.HangUpAsync();
    }

    // A full second of the tone, once the stream has settled.
    private static bool Hears(RtpStream sound, double tone, double not) =>
        sound.Heard is { Count: Tone.SampleRate } heard && Tone.Share(heard, tone) > 0.9 && Tone.Share(heard, not) < 0.01;

    private static bool IsComforted(RtpStream sound) => sound.Heard is { Count: Tone.SampleRate } heard && Tone.Loudness(heard) > 100;
}
