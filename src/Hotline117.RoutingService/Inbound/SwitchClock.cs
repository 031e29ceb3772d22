using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using Hotline117.RoutingService.Outbound;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Watches a switch's wall clock. Asterisk measures its waits by it: set back by an hour, whoever is in one just then waits an hour longer, and hears music, or a telephone ring, for so long.
/// So whoever waits, or whose telephone rings, is led into the same wait anew.
/// </summary>
internal sealed class SwitchClock(AmiClient ami, SwitchControl control, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan _agreeWithin = TimeSpan.FromSeconds(5);

    /// <summary>It tells whole seconds, and its answer may take one.</summary>
    private static readonly TimeSpan _goesEvenlyWithin = TimeSpan.FromSeconds(3);

    /// <summary>Where a caller is in a wait that she can be led back into (<c>hotline-late</c>).</summary>
    private static readonly HashSet<string> _callersWait = ["hotline-hold", "hotline-wait-now", "hotline-ring", "hotline-ring-at-once", "hotline-fallback", "hotline-emergency-now"];

    /// <summary>Where a telephone waits for what becomes of its caller.</summary>
    private const string TelephonesWait = "hotline-kept-now";

    private readonly long _began = time.GetTimestamp();

    /// <summary>What the switch's clock said, less what the steady one of this process did.</summary>
    private DateTimeOffset? _zero;

    /// <summary>Its clock and ours differ by more than a message takes; null where they agree.</summary>
    public string? Fault { get; private set; }

    /// <exception cref="AmiException">The switch is away.</exception>
    public async Task LookAsync(Func<string, bool> isCall, CancellationToken stopping)
    {
        if (await control.NowAsync(stopping) is not { } there)
        {
            return;
        }

        var apart = (there - time.GetUtcNow()).Duration();
        Fault = apart > _agreeWithin ? $"its clock and this router's are {apart.TotalSeconds:0} s apart: let both follow a time server." : null;
        var (before, zero) = (_zero, there - time.GetElapsedTime(_began));
        _zero = zero;
        if (before is { } was && was - zero > _goesEvenlyWithin)
        {
            log.LogError("{Switch}: its clock was set back by {Seconds:0} s; whoever waits there is led on.", control.Name, (was - zero).TotalSeconds);
            await LeadOnAsync(isCall, stopping);
        }
    }

    private async Task LeadOnAsync(Func<string, bool> isCall, CancellationToken stopping)
    {
        var channels = await ami.SendListAsync(new CoreShowChannelsAction(), stopping);
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
            catch (AmiException)
            {
                // Gone meanwhile; the next one waits all the same.
            }
        }
    }
}
