using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hotline117.Asterisk.Protocol;

/// <param name="Name">Decoded once for all events of this name.</param>
internal sealed record EventRoute(string Name, EventQueue[] Queues);

/// <summary>Who wants which events, decided from the name's bytes. Replaced as a whole when somebody subscribes; read by one connection.</summary>
internal sealed class EventRoutes
{
    // With subscribers to everything each name is remembered; a server has a few hundred, a forger could make more.
    private const int MaxRememberedNames = 1_024;

    public static readonly EventRoutes None = new([]);

    private readonly Dictionary<string, EventRoute> _byName = new(EventNameComparer.Instance);
    private readonly Dictionary<string, EventRoute>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private readonly EventQueue[] _forEverything;
    private readonly (EventQueue Queue, string[]? Names)[] _subscriptions;

    private EventRoutes((EventQueue Queue, string[]? Names)[] subscriptions)
    {
        _subscriptions = subscriptions;
        _forEverything = [.. subscriptions.Where(s => s.Names is null).Select(s => s.Queue)];
        Queues = [.. subscriptions.Select(s => s.Queue)];
        foreach (var name in subscriptions.SelectMany(s => s.Names ?? []).Distinct(StringComparer.OrdinalIgnoreCase))
            _byName[name] = new(name, [.. subscriptions.Where(s => s.Names is null || s.Names.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(s => s.Queue)]);
        _byBytes = _byName.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public EventQueue[] Queues { get; }

    /// <param name="names">Null means every event.</param>
    public EventRoutes With(EventQueue queue, string[]? names) => new([.. _subscriptions, (queue, names)]);

    public EventRoutes Without(EventQueue queue) => new([.. _subscriptions.Where(s => s.Queue != queue)]);

    /// <summary>Null where nobody wants it: then nothing has been allocated.</summary>
    public EventRoute? Find(ReadOnlySpan<byte> name)
    {
        if (_byBytes.TryGetValue(name, out var route))
            return route;
        if (_forEverything.Length == 0)
            return null;
        route = new(Encoding.UTF8.GetString(name), _forEverything);
        if (_byName.Count < MaxRememberedNames)
            _byName[route.Name] = route;
        return route;
    }
}

/// <summary>Event names without regard to case, as strings or as bytes of the wire.</summary>
internal sealed class EventNameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static readonly EventNameComparer Instance = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.OrdinalIgnoreCase);

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.EqualsIgnoreCase(alternate, other);

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

    public int GetHashCode([DisallowNull] string obj) =>
        obj.Length == 0 ? 0 : Hash(obj.Length, obj[0], obj[obj.Length / 2], obj[^1]);

    public int GetHashCode(ReadOnlySpan<byte> alternate) =>
        alternate.IsEmpty ? 0 : Hash(alternate.Length, alternate[0], alternate[alternate.Length / 2], alternate[^1]);

    // Three letters and the length tell Asterisk's names apart well enough; 0x20 folds the case of letters.
    private static int Hash(int length, int first, int middle, int last) =>
        ((((length * 31) + (first | 0x20)) * 31) + (middle | 0x20)) * 31 + (last | 0x20);
}
