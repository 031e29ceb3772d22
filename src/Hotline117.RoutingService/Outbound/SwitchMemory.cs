using System.Globalization;
using Hotline117.Asterisk;

namespace Hotline117.RoutingService.Outbound;

/// <summary>Keeps in a switch what it needs to go on alone. Sends each entry when it has changed, and all of them from time to time.</summary>
internal sealed class SwitchMemory(SwitchControl control)
{
    /// <summary>Were no router to say otherwise, the switch stops asking callers for a spoken number by itself. Longer than two looks at the switch.</summary>
    private static readonly TimeSpan _codeHoldsFor = TimeSpan.FromSeconds(90);

    /// <summary>Another replica, which knew less, may have written since.</summary>
    private static readonly TimeSpan _allAgainEvery = TimeSpan.FromMinutes(5);

    private readonly Dictionary<SwitchEntry, string> _sent = [];
    private DateTimeOffset _allSentAt;
    private volatile bool _forgotten = true;

    /// <summary>When the switch was last known to have everything; null: not yet, or it may have lost it.</summary>
    public DateTimeOffset? TaughtAt { get; private set; }

    /// <summary>The switch may have lost it all: everything is sent again next time.</summary>
    public void Forget() => _forgotten = true;

    /// <exception cref="AmiException">The switch is away or refuses.</exception>
    public Task TeachCodeAsync(bool isOn, DateTimeOffset now, CancellationToken cancellation) =>
        control.AskForCodeAsync(until: isOn ? Seconds(now + _codeHoldsFor) : "0", cancellation);

    /// <exception cref="AmiException">The switch is away or refuses; what it took is remembered.</exception>
    public async Task TeachAsync(IEnumerable<KeyValuePair<SwitchEntry, string>> knowledge, DateTimeOffset now, CancellationToken cancellation)
    {
        var all = _forgotten || now - _allSentAt > _allAgainEvery;
        _forgotten = false;
        var gone = _sent.Keys.ToHashSet();
        foreach (var (entry, value) in knowledge)
        {
            gone.Remove(entry);
            if (all || _sent.GetValueOrDefault(entry) != value)
            {
                await SendAsync(entry, value, cancellation);
            }
        }

        // An old plan of a language that nobody speaks now would do no harm, but nobody would renew it.
        foreach (var entry in gone)
        {
            await control.DropAsync(entry, cancellation);
            _sent.Remove(entry);
        }

        await control.KeepAsync(SwitchKnowledge.WrittenAt, Seconds(now), cancellation);
        (TaughtAt, _allSentAt) = (now, all ? now : _allSentAt);
    }

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private async Task SendAsync(SwitchEntry entry, string value, CancellationToken cancellation)
    {
        try
        {
            await control.KeepAsync(entry, value, cancellation);
        }
        catch
        {
            _forgotten = true;
            throw;
        }

        _sent[entry] = value;
    }
}
