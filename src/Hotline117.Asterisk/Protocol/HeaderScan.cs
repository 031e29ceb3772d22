using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Hotline117.Asterisk.Protocol;

/// <summary>Finds headers (<c>Name: value</c>, ended by CRLF or LF) in a message's bytes.</summary>
internal static class HeaderScan
{
    public static bool TryFind(ReadOnlySpan<byte> message, scoped ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var found = IsHeader(message, 0, name) ? 0 : FindLine(message, name);
        value = found < 0 ? default : ValueAt(message[(found + name.Length + 1)..]);
        return found >= 0;
    }

    public static bool TryFind(ReadOnlySpan<byte> message, string name, out ReadOnlySpan<byte> value)
    {
        // A name longer than any that a server writes is not there.
        Span<byte> utf8 = stackalloc byte[64];
        value = default;
        return Encoding.UTF8.TryGetBytes(name, utf8, out var length) && TryFind(message, utf8[..length], out value);
    }

    /// <summary>Where the line after the first header of this name begins; the message's end where there is none.</summary>
    public static int AfterLine(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        var rest = message;
        while (TryCutLine(ref rest, out var line))
        {
            if (TrySplit(line, out var header, out _) && Ascii.EqualsIgnoreCase(header, name))
                break;
        }
        return message.Length - rest.Length;
    }

    public static List<KeyValuePair<string, string>> All(ReadOnlySpan<byte> message)
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (TryCutLine(ref message, out var line))
        {
            if (TrySplit(line, out var name, out var value))
                headers.Add(new(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value)));
        }
        return headers;
    }

    /// <summary>False for a line without a colon or without a name.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        name = colon > 0 ? line[..colon] : default;
        value = colon > 0 ? ValueAfter(line, colon) : default;
        return colon > 0;
    }

    /// <summary>Takes the next line, without its end, off the front.</summary>
    public static bool TryCutLine(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        if (rest.IsEmpty)
        {
            line = default;
            return false;
        }
        var end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        return true;
    }

    // Where a line behind the first begins with this name. Line ends are found 32 bytes at a time: a search for each is half of a look-up.
    private static int FindLine(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        var index = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var first = ref MemoryMarshal.GetReference(message);
            for (; index <= message.Length - Vector256<byte>.Count; index += Vector256<byte>.Count)
            {
                var ends = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)index), Vector256.Create((byte)'\n')).ExtractMostSignificantBits();
                for (; ends != 0; ends &= ends - 1)
                {
                    var line = index + BitOperations.TrailingZeroCount(ends) + 1;
                    if (IsHeader(message, line, name))
                        return line;
                }
            }
        }
        while (message[index..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            index += end + 1;
            if (IsHeader(message, index, name))
                return index;
        }
        return -1;
    }

    // The colon first: where it is wrong, as for nearly all lines, the name need not be compared.
    private static bool IsHeader(ReadOnlySpan<byte> message, int line, ReadOnlySpan<byte> name)
    {
        var colon = line + name.Length;
        return colon < message.Length && message[colon] == (byte)':' && Ascii.EqualsIgnoreCase(message[line..colon], name);
    }

    private static ReadOnlySpan<byte> ValueAt(ReadOnlySpan<byte> rest)
    {
        TryCutLine(ref rest, out var value);
        return value is [(byte)' ', ..] ? value[1..] : value;
    }

    // Only the one space that the server writes: further ones are the value's, as in a command's indented output.
    private static ReadOnlySpan<byte> ValueAfter(ReadOnlySpan<byte> line, int colon)
    {
        var value = line[(colon + 1)..];
        return value is [(byte)' ', ..] ? value[1..] : value;
    }
}
