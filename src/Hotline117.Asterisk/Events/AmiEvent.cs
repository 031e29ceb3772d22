using System.Diagnostics.CodeAnalysis;

namespace Hotline117.Asterisk.Events;

/// <summary>Any event. The typed ones of this namespace are views of it.</summary>
public sealed class AmiEvent : AmiMessage
{
    internal AmiEvent(string name, byte[] bytes) : base(bytes) => Name = name;

    /// <summary>As in the first header, for instance <c>Newchannel</c>.</summary>
    public string Name { get; }

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
