using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Whether a switch lets us hear what we must: it does not tell which events an account may read, so one of each class is raised and waited for.
/// An account that may not raise them is not checked.
/// </summary>
internal static class HearingCheck
{
    private const string Question = "HotlineHearing";
    private const string Device = "Custom:hotline117-hearing";
    private static readonly TimeSpan _within = TimeSpan.FromSeconds(5);

    /// <returns>Which read privilege seems to be missing and how to mend it, or null.</returns>
    public static async Task<string?> FindDeafnessAsync(AmiClient ami, AmiServerSettings server, TimeProvider time, CancellationToken cancellation)
    {
        using var heard = ami.Subscribe(UserEventReceived.EventName, DeviceStateChangeEvent.EventName);
        var token = Guid.NewGuid().ToString("N");
        var missing = new HashSet<string>();
        if ((await ami.SendAsync(new UserEventAction(Question, ("Token", token)), cancellation)).IsSuccess)
        {
            missing.Add("user");
        }

        // Two states, one of which is another than before.
        if ((await ami.SendAsync(new SetvarAction(null, $"DEVICE_STATE({Device})", "INUSE"), cancellation)).IsSuccess
            && (await ami.SendAsync(new SetvarAction(null, $"DEVICE_STATE({Device})", "NOT_INUSE"), cancellation)).IsSuccess)
        {
            missing.Add("call");
        }

        using var over = new CancellationTokenSource(_within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        try
        {
            while (missing.Count > 0 && await heard.WaitToReadAsync(either.Token))
            {
                while (heard.TryRead(out var delivery))
                {
                    Cross(missing, delivery, token);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What has not come by now does not come.
        }

        return missing.Count == 0 || ami.Status.State is not AmiConnectionState.Connected ? null
            : $"the AMI user '{server.User}' seems to lack the read privilege {string.Join(", ", missing.Order())}, so that calls go unheard: "
                + $"add it to 'read' of [{server.User}] in manager.conf, see that no eventfilter drops UserEvent or DeviceStateChange, and reload.";
    }

    private static void Cross(HashSet<string> missing, AmiDelivery<AmiEvent> delivery, string token)
    {
        if (delivery.Gap is not null)
        {
            return;
        }

        if (delivery.Event.Is<UserEventReceived>(out var raised) && raised["Token"] == token)
        {
            missing.Remove("user");
        }

        if (delivery.Event.Is<DeviceStateChangeEvent>(out var device) && device.Device == Device)
        {
            missing.Remove("call");
        }
    }
}
