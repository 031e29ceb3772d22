using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hotline117.Asterisk.Protocol;

/// <summary>Finds where a message ends: a line end with another behind it, each CRLF or LF.</summary>
internal static class BlankLine
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    /// <param name="start">Where to begin; a line end right before it is not seen.</param>
    /// <param name="end">Index behind the blank line.</param>
    /// <param name="contentEnd">Index behind the last line's own end, before the blank line.</param>
    public static bool TryFind(ReadOnlySpan<byte> bytes, int start, out int contentEnd, out int end)
    {
        while (TryFindLf(bytes, start, out var lf))
        {
            contentEnd = lf + 1;
            if (IsLf(bytes, contentEnd))
            {
                end = contentEnd + 1;
                return true;
            }
            if (IsCr(bytes, contentEnd) && IsLf(bytes, contentEnd + 1))
            {
                end = contentEnd + 2;
                return true;
            }
            start = contentEnd;
        }
        contentEnd = end = 0;
        return false;
    }

    private static bool IsLf(ReadOnlySpan<byte> bytes, int index) => index < bytes.Length && bytes[index] == Lf;

    private static bool IsCr(ReadOnlySpan<byte> bytes, int index) => index < bytes.Length && bytes[index] == Cr;

    // A line end that begins a blank line. Compares each byte with the next two, 32 at a time.
    private static bool TryFindLf(ReadOnlySpan<byte> bytes, int start, out int index)
    {
        index = start;
        ref var first = ref MemoryMarshal.GetReference(bytes);
        if (Vector256.IsHardwareAccelerated)
        {
            var lf = Vector256.Create(Lf);
            var cr = Vector256.Create(Cr);
            for (var last = bytes.Length - Vector256<byte>.Count - 2; index <= last; index += Vector256<byte>.Count)
            {
                var here = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)index), lf);
                if (here == Vector256<byte>.Zero)
                    continue;
                var next = Vector256.LoadUnsafe(ref first, (nuint)index + 1);
                var third = Vector256.LoadUnsafe(ref first, (nuint)index + 2);
                var found = here & (Vector256.Equals(next, lf) | (Vector256.Equals(next, cr) & Vector256.Equals(third, lf)));
                if (found != Vector256<byte>.Zero)
                {
                    index += BitOperations.TrailingZeroCount(found.ExtractMostSignificantBits());
                    return true;
                }
            }
        }
        var rest = index < bytes.Length ? bytes[index..].IndexOf(Lf) : -1;
        index += rest;
        return rest >= 0;
    }
}
