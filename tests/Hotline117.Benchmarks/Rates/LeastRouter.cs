using Hotline117.AppHost.Settings;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;

namespace Hotline117.Benchmarks.Rates;

/// <summary>
/// The least that a router over AMI can do: whoever dials <see cref="Number"/> is answered and asked for, and is redirected to the one telephone at once. Nothing is
/// decided, stored or told, and no line's number looked up.
/// </summary>
internal sealed class LeastRouter : IAsyncDisposable
{
    public const string Number = "1197";

    public const string SwitchExtensions = """

        exten => 1197,1,Answer(,i)
         same => n,UserEvent(LeastDecide)
         same => n,MusicOnHold(hotline,5)
         same => n,Hangup()
        [least-offer]
        ; A redirect that comes between two lines leads to the next one.
        exten => s,1,Dial(PJSIP/0312000001@centres,20)
         same => n,Dial(PJSIP/0312000001@centres,20)
         same => n,Dial(PJSIP/0312000001@centres,20)
         same => n,Dial(PJSIP/0312000001@centres,20)
        """;

    private readonly AmiClient _ami;
    private readonly AmiSubscription<UserEventReceived> _asked;
    private readonly CancellationTokenSource _ending;
    private readonly Task _running;
    private readonly Task _answering;

    private LeastRouter(AmiEndpoint ami, CancellationToken stop)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _ami = new AmiClient(new() { Host = ami.Host, Port = ami.Port, User = ami.User, Secret = ami.Secret, EventMask = "user" }, TimeProvider.System);
        _asked = _ami.Subscribe<UserEventReceived>();
        _running = _ami.RunAsync(_ending.Token);
        _answering = AnswerAsync(_ending.Token);
    }

    public static async Task<LeastRouter> StartAsync(AmiEndpoint ami, CancellationToken stop)
    {
        var router = new LeastRouter(ami, stop);
        await router._ami.WaitForStateAsync(AmiConnectionState.Connected, stop);
        return router;
    }

    private async Task AnswerAsync(CancellationToken stop)
    {
        while (await _asked.WaitToReadAsync(stop))
        {
            while (_asked.TryRead(out var delivery))
            {
                if (delivery.Gap is null && delivery.Event.Name == "LeastDecide")
                    _ = _ami.SendAsync(new RedirectAction(delivery.Event.Channel, "least-offer", "s"), stop);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAny(_answering);
        await Task.WhenAny(_running);
        _asked.Dispose();
        await _ami.DisposeAsync();
        _ending.Dispose();
    }
}
