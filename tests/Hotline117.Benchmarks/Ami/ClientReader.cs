using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;

namespace Hotline117.Benchmarks.Ami;

/// <summary>The library: logged in, actions in flight, and one subscriber that reads each event's facts through its typed view.</summary>
/// <param name="names">What to subscribe to; empty means everything.</param>
internal sealed class ClientReader(int port, params string[] names) : IReader
{
    private static readonly TimeSpan ActionEvery = TimeSpan.FromMilliseconds(100);

    // On a busy machine the subscriber may not run for a tenth of a second, in which this stream brings 100,000 events.
    private readonly AmiClient _client = new(new()
    {
        Host = "127.0.0.1",
        Port = port,
        User = "bench",
        Secret = "bench",
        EventBufferSize = 400_000,
        EventBufferBytes = 256 << 20,
    }, TimeProvider.System);

    private AmiSubscription<AmiEvent>? _events;
    private int _actions;

    public async Task<Reading> ReadAsync()
    {
        if (_events is null)
            await ConnectAsync();
        var (events, checksum, actions) = (0L, 0L, _actions);
        await _client.SendAsync(new AmiAction("Go"));
        while (await _events!.WaitToReadAsync())
        {
            while (_events.TryRead(out var delivery))
            {
                if (delivery.Gap is { } gap)
                    throw new InvalidOperationException($"{gap.Reason}: {gap.Lost} events lost");
                if (delivery.Event.Name == "StreamEnd")
                    return new(events, checksum, _actions - actions);
                events++;
                checksum += Facts(delivery.Event);
            }
        }
        throw new InvalidOperationException("the stream ended");
    }

    public async ValueTask DisposeAsync()
    {
        _events?.Dispose();
        await _client.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        _events = names is [] ? _client.SubscribeToAll() : _client.Subscribe([.. names, "StreamEnd"]);
        _ = _client.RunAsync(CancellationToken.None);
        await _events.WaitToReadAsync();
        _events.TryRead(out _); // the gap that begins the connection
        _ = KeepActionsInFlightAsync();
    }

    private async Task KeepActionsInFlightAsync()
    {
        while (_client.State == AmiConnectionState.Connected)
        {
            await _client.SendAsync(new PingAction());
            _actions++;
            await Task.Delay(ActionEvery);
        }
    }

    // What a router reads of each; events without a typed view give their channel's id.
    private static int Facts(AmiEvent e) => e.Name switch
    {
        "Newchannel" => Facts(new NewchannelEvent(e)),
        "Newstate" => Facts(new NewstateEvent(e)),
        "Hangup" => Facts(new HangupEvent(e)),
        "DialBegin" => Facts(new DialBeginEvent(e)),
        "DialEnd" => Facts(new DialEndEvent(e)),
        "BridgeEnter" => Facts(new BridgeEnterEvent(e)),
        "BridgeLeave" => Facts(new BridgeLeaveEvent(e)),
        "DeviceStateChange" => Facts(new DeviceStateChangeEvent(e)),
        "UserEvent" => Facts(new UserEventReceived(e)),
        "OriginateResponse" => Facts(new OriginateResponseEvent(e)),
        _ => e["Uniqueid"]?.Length ?? 0,
    };

    private static int Facts(NewchannelEvent e) => e.Uniqueid.Length + e.Linkedid.Length + e.Exten.Length;

    private static int Facts(NewstateEvent e) => e.Uniqueid.Length + (int)(e.State ?? 0);

    private static int Facts(HangupEvent e) => e.Uniqueid.Length + e.Linkedid.Length + (e.Cause ?? 0);

    private static int Facts(DialBeginEvent e) => e.Uniqueid.Length + e.DestUniqueid.Length + e.DialString.Length;

    private static int Facts(DialEndEvent e) => e.Uniqueid.Length + e.DestUniqueid.Length + e.DialStatus.Length;

    private static int Facts(BridgeEnterEvent e) => e.Uniqueid.Length + e.BridgeUniqueid.Length + (e.BridgeNumChannels ?? 0);

    private static int Facts(BridgeLeaveEvent e) => e.Uniqueid.Length + e.BridgeUniqueid.Length + (e.BridgeNumChannels ?? 0);

    private static int Facts(DeviceStateChangeEvent e) => e.Device.Length + e.State.Length;

    private static int Facts(UserEventReceived e) => e.Name.Length + e.Uniqueid.Length + (e["Tenant"]?.Length ?? 0);

    private static int Facts(OriginateResponseEvent e) => e.ActionId.Length + e.Uniqueid.Length + (e.Reason ?? 0);
}
