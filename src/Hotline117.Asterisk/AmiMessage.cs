using System.Globalization;
using System.Text;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.Asterisk;

/// <summary>
/// One message as it came from the wire, in a copy of its own. Headers are found in the bytes when asked for: names in any case,
/// of several with the same name the first. Bytes that are no UTF-8 read as U+FFFD. Values are what the server wrote, which may be
/// what a caller wrote: never trust them.
/// </summary>
public abstract class AmiMessage
{
    private readonly byte[] _bytes;

    private protected AmiMessage(byte[] bytes) => _bytes = bytes;

    /// <summary>The message without its closing blank line, with line ends as they came.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The first value under this name, empty where it is empty; null where there is no such header.</summary>
    public string? this[string name] =>
        HeaderScan.TryFind(_bytes, name, out var value) ? Encoding.UTF8.GetString(value) : null;

    /// <summary>All headers in the wire's order, repeated ones too; lines without a colon are left out.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers => HeaderScan.All(_bytes);

    /// <summary>All values under this name, in the wire's order.</summary>
    public IEnumerable<string> All(string name) =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    /// <summary>The first value's bytes without copying them.</summary>
    public bool TryGetUtf8(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => HeaderScan.TryFind(_bytes, name, out value);

    /// <summary>The first value, empty where there is none: for headers that a kind of message always has.</summary>
    protected internal string Text(ReadOnlySpan<byte> name) =>
        HeaderScan.TryFind(_bytes, name, out var value) ? Encoding.UTF8.GetString(value) : "";

    protected internal int? Number(ReadOnlySpan<byte> name) =>
        HeaderScan.TryFind(_bytes, name, out var value) && int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected internal bool Has(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) =>
        HeaderScan.TryFind(_bytes, name, out var value) && Ascii.EqualsIgnoreCase(value, expected);
}
