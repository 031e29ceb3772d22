using System.Diagnostics;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Live;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>A line on which whoever picks up must press 1 to take the call.</summary>
public class TakenByKeyTests(Hotline hotline) : CallTests(hotline)
{
    private const double CallersTone = 700;
    private const double CentresTone = 1150;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>The switch looks once a second whether the caller is still there.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Whoever_presses_the_key_gets_the_caller_and_only_then_the_call_counts_as_answered()
    {
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "10");
        var (call, phone) = await PickedUpAsync(KaraSuu);
        await call.Caller.PlayAsync(CallersTone);
        phone.Play(CentresTone);

        await Until.TrueAsync(() => call.Caller.Sound.Heard.Count == Tone.SampleRate);
        Assert.Equal(CallPhase.Ringing, Assert.Single((await Hotline.LiveAsync()).Calls).Phase);
        Assert.Empty(call.Events.OfType<CallAnswered>());
        Assert.InRange(Tone.Share(phone.Sound.Heard, CallersTone), 0, 0.01);
        await phone.PressAsync(1);

        Assert.Equal(KaraSuu.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await Until.TrueAsync(() => Tone.Share(phone.Sound.Heard, CallersTone) > 0.9);
        await Until.TrueAsync(() => Tone.Share(call.Caller.Sound.Heard, CentresTone) > 0.9);
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        Assert.Equal(CallPhase.Talking, Assert.Single((await Hotline.LiveAsync()).Calls).Phase);
        Assert.Equal(Disposition.Answered, (await call.HangUpAndSettleAsync()).Disposition);
        await Until.DoneAsync(phone.Ended);
    }

    [Fact]
    public async Task A_machine_that_picks_up_hears_the_prompt_and_the_next_nearest_gets_the_caller_who_hears_music_all_the_while()
    {
        await Hotline.SetGlobalAsync("TAKE_PROMPT", $"{Hotline.Prompt("take", "ky")}&{Hotline.Prompt("take")}");
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "2");
        var before = await UnansweredAsync(KaraSuu);
        var (call, machine) = await PickedUpAsync(KaraSuu, Uzgen);
        await call.Caller.PlayAsync(CallersTone);
        machine.Play(CentresTone);

        await Until.TrueAsync(() => machine.Sound.Heard is { Count: Tone.SampleRate } heard && Tone.Loudness(heard) > 100, what: "the machine hears the prompt");
        var answered = await call.NextAsync<CallAnswered>(within: TimeSpan.FromSeconds(40));

        Assert.Equal(Uzgen.Id, answered.LineId);
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        var phone = await Hotline.RingsAsync(Uzgen);
        await Until.TrueAsync(() => Tone.Share(phone.Sound.Heard, CallersTone) > 0.9);
        Assert.Equal(PhoneEnd.CallerGone, await machine.Ended);
        Assert.Equal([KaraSuu.Id, Uzgen.Id], call.Events.OfType<CallOffered>().Select(offer => offer.LineId));
        Assert.Equal(before + 1, await UnansweredAsync(KaraSuu));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Another_key_is_as_good_as_none()
    {
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "60");
        var (call, phone) = await PickedUpAsync(KaraSuu, Uzgen);

        await phone.PressAsync(2);
        await phone.PressAsync(7);

