using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using Hotline117.RoutingService.Outbound;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Asterisk measures its waits by its wall clock: set back by an hour, whoever is in one just then waits an hour longer, and hears music, or a telephone ring, for so long.
/// So whoever waits, or whose telephone rings, is led into the same wait anew.
/// </summary>
internal sealed class SwitchWaits(AmiClient ami, SwitchControl control)
{
    /// <summary>Where a caller is in a wait that she can be led back into (<c>hotline-late</c>).</summary>
    private static readonly HashSet<string> _callersWait = ["hotline-arrive", "hotline-ask", "hotline-code", "hotline-hold", "hotline-wait-now", "hotline-ring", "hotline-ring-at-once", "hotline-fallback", "hotline-emergency-now"];

    /// <summary>Where a telephone waits for what becomes of its caller.</summary>
    private const string TelephonesWait = "hotline-kept-now";

    private int _areLonger;

    /// <summary>The switch's clock was set back.</summary>
    public void BecomeLonger() => Interlocked.Exchange(ref _areLonger, 1);

    /// <summary>Leads on whoever waits, where the waits have become longer.</summary>
    /// <param name="isCall">Whether a channel is a caller's who may be led into a wait.</param>
    /// <exception cref="AmiException">The switch is away; it is to be tried again.</exception>
    public async Task ShortenAsync(Func<string, bool> isCall, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _areLonger, 0) == 0)
        {
            return;
        }

        try
        {
            await LeadOnAsync(isCall, stopping);
        }
        catch (AmiException)
        {
            BecomeLonger();
            throw;
        }
    }

    private async Task LeadOnAsync(Func<string, bool> isCall, CancellationToken stopping)
    {
        var channels = await ami.SendListAsync(new CoreShowChannelsAction(), stopping);
        if (!channels.IsComplete)
        {
            BecomeLonger();
        }

        foreach (var channel in channels.Items.Select(item => CoreShowChannelEvent.From(item)).Where(channel => channel.BridgeId.Length == 0))
        {
            try
            {
                if (channel.Context == TelephonesWait)
                {
                    await control.LeadOnAsync(channel.Uniqueid, SwitchControl.KeptContext, stopping);
                }
                else if (isCall(channel.Uniqueid) && _callersWait.Contains(channel.Context))
                {
                    await control.LeadOnAsync(channel.Uniqueid, SwitchControl.LateContext, stopping);
                }
            }
            catch (AmiErrorException)
            {
                // Gone meanwhile; the next one waits all the same.
            }
        }
    }
}
