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
    /// <summary>Where a channel is in a wait that it can be led back into (<c>hotline-late</c>).</summary>
    private static readonly HashSet<string> _waits =
    [
        "hotline-greet", "hotline-ask", "hotline-code", "hotline-hold", "hotline-wait-now", "hotline-callback-ask", "hotline-ring", "hotline-ring-at-once",
        "hotline-fallback", "hotline-emergency-now", "hotline-transfer-ask", "hotline-transfer-emergency",
    ];

    /// <summary>Where nobody is for long: callers are joined to their counsellors' telephones there, and would be torn out of a conversation that has just begun.</summary>
    private static readonly Dictionary<string, string> _briefWaits = new()
    {
        ["hotline-late-now"] = SwitchControl.LateContext,
        ["hotline-kept-now"] = SwitchControl.KeptContext,
    };

    private static readonly TimeSpan _looksAgainAfter = TimeSpan.FromSeconds(1);

    private int _areLonger;
    private int _mayBeLonger;

    /// <summary>The switch's clock was set back.</summary>
    public void BecomeLonger() => Interlocked.Exchange(ref _areLonger, 1);

    /// <summary>For a while nobody heard what the switch's clock did.</summary>
    public void MayHaveBecomeLonger() => Interlocked.Exchange(ref _mayBeLonger, 1);

    /// <summary>Leads on whoever waits, where the waits have become longer.</summary>
    /// <param name="mayBeLed">Whether a channel may be led into a wait.</param>
    /// <exception cref="AmiException">The switch is away; it is to be tried again.</exception>
    public Task ShortenAsync(Func<string, bool> mayBeLed, CancellationToken stopping) => WhereAsync(BecomeLonger, ref _areLonger, async () =>
    {
        MayHaveBecomeLonger();
        foreach (var waiting in (await WaitingAsync(mayBeLed, stopping)).Where(channel => _waits.Contains(channel.Context)))
        {
            await LeadOnAsync(waiting.Uniqueid, SwitchControl.LateContext, stopping);
        }
    });

    /// <summary>
    /// Leads on whoever is in a wait that began later than it is now, where the waits may have become longer. Any other has become so by less than it had lasted.
    /// Whoever is so still at a second look: a wait ends, and the next begins, between two answers of the switch.
    /// </summary>
    /// <inheritdoc cref="ShortenAsync"/>
    public Task FindStuckAsync(Func<string, bool> mayBeLed, CancellationToken stopping) => WhereAsync(MayHaveBecomeLonger, ref _mayBeLonger, async () =>
    {
        if (await StuckAsync(mayBeLed, stopping) is { Count: > 0 } stuck)
        {
            await Task.Delay(_looksAgainAfter, time, stopping);
            foreach (var (channelId, context, _) in stuck.Intersect(await StuckAsync(mayBeLed, stopping)))
            {
                await LeadOnAsync(channelId, _briefWaits.GetValueOrDefault(context, SwitchControl.LateContext), stopping);
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

    private async Task<IReadOnlyList<(string ChannelId, string Context, DateTimeOffset? Since)>> StuckAsync(Func<string, bool> mayBeLed, CancellationToken stopping)
    {
        var waiting = new List<(string ChannelId, string Context, DateTimeOffset? Since)>();
        foreach (var channel in (await WaitingAsync(mayBeLed, stopping)).Where(channel => _waits.Contains(channel.Context) || _briefWaits.ContainsKey(channel.Context)))
        {
            waiting.Add((channel.Uniqueid, channel.Context, await SinceAsync(channel.Uniqueid, stopping)));
        }

        var now = await control.NowAsync(stopping);
        return [.. waiting.Where(channel => channel.Since > now)];
    }

    /// <summary>All channels that talk with nobody.</summary>
    private async Task<IEnumerable<CoreShowChannelEvent>> WaitingAsync(Func<string, bool> mayBeLed, CancellationToken stopping)
    {
        var channels = await ami.SendListAsync(new CoreShowChannelsAction(), stopping);
        if (!channels.IsComplete)
        {
            throw new AmiException("The list of channels broke off.");
        }

        return channels.Items.Select(item => CoreShowChannelEvent.From(item)).Where(channel => channel.BridgeId.Length == 0 && mayBeLed(channel.Uniqueid));
    }

    private async Task<DateTimeOffset?> SinceAsync(string channelId, CancellationToken stopping)
    {
        try
        {
            return await control.WaitsSinceAsync(channelId, stopping);
        }
        catch (AmiErrorException)
        {
            // Gone meanwhile.
            return null;
        }
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
