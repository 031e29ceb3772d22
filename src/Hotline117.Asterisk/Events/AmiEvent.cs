using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Hotline117.Asterisk.Events;

/// <summary>Any event. The typed ones of this namespace are views of it.</summary>
public sealed class AmiEvent : AmiMessage
{
    private const long LastSecond = 253_402_300_799;

    internal AmiEvent(string name, byte[] bytes) : base(bytes) => Name = name;

    /// <summary>As in the first header, for instance <c>Newchannel</c>.</summary>
    public string Name { get; }

    /// <summary>When it happened by the server's own clock, to the microsecond; null unless manager.conf has <c>timestampevents</c>.</summary>
    public DateTimeOffset? At =>
        TryGetUtf8("Timestamp"u8, out var written) && Utf8Parser.TryParse(written, out decimal seconds, out var length) && length == written.Length && seconds is >= 0 and <= LastSecond
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;

    public bool Is<TEvent>() where TEvent : struct, IAmiEvent<TEvent> => Name.Equals(TEvent.EventName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The typed view, where the event has that name.</summary>
    public bool Is<TEvent>([MaybeNullWhen(false)] out TEvent typed) where TEvent : struct, IAmiEvent<TEvent>
    {
        typed = TEvent.From(this);
        return Is<TEvent>();
    }

    /// <summary>Without values, which may be a caller's.</summary>
    public override string ToString() => $"Event: {Name}";
}

/// <summary>A typed view of events with one name. It parses nothing until a member is read.</summary>
public interface IAmiEvent<TSelf> where TSelf : struct, IAmiEvent<TSelf>
{
    /// <summary>The name on the wire.</summary>
    static abstract string EventName { get; }

    static abstract TSelf From(AmiEvent source);

    AmiEvent Source { get; }
}
