using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using Hotline117.RoutingService.Outbound;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Asterisk measures its waits by its wall clock: set back by an hour, whoever is in one just then waits an hour longer, and hears music, or a telephone ring, for so long.
/// So whoever waits, or whose telephone rings, is led into the same wait anew.
/// </summary>
internal sealed class SwitchWaits(AmiClient ami, SwitchControl control, TimeProvider time)
{
    /// <summary>Where a caller is in a wait that she can be led back into (<c>hotline-late</c>).</summary>
    private static readonly HashSet<string> _callersWait =
        ["hotline-greet", "hotline-ask", "hotline-code", "hotline-hold", "hotline-wait-now", "hotline-ring", "hotline-ring-at-once", "hotline-fallback", "hotline-emergency-now"];

    /// <summary>Where a caller and her counsellor's telephone are brought together again, which takes two seconds at most: who is led on too early would be torn out of the conversation that has just begun.</summary>
    private static readonly Dictionary<string, string> _briefWaits = new() { ["hotline-kept-now"] = SwitchControl.KeptContext, ["hotline-late-now"] = SwitchControl.LateContext };

    private static readonly TimeSpan _brief = TimeSpan.FromSeconds(4);

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
            var channels = await WaitingAsync(stopping);
            foreach (var caller in channels.Where(channel => isCall(channel.Uniqueid) && _callersWait.Contains(channel.Context)))
            {
                await LeadOnAsync(caller.Uniqueid, SwitchControl.LateContext, stopping);
            }

            if (channels.Where(channel => _briefWaits.ContainsKey(channel.Context)).Select(channel => channel.Uniqueid).ToHashSet() is { Count: > 0 } brief)
            {
                await Task.Delay(_brief, time, stopping);
                foreach (var stuck in (await WaitingAsync(stopping)).Where(channel => brief.Contains(channel.Uniqueid) && _briefWaits.ContainsKey(channel.Context)))
                {
                    await LeadOnAsync(stuck.Uniqueid, _briefWaits[stuck.Context], stopping);
                }
            }
        }
        catch (AmiException)
        {
            BecomeLonger();
            throw;
        }
    }

    /// <summary>All channels that talk with nobody.</summary>
    private async Task<IReadOnlyList<CoreShowChannelEvent>> WaitingAsync(CancellationToken stopping)
    {
        var channels = await ami.SendListAsync(new CoreShowChannelsAction(), stopping);
        if (!channels.IsComplete)
        {
            BecomeLonger();
        }

        return [.. channels.Items.Select(item => CoreShowChannelEvent.From(item)).Where(channel => channel.BridgeId.Length == 0)];
    }

    private async Task LeadOnAsync(string channelId, string context, CancellationToken stopping)
    {
        try
        {
            await control.LeadOnAsync(channelId, context, stopping);
        }
        catch (AmiErrorException)
        {
            // Gone meanwhile; the next one waits all the same.
        }
    }
}
