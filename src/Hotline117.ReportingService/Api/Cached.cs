using System.Security.Cryptography;
using System.Text.Json;
using Hotline117.Contracts;
using Microsoft.Net.Http.Headers;

namespace Hotline117.ReportingService.Api;

/// <summary>Answers that change rarely: whoever has it already gets 304.</summary>
internal static class Cached
{
    public static IResult Json<T>(T content, HttpContext context) => File(Bytes(content), "application/json; charset=utf-8", name: null, context);

    /// <param name="name">Under which it is kept; null for no file.</param>
    public static IResult File(byte[] body, string mediaType, string? name, HttpContext context)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        // By key or token: what one role may see is not for another one's cache.
        context.Response.Headers.CacheControl = "private, max-age=300";
        context.Response.Headers.Vary = "X-Api-Key, Authorization";
        // Answers 304 where the tag is that of If-None-Match.
        return TypedResults.Bytes(body, mediaType, name, entityTag: new EntityTagHeaderValue(tag));
    }

    private static byte[] Bytes<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, ContractJson.Options);
}
