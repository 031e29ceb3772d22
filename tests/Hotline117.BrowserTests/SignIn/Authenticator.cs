using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hotline117.BrowserTests.SignIn;

/// <summary>An authenticator app by RFC 6238: SHA-1, 30 s, 6 digits. Written for the tests alone.</summary>
public sealed class Authenticator(string key)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private readonly byte[] secret = Decode(key);

    public string CodeNow() => CodeAt(TimeProvider.System.GetUtcNow());

    /// <summary>What it shows half a minute later, which is taken already: clocks differ.</summary>
    public string NextCode() => CodeAt(TimeProvider.System.GetUtcNow().AddSeconds(30));

    public string CodeAt(DateTimeOffset time)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, time.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // What authenticator apps use.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return $"{number % 1_000_000:000000}";
    }

    private static byte[] Decode(string text)
    {
        var bits = string.Concat(text.Where(each => each != ' ').Select(each => Convert.ToString(Base32.IndexOf(each, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
