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

    /// <summary>Waits of two seconds, and how who is in one for longer is led on. Not at once: who is being joined to her counsellor's telephone would be torn out of the conversation that has just begun.</summary>
    private static readonly Dictionary<string, string> _briefWaits = new()
    {
        ["hotline-hold"] = SwitchControl.LateContext,
        ["hotline-late-now"] = SwitchControl.LateContext,
        [TelephonesWait] = SwitchControl.KeptContext,
    };

    /// <summary>Where a telephone waits for what becomes of its caller.</summary>
    private const string TelephonesWait = "hotline-kept-now";

    private static readonly TimeSpan _longerThanBrief = TimeSpan.FromSeconds(4);

    private int _areLonger;
    private int _mayBeLonger;

    /// <summary>The switch's clock was set back.</summary>
    public void BecomeLonger() => Interlocked.Exchange(ref _areLonger, 1);

    /// <summary>For a while nobody heard what the switch's clock did.</summary>
    public void MayHaveBecomeLonger() => Interlocked.Exchange(ref _mayBeLonger, 1);

    /// <summary>Leads on whoever waits, where the waits have become longer.</summary>
    /// <param name="isCall">Whether a channel is a caller's who may be led into a wait.</param>
    /// <exception cref="AmiException">The switch is away; it is to be tried again.</exception>
    public Task ShortenAsync(Func<string, bool> isCall, CancellationToken stopping) => WhereAsync(BecomeLonger, ref _areLonger, async () =>
    {
        MayHaveBecomeLonger();
        foreach (var caller in (await WaitingAsync(stopping)).Where(channel => isCall(channel.Uniqueid) && _callersWait.Contains(channel.Context)))
        {
            await LeadOnAsync(caller, SwitchControl.LateContext, stopping);
        }
    });

    /// <summary>Leads on whoever has waited too long already, where the waits may have become longer: who came when it was later than now, and who stays where nobody stays.</summary>
    /// <inheritdoc cref="ShortenAsync"/>
    public Task FindStuckAsync(Func<string, bool> isCall, CancellationToken stopping) => WhereAsync(MayHaveBecomeLonger, ref _mayBeLonger, async () =>
    {
        bool MayBeLed(CoreShowChannelEvent channel) => channel.Context == TelephonesWait || isCall(channel.Uniqueid);
        var channels = await WaitingAsync(stopping);
        foreach (var caller in channels.Where(channel => MayBeLed(channel) && _callersWait.Contains(channel.Context) && channel.Duration < TimeSpan.Zero))
        {
            await LeadOnAsync(caller, SwitchControl.LateContext, stopping);
        }

        if (channels.Where(channel => MayBeLed(channel) && _briefWaits.ContainsKey(channel.Context)).Select(channel => channel.Uniqueid).ToHashSet() is { Count: > 0 } brief)
        {
            await Task.Delay(_longerThanBrief, time, stopping);
            foreach (var stuck in (await WaitingAsync(stopping)).Where(channel => brief.Contains(channel.Uniqueid) && _briefWaits.ContainsKey(channel.Context)))
            {
                await LeadOnAsync(stuck, _briefWaits[stuck.Context], stopping);
            }
        }
    });

    /// <summary>Once, if it is so; again if the switch was away.</summary>
    private static Task WhereAsync(Action isSo, ref int flag, Func<Task> act)
    {
        return Interlocked.Exchange(ref flag, 0) == 0 ? Task.CompletedTask : ActAsync();

        async Task ActAsync()
        {
            try
            {
                await act();
            }
            catch (AmiException)
            {
                isSo();
                throw;
            }
        }
    }

    /// <summary>All channels that talk with nobody.</summary>
    private async Task<IReadOnlyList<CoreShowChannelEvent>> WaitingAsync(CancellationToken stopping)
    {
        var channels = await ami.SendListAsync(new CoreShowChannelsAction(), stopping);
        if (!channels.IsComplete)
        {
            throw new AmiException("The list of channels broke off.");
        }

        return [.. channels.Items.Select(item => CoreShowChannelEvent.From(item)).Where(channel => channel.BridgeId.Length == 0)];
    }

    private async Task LeadOnAsync(CoreShowChannelEvent channel, string context, CancellationToken stopping)
    {
        try
        {
            await control.LeadOnAsync(channel.Uniqueid, context, stopping);
        }
        catch (AmiErrorException)
        {
            // Gone meanwhile; the next one waits all the same.
        }
    }
}
