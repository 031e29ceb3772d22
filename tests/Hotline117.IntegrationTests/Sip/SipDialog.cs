using System.Net;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>A conversation that is set up, from the side of one telephone (RFC 3261, section 12): either side may end it.</summary>
/// <param name="Local">The From header of our requests.</param>
/// <param name="Remote">The To header of our requests.</param>
/// <param name="Target">Where the other side wants requests.</param>
public sealed record SipDialog(SipSocket Socket, IPEndPoint Peer, string CallId, string Local, string Remote, string Target)
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromMilliseconds(500);
    private readonly TaskCompletionSource byeAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SipMessage Request(string method, int number) => new($"{method} {Target} SIP/2.0",
    [
        Socket.NewVia(), ("Max-Forwards", "70"), ("From", Local), ("To", Remote), ("Call-ID", CallId), ("CSeq", $"{number} {method}"),
    ]);

    /// <summary>Returns once the other side has agreed.</summary>
    public async Task SendByeAsync()
    {
        var bye = Request("BYE", 2);
        for (var attempt = 0; attempt < 10 && !byeAnswered.Task.IsCompleted; attempt++)
        {
            await Socket.SendAsync(bye, Peer);
            await Task.WhenAny(byeAnswered.Task, Task.Delay(ResendAfter));
        }

        Assert.True(byeAnswered.Task.IsCompleted, "Nobody answered the BYE.");
    }

    public void ByeWasAnswered() => byeAnswered.TrySetResult();
}
