using System.Buffers.Binary;

namespace Hotline117.Web.SignIn;

/// <summary>
/// The layout of an Identity V3 hash, base64: 0x01, then as big-endian uint32 the PRF (0 SHA-1, 1 SHA-256, 2 SHA-512), the iterations and
/// the salt's length, then the salt and the subkey (dotnet/aspnetcore, src/Identity/Extensions.Core/src/PasswordHasher.cs).
/// </summary>
public static class PasswordHashFormat
{
    /// <summary>What PasswordHasher took before .NET 7; fewer can be guessed too fast.</summary>
    public const uint FewestIterations = 10_000;

    private const int HeaderBytes = 13;
    private const int ShortestBytes = 16;

    /// <returns>What is wrong, to be read after the setting's name; null where it is a usable hash.</returns>
    public static string? Fault(string hash)
    {
        var bytes = new byte[hash.Length];
        if (!Convert.TryFromBase64String(hash, bytes, out var length) || length == 0)
            return "is not base64";

        var content = bytes.AsSpan(0, length);
        if (length <= HeaderBytes || content[0] != 1 || BinaryPrimitives.ReadUInt32BigEndian(content[1..]) > 2)
            return "is not a hash of format 3";

        var iterations = BinaryPrimitives.ReadUInt32BigEndian(content[5..]);
        if (iterations < FewestIterations)
            return $"has {iterations} iterations; it needs at least {FewestIterations}";

        var salt = BinaryPrimitives.ReadUInt32BigEndian(content[9..]);
        return salt < ShortestBytes || salt + HeaderBytes + ShortestBytes > (uint)length ? "is cut short" : null;
    }
}
