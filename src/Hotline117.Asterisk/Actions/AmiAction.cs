using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.Asterisk.Actions;

/// <summary>
/// An action to send. One that could break the protocol can't be made: CR, LF or NUL anywhere, a line above 1022 bytes, more than
/// 128 lines. The client adds the ActionID. Immutable.
/// </summary>
public class AmiAction
{
    // Action and ActionID are lines too.
    private const int MaxHeaders = HeaderRules.MaxLines - 2;

    private readonly ImmutableArray<KeyValuePair<string, string>> _headers;

    /// <param name="name">As <c>manager show commands</c> lists it, for instance <c>Redirect</c>.</param>
    /// <param name="headers">In the order of sending; one whose value is null is left out.</param>
    /// <exception cref="ArgumentException">It can't be sent; the message says why.</exception>
    public AmiAction(string name, params ReadOnlySpan<(string Name, string? Value)> headers)
        : this(name, Kept(headers))
    {
    }

    private AmiAction(string name, ImmutableArray<KeyValuePair<string, string>> headers)
    {
        HeaderRules.Check("Action", name);
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("an action needs a name", nameof(name));
        if (headers.Length > MaxHeaders)
            throw new ArgumentException($"{name}: {headers.Length} headers, the server keeps {MaxHeaders}", nameof(headers));
        foreach (var (header, value) in headers)
            Check(header, value);
        Name = name;
        _headers = headers;
    }

    public string Name { get; }

    /// <summary>In the order of sending, without Action and ActionID.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>A copy with one header more; a name may be repeated.</summary>
    /// <exception cref="ArgumentException">It can't be sent; the message says why.</exception>
    public AmiAction With(string header, string value) => new(Name, _headers.Add(new(header, value)));

    /// <summary>Without values, which may be a caller's.</summary>
    public override string ToString() => $"Action: {Name}";

    internal void WriteTo(IBufferWriter<byte> wire, string actionId)
    {
        WriteLine(wire, "Action", Name);
        WriteLine(wire, "ActionID", actionId);
        foreach (var (header, value) in _headers)
            WriteLine(wire, header, value);
        wire.Write("\r\n"u8);
    }

    private static void WriteLine(IBufferWriter<byte> wire, string name, string value)
    {
        Encoding.UTF8.GetBytes(name, wire);
        wire.Write(": "u8);
        Encoding.UTF8.GetBytes(value, wire);
        wire.Write("\r\n"u8);
    }

    private static void Check(string header, string value)
    {
        HeaderRules.Check(header, value);
        if (header.Equals("Action", StringComparison.OrdinalIgnoreCase) || header.Equals("ActionID", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"header {header} is written by the client itself", nameof(header));
    }

    private static ImmutableArray<KeyValuePair<string, string>> Kept(ReadOnlySpan<(string Name, string? Value)> headers)
    {
        var kept = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>(headers.Length);
        foreach (var (name, value) in headers)
        {
            if (value is not null)
                kept.Add(new(name, value));
        }
        return kept.DrainToImmutable();
    }
}
