using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.RoutingService.Outbound;

namespace Hotline117.RoutingService.Inbound;

/// <summary>Whether a switch that let us in can also be told what to do.</summary>
internal static class SwitchCheck
{
    private static readonly (string Action, string Privilege)[] _needed =
    [
        ("Redirect", "call"), ("Getvar", "call"), ("Setvar", "call"), ("DBPut", "system"), ("DBDel", "system"), ("DBGetTree", "system"),
        ("DBDelTree", "system"), ("CoreShowChannels", "system"), ("CoreSettings", "system"),
    ];

    // All that callers, counsellors and the legs between them are redirected to, with an extension that must be there.
    private static readonly (string Context, string Extension)[] _targets =
    [
        (SwitchControl.OfferContext, "any-line.1"), (SwitchControl.WaitContext, "1"), (SwitchControl.EmergencyContext, "1"),
        (SwitchControl.LateContext, "s"), (SwitchControl.KeptContext, "s"),
        (SwitchControl.TransferOfferContext, "any-line"), (SwitchControl.TransferFailedContext, "s"), (SwitchControl.TransferCancelledContext, "s"),
        (SwitchControl.WrappedContext, "stored"), (SwitchControl.WrappedContext, "repeat1"),
    ];

    /// <returns>What is wrong and how to mend it, or null.</returns>
    public static async Task<string?> FindObstacleAsync(AmiClient ami, AmiServerSettings server, CancellationToken cancellation)
    {
        var commands = await ami.SendAsync(new ListCommandsAction(), cancellation);
        var lacking = _needed.Where(needed => commands[needed.Action] is null).ToList();
        if (lacking.Count > 0)
        {
            var privileges = string.Join(", ", lacking.Select(needed => needed.Privilege).Distinct());
            return $"the AMI user '{server.User}' lacks the write privilege {privileges} (for {string.Join(", ", lacking.Select(needed => needed.Action))}): "
                + $"add it to 'write' of [{server.User}] in manager.conf and reload.";
        }

        foreach (var (context, extension) in _targets)
        {
            // A redirect to an extension that does not exist answers "success" and hangs the caller up.
            var reply = await ami.SendAsync(new GetvarAction(null, $"DIALPLAN_EXISTS({context},{extension},1)"), cancellation);
            if (reply["Value"] != "1")
            {
                return $"the dialplan has no context [{context}]: load telephony-config/asterisk/extensions.conf. Until then no call is redirected well.";
            }
        }

        return null;
    }
}
