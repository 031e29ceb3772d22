using System.Text;

namespace Hotline117.Asterisk.Protocol;

internal enum Frame
{
    /// <summary>What was fed is used up.</summary>
    None,

    /// <summary>A whole message, without its closing blank line.</summary>
    Message,

    /// <summary>The beginning of a message beyond the bound; the rest of it is skipped up to its blank line.</summary>
    Oversized,
}

/// <summary>
/// Cuts messages out of the bytes as they come, at any split. A span that is handed out holds until the next call: it lies in what
/// was fed, or, where the message began in an earlier piece, in a buffer of the framer's own.
/// </summary>
/// <param name="expectsRawOutput">
/// Whether a <c>Response: Follows</c> answers a command: only then does the message go on, over blank lines, to <c>--END COMMAND--</c>.
/// </param>
internal sealed class MessageFramer(int maxMessageSize, Func<ReadOnlySpan<byte>, bool> expectsRawOutput)
{
    // Enough of an oversized message to say what it was.
    private const int HeadSize = 512;

    // While skipping, what the end of the message may begin with.
    private const int TailSize = 32;

    private ReadOnlyMemory<byte> _fed;
    private byte[] _begun = new byte[4_096];
    private int _begunLength;
    private int _searched;
    private bool _raw;
    private bool _skipping;

    /// <summary>Bytes of a message that is not complete yet.</summary>
    public int Unfinished => _begunLength;

    /// <param name="bytes">Must stay as they are until <see cref="TryRead"/> says <see cref="Frame.None"/>.</param>
    public void Feed(ReadOnlyMemory<byte> bytes) => _fed = bytes;

    public Frame TryRead(out ReadOnlySpan<byte> message)
    {
        while (_begunLength > 0)
        {
            var frame = Continue(out message);
            if (frame != Frame.None || _begunLength > 0)
                return frame;
        }
        return Begin(out message);
    }

    // The usual case: the whole message lies in what was fed.
    private Frame Begin(out ReadOnlySpan<byte> message)
    {
        var bytes = _fed.Span;
        var blank = bytes.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        bytes = blank < 0 ? default : bytes[blank..];
        if (TryFindEnd(bytes, 0, out var contentEnd, out var end))
        {
            _fed = _fed[^(bytes.Length - end)..];
            return Finish(bytes[..contentEnd], out message);
        }
        Keep(bytes);
        _fed = default;
        return Unfinishable(out message);
    }

    // A message that began earlier: what was fed is added in growing steps, since its end is usually near.
    private Frame Continue(out ReadOnlySpan<byte> message)
    {
        for (var step = 1_024; !_fed.IsEmpty; step *= 2)
        {
            var before = _begunLength;
            var added = _fed.Span[..Math.Min(step, _fed.Length)];
            Keep(added);
            if (TryFindEnd(_begun.AsSpan(0, _begunLength), _searched, out var contentEnd, out var end))
            {
                _fed = _fed[(end - before)..];
                _begunLength = _searched = 0;
                return Finish(_begun.AsSpan(0, contentEnd), out message);
            }
            _fed = _fed[added.Length..];
            var frame = Unfinishable(out message);
            if (frame != Frame.None)
                return frame;
        }
        message = default;
        return Frame.None;
    }

    private Frame Finish(ReadOnlySpan<byte> content, out ReadOnlySpan<byte> message)
    {
        var skipped = _skipping;
        _skipping = _raw = false;
        if (skipped)
            return TryRead(out message);
        message = content.Length <= maxMessageSize ? content : content[..HeadSize];
        return content.Length <= maxMessageSize ? Frame.Message : Frame.Oversized;
    }

    private Frame Unfinishable(out ReadOnlySpan<byte> message)
    {
        message = default;
        _searched = Math.Max(0, _begunLength - TailSize);
        if (_begunLength <= (_skipping ? TailSize : maxMessageSize))
            return Frame.None;
        var first = !_skipping;
        message = first ? _begun.AsSpan(0, HeadSize).ToArray() : default;
        _skipping = true;
        _begun.AsSpan(_searched, TailSize).CopyTo(_begun);
        (_begunLength, _searched) = (TailSize, 0);
        return first ? Frame.Oversized : Frame.None;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_begun.Length < _begunLength + bytes.Length)
            Array.Resize(ref _begun, Math.Max(_begun.Length * 2, _begunLength + bytes.Length));
        bytes.CopyTo(_begun.AsSpan(_begunLength));
        _begunLength += bytes.Length;
    }

    private bool TryFindEnd(ReadOnlySpan<byte> bytes, int from, out int contentEnd, out int end)
    {
        if (!_raw)
        {
            if (!BlankLine.TryFind(bytes, from, out contentEnd, out end))
                return false;
            _raw = !_skipping && IsFollows(bytes) && expectsRawOutput(bytes[..contentEnd]);
            if (!_raw)
                return true;
            from = 0;
        }
        contentEnd = end = 0;
        var mark = bytes[from..].IndexOf(CommandOutput.EndMark);
        return mark >= 0 && BlankLine.TryFind(bytes, from + mark, out contentEnd, out end);
    }

    private static bool IsFollows(ReadOnlySpan<byte> bytes) =>
        bytes[0] is (byte)'R' or (byte)'r' && bytes.Length >= 17 && Ascii.EqualsIgnoreCase(bytes[..17], "Response: Follows"u8);
}
