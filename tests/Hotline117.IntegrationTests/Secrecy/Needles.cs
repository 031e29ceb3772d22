using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Hotline117.IntegrationTests.Secrecy;

/// <summary>Every form in which a telephone number could be lying about, and where it is found.</summary>
public sealed class Needles
{
    private readonly List<(string Form, byte[] Bytes)> forms = [];
    private readonly byte[] lastDigits = [];

    private Needles()
    {
    }

    /// <param name="national">Without the leading 0 and the country code.</param>
    /// <param name="more">Other texts that must not be found, such as a name.</param>
    public Needles(string national, params IReadOnlyList<string> more)
    {
        foreach (var text in more.Prepend(national))
        {
            forms.Add((text, Encoding.UTF8.GetBytes(text)));
        }

        foreach (var form in new[] { national, $"0{national}", $"996{national}", $"+996{national}" })
        {
            var bytes = Encoding.UTF8.GetBytes(form);
#pragma warning disable CA5350, CA5351 // They are looked for, not used.
            foreach (var (name, hash) in new[] { ("SHA-256", SHA256.HashData(bytes)), ("SHA-1", SHA1.HashData(bytes)), ("MD5", MD5.HashData(bytes)) })
#pragma warning restore CA5350, CA5351
            {
                Add($"{name} of {form}", Convert.ToHexStringLower(hash), Convert.ToHexString(hash), Convert.ToBase64String(hash));
                forms.Add(($"raw {name} of {form}", hash));
            }

            Add($"base64 of {form}", Convert.ToBase64String(bytes));
        }

        lastDigits = Encoding.UTF8.GetBytes(national[^6..]);
    }

    /// <summary>Bytes that nobody may find, as they are or written down, in either order.</summary>
    public static Needles Of(IEnumerable<(string Name, byte[] Bytes)> secrets)
    {
        var needles = new Needles();
        foreach (var (name, bytes) in secrets)
        {
            foreach (var ordered in new[] { bytes, [.. bytes.Reverse()] })
            {
                needles.forms.Add(($"raw {name}", ordered));
                needles.Add(name, Convert.ToHexStringLower(ordered), Convert.ToHexString(ordered), Convert.ToBase64String(ordered),
                    new BigInteger(ordered, isUnsigned: true).ToString(CultureInfo.InvariantCulture));
            }
        }

        return needles;
    }

    /// <returns>The forms found, each with its place in the content.</returns>
    public IEnumerable<string> In(byte[] content)
    {
        foreach (var (form, bytes) in forms)
        {
            if (content.AsSpan().IndexOf(bytes) is >= 0 and var at)
            {
                yield return $"{form} at {at}";
            }
        }

        if (lastDigits.Length > 0 && FindLastDigits(content) is { } place)
        {
            yield return $"the last digits at {place}";
        }
    }

    public IEnumerable<string> In(string content) => In(Encoding.UTF8.GetBytes(content));

    // Within a longer number or a word they are chance.
    private int? FindLastDigits(byte[] content)
    {
        for (var from = 0; content.AsSpan(from).IndexOf(lastDigits) is >= 0 and var found; from += found + 1)
        {
            var at = from + found;
            if ((at == 0 || !char.IsAsciiLetterOrDigit((char)content[at - 1]))
                && (at + lastDigits.Length == content.Length || !char.IsAsciiLetterOrDigit((char)content[at + lastDigits.Length])))
            {
                return at;
            }
        }

        return null;
    }

    private void Add(string form, params IReadOnlyList<string> texts) =>
        forms.AddRange(texts.Select(text => (form, Encoding.UTF8.GetBytes(text.TrimEnd('=')))));
}
