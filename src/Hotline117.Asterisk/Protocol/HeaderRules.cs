using System.Buffers;
using System.Text;

namespace Hotline117.Asterisk.Protocol;

/// <summary>
/// What may be sent. A line break in a value would begin a new header or a new action; the server's line buffer holds 1024 bytes
/// with CRLF and loses its place on a longer line; it keeps 128 lines of an action (main/manager.c, <c>AST_MAX_MANHEADERS</c>).
/// </summary>
internal static class HeaderRules
{
    public const int MaxLineBytes = 1022;
    public const int MaxLines = 128;

    public static readonly SearchValues<char> ForbiddenInValues = SearchValues.Create("\r\n\0");

    // Any of these is plain text to the server; space and colon would shift where the value begins.
    private static readonly SearchValues<char> AllowedInNames =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.()");

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The header can't be sent; says why, and shows a value only by its length.</exception>
    public static void Check(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(AllowedInNames))
            throw new ArgumentException($"header name '{Shown(name)}': only ASCII letters, digits and -_.() make a name", nameof(name));
        var forbidden = value.AsSpan().IndexOfAny(ForbiddenInValues);
        if (forbidden >= 0)
            throw new ArgumentException($"value of {name}: {Named(value[forbidden])} at character {forbidden}: a value is one line", nameof(value));
        var bytes = LineBytes(name, value);
        if (bytes > MaxLineBytes)
            throw new ArgumentException($"header {name}: {bytes} bytes with its name, at most {MaxLineBytes} fit the server's line", nameof(value));
    }

    /// <summary>Fit for a message: line breaks made visible, long text cut.</summary>
    public static string Shown(string text) =>
        (text.Length > 60 ? text[..60] + "…" : text).ReplaceLineEndings("⏎").Replace('\0', '␀');

    private static int LineBytes(string name, string value)
    {
        try
        {
            return name.Length + 2 + StrictUtf8.GetByteCount(value);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"value of {name}: half of a surrogate pair at character {e.Index}", nameof(value), e);
        }
    }

    private static string Named(char forbidden) => forbidden switch { '\r' => "CR", '\n' => "LF", _ => "NUL" };
}