        Assert.Equal(Uzgen.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await Until.DoneAsync(phone.Ended);
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task After_a_wrong_key_the_right_one_still_takes_the_call()
    {
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "60");
        var (call, phone) = await PickedUpAsync(KaraSuu, Uzgen);

        await phone.PressAsync(3);
        await phone.PressAsync(1);

        Assert.Equal(KaraSuu.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await call.HangUpAndSettleAsync();
    }

    /// <summary>Also what app_queue 1557 tells of: an agent who picked up and hung up again before the two were joined dropped the call elsewhere.</summary>
    [Fact]
    public async Task Whoever_hangs_up_instead_of_taking_the_call_sends_it_to_the_next_nearest()
    {
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "60");
        var before = await UnansweredAsync(KaraSuu);
        var (call, phone) = await PickedUpAsync(KaraSuu, Uzgen);

        await phone.HangUpAsync();

        Assert.Equal(Uzgen.Id, (await call.NextAsync<CallAnswered>()).LineId);
        Assert.InRange(call.Caller.Sound.LongestSilence, TimeSpan.Zero, Silence);
        Assert.Equal(before + 1, await UnansweredAsync(KaraSuu));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task A_caller_who_hangs_up_before_the_key_releases_the_phone_and_the_line()
    {
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "60");
        var (call, phone) = await PickedUpAsync(KaraSuu, Uzgen);

        var since = Stopwatch.GetTimestamp();
        var ended = await call.HangUpAndSettleAsync();
        await Until.DoneAsync(phone.Ended);

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, Soon);
        Assert.Equal((Disposition.Abandoned, EndReason.CallerHungUpWhileRinging), (ended.Disposition, ended.Reason));
        Assert.Equal(PhoneEnd.CallerGone, await phone.Ended);
        await Hotline.AllQuietAsync();
        Assert.Equal(0, Hotline.Phones.PeakOf(Uzgen.Number));
    }

    [Fact]
    public async Task A_telephone_that_registers_with_the_switch_takes_calls_by_key_as_well()
    {
        const string Endpoint = "kara-suu-phone";
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "10");
        var usual = await TaughtAsync();
        await AddEndpointAsync(Endpoint);
        await using var phone = new RegisteredPhone(Hotline.Sip, Endpoint);
        await phone.RegisterAsync();
        await PutDirectoryAsync(DirectoryFile.Replace($"number: \"{KaraSuu.Number}\"", $"endpoint: {Endpoint}", StringComparison.Ordinal));
        await Until.TrueAsync(async () => await TaughtAsync() != usual);
        await Hotline.OnShiftAsync(KaraSuu);

        var call = await Hotline.DialAsync();
        var rung = await phone.NextCallAsync();
        await Until.DoneAsync(rung.PickedUp);
        await call.Caller.PlayAsync(CallersTone);
        await Until.TrueAsync(() => call.Caller.Sound.Heard.Count == Tone.SampleRate);
        Assert.Empty(call.Events.OfType<CallAnswered>());
        await rung.PressAsync(1);

        Assert.Equal(KaraSuu.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await Until.TrueAsync(() => Tone.Share(rung.Sound.Heard, CallersTone) > 0.9);
        await call.HangUpAndSettleAsync();
        await PutDirectoryAsync(DirectoryFile);
        await Until.TrueAsync(async () => await TaughtAsync() == usual);
    }

    /// <summary>What the switch knows of the line, sealed.</summary>
    private Task<string> TaughtAsync() => Hotline.SwitchAsync($"database get dialgroup hotline117-line-{KaraSuu.Id}");

    private async Task PutDirectoryAsync(string text)
    {
        using var answer = await Hotline.PutAsync("/api/v1/centres", text);
        answer.EnsureSuccessStatusCode();
    }

    private async Task AddEndpointAsync(string name)
    {
        var file = Path.Combine(Hotline.Stack.StateFolder, "asterisk", "etc", "site", "trunks.conf");
        await File.AppendAllTextAsync(file, $"""

            [{name}]
            type = endpoint
            context = nowhere
            aors = {name}
            disallow = all
            allow = alaw
            direct_media = no
            media_address = 127.0.0.1
            bind_rtp_to_media_address = yes

            [{name}]
            type = aor
            max_contacts = 1

            """, TestContext.Current.CancellationToken);
        await Hotline.SwitchAsync("module reload res_pjsip.so");
        await Until.TrueAsync(async () => (await Hotline.SwitchAsync($"pjsip show endpoint {name}")).Contains("Endpoint:", StringComparison.Ordinal));
    }

    private async Task<(HotlineCall Call, PhoneCall Phone)> PickedUpAsync(params TestLine[] onShift)
    {
        await Hotline.OnShiftAsync(onShift);
        var call = await Hotline.DialAsync(CallerInOsh);
        var phone = await Hotline.RingsAsync(onShift[0]);
        await Until.DoneAsync(phone.PickedUp);
        return (call, phone);
    }

    private async Task<int> UnansweredAsync(TestLine line) =>
        (await Hotline.GetAsync<IReadOnlyList<LineStatus>>("/api/v1/lines")).Single(status => status.LineId == line.Id).UnansweredInARow;
}
