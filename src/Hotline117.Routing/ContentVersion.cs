using System.Security.Cryptography;
using System.Text.Json;

namespace Hotline117.Routing;

/// <summary>Names a content by itself: equal content, equal version, on every machine.</summary>
public static class ContentVersion
{
    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the content's JSON.</summary>
    public static string Of<T>(T content) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content)))[..12];
}
