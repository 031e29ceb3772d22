using System.Net;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>How a call at a centre's phone ended.</summary>
public enum PhoneEnd { CallerGone, HungUpHere, NeverAnswered, Refused }

/// <summary>A call that rings at a centre's phone.</summary>
public sealed class PhoneCall(SipSocket socket, SipMessage invite, IPEndPoint from) : IAsyncDisposable
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromMilliseconds(500);
    private readonly string tag = Guid.NewGuid().ToString("N");
    private readonly TaskCompletionSource acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<PhoneEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isOver;
    private readonly SipDialog dialog = new(
        socket, from, invite.CallId, invite["To"], invite["From"], SipMessage.UriIn(invite["Contact"]));

    /// <summary>As it came: what the phone may know of the caller.</summary>
    public SipMessage Invite => invite;
    public DateTimeOffset RangAt { get; } = TimeProvider.System.GetUtcNow();
    public RtpStream Sound { get; } = new();

    /// <summary>It was picked up, and the hotline knows it.</summary>
    public Task PickedUp => acknowledged.Task;
    public Task<PhoneEnd> Ended => ended.Task;

    /// <summary>Called once, before anything that the end leads to.</summary>
    public Action OnEnd { get; init; } = () => { };

    public Task RingAsync() => socket.SendAsync(Reply(180, "Ringing"), from);

    public async Task AnswerAsync()
    {
        Sound.ListenTo(Sdp.AudioAddress(invite.Body));
        var ok = Reply(200, "OK").WithSdp(Sdp.For(Sound.Port));
        for (var attempt = 0; attempt < 6 && !acknowledged.Task.IsCompleted && !ended.Task.IsCompleted; attempt++)
        {
            await socket.SendAsync(ok, from);
            await Task.WhenAny(acknowledged.Task, ended.Task, Task.Delay(ResendAfter));
        }
    }

    public Task RefuseAsync(int status, string reason)
    {
        End(PhoneEnd.Refused);
        return socket.SendAsync(Reply(status, reason), from);
    }

    public async Task HangUpAsync()
    {
        if (End(PhoneEnd.HungUpHere))
        {
            await (dialog with { Local = $"{dialog.Local};tag={tag}" }).SendByeAsync();
        }
    }

    /// <summary>The switch is gone, and nobody tells the phone.</summary>
    public void LineIsDead() => End(PhoneEnd.CallerGone);

    public void Play(double hertz) => Sound.Play(hertz, Sdp.AudioAddress(invite.Body));

    public Task PressAsync(int key) => Sound.PressAsync(key, Sdp.AudioAddress(invite.Body));

    /// <summary>A later message of the same call.</summary>
    public async Task ReceiveAsync(SipMessage message, IPEndPoint sender)
    {
        switch (message)
        {
            case { IsRequest: true, Method: "ACK" }:
                acknowledged.TrySetResult();
                break;
            case { IsRequest: true, Method: "BYE" }:
                End(PhoneEnd.CallerGone);
                await socket.SendAsync(message.Answer(200, "OK", tag), sender);
                break;
            case { IsRequest: true, Method: "CANCEL" }:
                End(PhoneEnd.NeverAnswered);
                await socket.SendAsync(message.Answer(200, "OK", tag), sender);
                await socket.SendAsync(Reply(487, "Request Terminated"), from);
                break;
            case { IsRequest: true, Method: not "INVITE" }:
                await socket.SendAsync(message.Answer(200, "OK", tag), sender);
                break;
            case { IsRequest: false, Method: "BYE" }:
                dialog.ByeWasAnswered();
                break;
        }
    }

    public ValueTask DisposeAsync() => Sound.DisposeAsync();

    private bool End(PhoneEnd how)
    {
        if (Interlocked.Exchange(ref isOver, true))
        {
            return false;
        }

        OnEnd();
        ended.SetResult(how);
        return true;
    }

    private SipMessage Reply(int status, string reason) => invite.Answer(status, reason, tag, ("Contact", $"<sip:phone@{socket.Local}>"));
}
