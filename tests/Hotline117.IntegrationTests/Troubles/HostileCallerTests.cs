using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

[Collection(nameof(SecondHotline))]
public class HostileCallerTests(SecondHotline hotline) : CallTests(hotline)
{
    private static readonly string Long = new('7', 1000);

    public static TheoryData<string, string> Identities => new()
    {
        { "anonymous", "\"Anonymous\" <sip:anonymous@anonymous.invalid>" },
        { "no user part", "<sip:127.0.0.1>" },
        { "no number", "\"\" <sip:%20@127.0.0.1>" },
        { "letters", "<sip:+99six-nothing@127.0.0.1>" },
        { "1000 digits", $"<sip:{Long}@127.0.0.1>" },
        { "a name of 1000 letters", $"\"{new string('x', 1000)}\" <sip:1@127.0.0.1>" },
        { "line breaks in the number", "<sip:1%0D%0A%0D%0AEvent%3A%20Hangup%0D%0AUniqueid%3A%20x@127.0.0.1>" },
        { "line breaks in the name", "\"a%0D%0AEvent: Hangup\\\\\" <sip:1@127.0.0.1>" },
        { "dialplan text", "\"${SHELL(touch /tmp/owned)}\" <sip:$%7BHASH(x)%7D,1@127.0.0.1>" },
        { "commas and quotes", "\"a,b\\\",c&d|e\" <sip:a,b&c@127.0.0.1>" },
        { "broken letters", "\"\u0001\u007f\u00cc\u00e8\u00ff\" <sip:1@127.0.0.1>" },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public async Task Whoever_calls_is_helped(string what, string from)
    {
        Assert.NotEmpty(what);
        await Hotline.OnShiftAsync(Osh);

        var call = await Hotline.DialAsync(new CallerIdentity(from));
        var phone = await Hotline.RingsAsync(Osh);
        await call.NextAsync<CallAnswered>();
        var ended = await call.HangUpAndSettleAsync();

        Assert.Equal((null, RegionSource.Unknown), (call.Received.Region, call.Received.RegionSource));
        Assert.StartsWith("\"117\" <sip:117@", phone.Invite["From"], StringComparison.Ordinal);
        Assert.Equal(Disposition.Answered, ended.Disposition);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(60_000)]
    public async Task A_huge_SIP_header_hurts_nobody(int length)
    {
        await Hotline.OnShiftAsync(Osh);
        var before = Hotline.Stack.Endpoints.Pids.Asterisk;

        // A datagram can't be longer than 65,507 bytes.
        await Hotline.DialUnseenAsync(new CallerIdentity("<sip:1@127.0.0.1>", ("X-Huge", new string('x', length)), ("Subject", new string('y', 200))));
        await Hotline.StartAfreshAsync();
        var call = await Hotline.DialAsync(CallerInOsh);
        for (; call.Received.Region is null; call = await Hotline.DialAsync(CallerInOsh))
        {
            // The call with the huge header was taken.
        }

        await call.NextAsync<CallAnswered>();
        await call.HangUpAndSettleAsync();
        Assert.Equal(before, Hotline.Stack.Endpoints.Pids.Asterisk);
    }

    [Fact]
    public async Task A_stranger_who_sends_sound_to_a_silent_callers_port_hears_nothing_of_her_conversation()
    {
        const double CentresTone = 1150, StrangersTone = 700;
        await Hotline.OnShiftAsync(Osh);
        var call = await Hotline.DialAsync();
        var phone = await Hotline.RingsAsync(Osh);
        await call.NextAsync<CallAnswered>();
        phone.Play(CentresTone);
        await Until.TrueAsync(() => Tone.Share(call.Caller.Sound.Heard, CentresTone) > 0.6);

        await using var stranger = new RtpStream();
        stranger.Play(StrangersTone, Sdp.AudioAddress((await call.Caller.Answered).Body));
        // Nothing else comes from there, so the switch takes it for hers.
        await Until.TrueAsync(() => Tone.Share(phone.Sound.Heard, StrangersTone) > 0.6);
        call.Caller.Sound.Forget();
        await Until.TrueAsync(() => call.Caller.Sound.Heard.Count == Tone.SampleRate);

        Assert.Empty(stranger.Heard);
        Assert.True(Tone.Share(call.Caller.Sound.Heard, CentresTone) > 0.6);
        await call.HangUpAndSettleAsync();
    }
}
