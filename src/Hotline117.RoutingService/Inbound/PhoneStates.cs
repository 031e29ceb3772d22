using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using Hotline117.Routing.Directory;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Which telephones the switches say they can't reach. All numbers share the trunk <c>centres</c>, and are unreachable together where its qualify
/// fails (a trunk without qualify never is). That may be wrong: a trunk can ignore OPTIONS and carry calls. So an unreachable line is rung after all
/// others, not never. It counts as such only while every connected switch that knows its phone says so; the word of a switch to which the link is
/// lost counts for nothing.
/// </summary>
internal sealed class PhoneStates(TimeProvider time)
{
    private const string Technology = "PJSIP/";
    private const string Trunk = Technology + "centres";

    private readonly Lock _gate = new();
    /// <summary>Switch -> phone -> since when it has been unreachable; null for one that can be reached.</summary>
    private readonly Dictionary<string, Dictionary<string, DateTimeOffset?>> _switches = [];

    /// <summary>Raised after a phone became unreachable, or reachable again. Handlers must not block.</summary>
    public event Action? Changed;

    public void Hear(string switchName, DeviceStateChangeEvent told)
    {
        bool changed;
        lock (_gate)
        {
            changed = Note(_switches.TryGetValue(switchName, out var phones) ? phones : _switches[switchName] = [], told);
        }

        // Calls change a phone's state as well.
        if (changed)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Asks a switch for all phones; what it said before of those that it no longer knows is forgotten.</summary>
    /// <exception cref="AmiException">The switch is away or refuses.</exception>
    public async Task ReadAsync(string switchName, AmiClient ami, CancellationToken cancellation)
    {
        var list = await ami.SendListAsync(new DeviceStateListAction(), cancellation);
        if (!list.IsComplete)
        {
            return;
        }

        lock (_gate)
        {
            var before = _switches.GetValueOrDefault(switchName) ?? [];
            var phones = new Dictionary<string, DateTimeOffset?>();
            foreach (var told in list.Items.Select(DeviceStateChangeEvent.From))
            {
                phones[told.Device] = before.GetValueOrDefault(told.Device);
                Note(phones, told);
            }

            _switches[switchName] = phones;
        }

        Changed?.Invoke();
    }

    public void Forget(string switchName)
    {
        lock (_gate)
        {
            _switches.Remove(switchName);
        }

        Changed?.Invoke();
    }

    /// <summary>By line id, since when.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Unreachable(CentreDirectory directory)
    {
        Dictionary<string, DateTimeOffset> phones;
        lock (_gate)
        {
            phones = _switches.Values.SelectMany(each => each).GroupBy(each => each.Key, each => each.Value)
                .Where(said => said.All(since => since is not null)).ToDictionary(said => said.Key, said => said.Max()!.Value);
        }

        return phones.Count == 0 ? new Dictionary<string, DateTimeOffset>() : directory.Lines
            .Select(line => (line.Id, Phone: line.Line.Endpoint is { } endpoint ? Technology + endpoint : Trunk))
            .Where(line => phones.ContainsKey(line.Phone))
            .ToDictionary(line => line.Id, line => phones[line.Phone]);
    }

    /// <returns>False where it could be reached before and after, or neither.</returns>
    private bool Note(Dictionary<string, DateTimeOffset?> phones, DeviceStateChangeEvent told)
    {
        if (!told.Device.StartsWith(Technology, StringComparison.Ordinal))
        {
            return false;
        }

        var before = phones.GetValueOrDefault(told.Device);
        phones[told.Device] = told.State is "UNAVAILABLE" or "INVALID" ? before ?? time.GetUtcNow() : null;
        return before != phones[told.Device];
    }
}
