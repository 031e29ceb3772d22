using System.Collections.Concurrent;
using System.Net;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>Somebody who dials 117.</summary>
public sealed class Caller : IAsyncDisposable
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromMilliseconds(500);
    private readonly IPEndPoint hotline;
    private readonly SipSocket socket;
    private readonly SipMessage invite;
    private readonly TaskCompletionSource<SipMessage> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<SipMessage> received = new();
    private SipDialog? dialog;

    private Caller(IPEndPoint hotline, CallerIdentity identity)
    {
        this.hotline = hotline;
        socket = new SipSocket(ReceiveAsync, identity.Address);
        var (host, from) = (socket.Local, identity.From);
        var plain = new SipMessage($"INVITE sip:117@{hotline} SIP/2.0",
        [
            socket.NewVia(), ("Max-Forwards", "70"), ("From", $"{from};tag={Guid.NewGuid():N}"), ("To", $"<sip:117@{hotline}>"),
            ("Call-ID", $"{Guid.NewGuid():N}@127.0.0.1"), ("CSeq", "1 INVITE"), ("Contact", $"<sip:caller@{host}>"), .. identity.MoreHeaders,
        ]);
        invite = identity.Location is { } location ? plain.WithSdpAndLocation(Sdp.For(Sound.Port), location) : plain.WithSdp(Sdp.For(Sound.Port));
    }

    public RtpStream Sound { get; } = new();

    /// <summary>All that the hotline has sent.</summary>
    public IReadOnlyCollection<SipMessage> Received => received;

    /// <summary>The hotline's final answer to the INVITE.</summary>
    public Task<SipMessage> Answered => answered.Task;

    /// <summary>The hotline has hung up, or we have.</summary>
    public Task Ended => ended.Task;

    public static async Task<Caller> DialAsync(IPEndPoint hotline, CallerIdentity identity)
    {
        var caller = new Caller(hotline, identity);
        await caller.socket.SendAsync(caller.invite, hotline);
        _ = caller.ResendAsync();
        return caller;
    }

    public async Task HangUpAsync()
    {
        // A telephone may ring before the hotline's own answer has been read here.
        await Until.DoneAsync(Answered);
        await (dialog ?? throw new InvalidOperationException("The hotline has refused the call.")).SendByeAsync();
        ended.TrySetResult();
    }

    /// <summary>The switch is gone, and nobody is there to be told that she hangs up.</summary>
    public void LineIsDead() => ended.TrySetResult();

    /// <summary>Sends a tone from now on.</summary>
    public async Task PlayAsync(double hertz) => Sound.Play(hertz, Sdp.AudioAddress((await Answered).Body));

    /// <summary>Returns when a voice has spoken for a quarter of a second.</summary>
    public Task HearsVoiceAsync() => Until.TrueAsync(() => Sound.Heard is { Count: > Tone.SampleRate / 4 } heard && Tone.Loudness(heard) > 100);

    public async Task PressAsync(int key) => await Sound.PressAsync(key, Sdp.AudioAddress((await Answered).Body));

    public async ValueTask DisposeAsync()
    {
        // Who hangs up at once still has a call that the hotline is about to answer.
        await Task.WhenAny(answered.Task, Task.Delay(TimeSpan.FromSeconds(2)));
        if (dialog is not null && !Ended.IsCompleted)
        {
            await HangUpAsync();
        }

        ended.TrySetResult();
        await socket.DisposeAsync();
        await Sound.DisposeAsync();
    }

    private async Task ResendAsync()
    {
        for (var attempt = 0; attempt < 6 && await Task.WhenAny(answered.Task, ended.Task, Task.Delay(ResendAfter)) is var first
            && first != answered.Task && first != ended.Task; attempt++)
        {
            await socket.SendAsync(invite, hotline);
        }
    }

    private async Task ReceiveAsync(SipMessage message, IPEndPoint from)
    {
        received.Enqueue(message);
        switch (message)
        {
            case { IsRequest: true }:
                await socket.SendAsync(message.Answer(200, "OK", "caller"), from);
                if (message.Method == "BYE")
                {
                    ended.TrySetResult();
                }

                break;
            case { Method: "INVITE", Status: >= 200 }:
                await AcknowledgeAsync(message);
                break;
            case { Method: "BYE" }:
                dialog?.ByeWasAnswered();
                break;
        }
    }

    private async Task AcknowledgeAsync(SipMessage final)
    {
        if (final.Status >= 300)
        {
            var ack = invite with { StartLine = invite.StartLine.Replace("INVITE", "ACK", StringComparison.Ordinal), Body = "" };
            await socket.SendAsync(ack with { Headers = [.. ack.Headers.Where(h => h.Name is "Via" or "From" or "Call-ID"), ("To", final["To"]), ("CSeq", "1 ACK")] }, hotline);
            ended.TrySetResult();
        }
        else
        {
            Sound.ListenTo(Sdp.AudioAddress(final.Body));
            dialog ??= new SipDialog(socket, hotline, invite.CallId, invite["From"], final["To"], SipMessage.UriIn(final["Contact"]));
            await socket.SendAsync(dialog.Request("ACK", 1), hotline);
        }

        answered.TrySetResult(final);
    }
}
