using System.Text;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.Asterisk.Events;

/// <summary>
/// The dialplan or a manager raised an event of its own. Its headers follow the line <c>UserEvent:</c>; those before it are the
/// server's and can't be forged by a header, though a value with a line break could forge a whole event: the dialplan must escape.
/// </summary>
public readonly struct UserEventReceived(AmiEvent source) : IAmiEvent<UserEventReceived>
{
    public static string EventName => "UserEvent";
    public static UserEventReceived From(AmiEvent source) => new(source);
    public AmiEvent Source { get; } = source;

    /// <summary>The first argument of the application <c>UserEvent</c>.</summary>
    public string Name => Source.Text("UserEvent"u8);

    /// <summary>Empty where a manager raised it.</summary>
    public string Channel => OfServer("Channel"u8);

    public string Uniqueid => OfServer("Uniqueid"u8);

    public string Linkedid => OfServer("Linkedid"u8);

    /// <summary>The first value that the sender gave under this name; null where there is none.</summary>
    public string? this[string name] =>
        HeaderScan.TryFind(Source.Bytes.Span[UserPart..], name, out var value) ? Encoding.UTF8.GetString(value) : null;

    /// <summary>What the sender gave, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => HeaderScan.All(Source.Bytes.Span[UserPart..]);

    private int UserPart => HeaderScan.AfterLine(Source.Bytes.Span, "UserEvent"u8);

    private string OfServer(ReadOnlySpan<byte> name) =>
        HeaderScan.TryFind(Source.Bytes.Span[..UserPart], name, out var value) ? Encoding.UTF8.GetString(value) : "";
}
